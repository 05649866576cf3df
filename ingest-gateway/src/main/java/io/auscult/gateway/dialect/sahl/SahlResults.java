package io.auscult.gateway.dialect.sahl;

import io.auscult.events.ClinicalNote;
import io.auscult.events.SessionOutput;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.sahl.SahlPhase.Delivered;
import io.auscult.gateway.dialect.sahl.SahlPhase.Ended;
import io.auscult.gateway.dialect.sahl.SahlPhase.Silence;
import io.auscult.gateway.dialect.sahl.SahlPhase.Streaming;
import io.auscult.gateway.dialect.sahl.SahlPhase.Summarising;
import io.auscult.gateway.dialect.sahl.SahlPhase.Talk;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client hears of the job: warnings, and at the end the transcript's completion, PENDING
 * until there is one SUCCESS or FAIL, and the close (SA-22 to SA-28).
 */
final class SahlResults {
  /** SA-28. */
  static final String NO_SPEECH = "no speech detected";

  private static final String PARTIALS_SHED = "partials_shed";
  private static final String NO_SUMMARY = "The summary could not be written.";
  private static final String WAKE_STATUS = "status";
  private static final String WAKE_BYE = "bye";

  /** SA-23. */
  private static final long STATUS_EVERY_MS = 2_000;

  /** SA-27. */
  private static final long BYE_AFTER_MS = 30_000;

  private SahlResults() {}

  static Step<SahlPhase> said(SahlPhase phase, SessionOutput output) {
    if (phase instanceof Delivered) return Step.to(phase);
    if (output instanceof SessionOutput.Warning w) return warned(phase, w);
    if (output instanceof SessionOutput.Failure f) return failed(phase, f);
    if (output instanceof SessionOutput.TranscriptCompleted c) {
      if (c.items() == 0) return settled(phase, SahlFrames.fail(NO_SPEECH));
      return new Step<>(new Summarising(phase.talk()), completed(phase));
    }
    if (output instanceof SessionOutput.Note n) {
      return settled(phase, summary(n.note()));
    }
    if (output instanceof SessionOutput.NoteFailed f) {
      return settled(phase, SahlFrames.fail(f.message()));
    }
    if (output instanceof SessionOutput.Closed) {
      return settled(phase, SahlFrames.fail(NO_SUMMARY));
    }
    return Step.to(phase); // no item and no countdown is part of this API (SA-30)
  }

  static Step<SahlPhase> woken(SahlPhase phase, String name) {
    if (phase instanceof Summarising && name.equals(WAKE_STATUS)) {
      return new Step<>(phase, pending());
    }
    if (phase instanceof Delivered && name.equals(WAKE_BYE)) {
      return Step.to(new Ended(phase.talk()), new Action.Close(1000, "session completed"));
    }
    return Step.to(phase);
  }

  /** A note without a sentence is one of no speech: who came back may not have heard that first. */
  private static String summary(ClinicalNote note) {
    boolean empty = note.sections().stream().allMatch(s -> s.sentences().isEmpty());
    return empty ? SahlFrames.fail(NO_SPEECH) : SahlFrames.success(note);
  }

  /** There will be no summary in time. */
  static Step<SahlPhase> late(SahlPhase phase, String why) {
    return settled(phase, SahlFrames.fail(why));
  }

  private static Step<SahlPhase> warned(SahlPhase phase, SessionOutput.Warning w) {
    // No hypothesis is ever shown here: that some are left out is no client's concern.
    if (w.code().equals(PARTIALS_SHED)) return Step.to(phase);
    if (w.code().equals("silence")) {
      Silence silence = new Silence(w.id(), w.message());
      return Step.to(
          phase instanceof Streaming streaming ? streaming.warned(silence) : phase,
          new Action.Send(silence(phase.talk(), silence, false)));
    }
    return Step.to(phase, otherWarning(phase, w.message(), "warning", w.id(), "" + w.repetition()));
  }

  /** The id is the same for every repetition, on every connection (SA-14). */
  static String silence(Talk talk, Silence silence, boolean last) {
    return SahlFrames.warning(
        SahlFrames.SILENCE,
        silence.message(),
        last,
        SahlFrames.id(talk.session(), silence.warningId()));
  }

  private static Step<SahlPhase> failed(SahlPhase phase, SessionOutput.Failure f) {
    return Step.to(
        phase, otherWarning(phase, f.message(), "failure", f.itemId(), "" + f.startMs()));
  }

  private static Action otherWarning(SahlPhase phase, String message, String... what) {
    String id = SahlFrames.id(phase.talk().session(), String.join("/", what));
    return new Action.Send(SahlFrames.warning(SahlFrames.OTHER_WARNING, message, false, id));
  }

  /** Whatever was left out comes first: a client never sees the end before PENDING. */
  private static Step<SahlPhase> settled(SahlPhase phase, String frame) {
    List<Action> actions = new ArrayList<>();
    if (!(phase instanceof Summarising)) actions.addAll(completed(phase));
    actions.add(new Action.Send(frame));
    actions.add(new Action.Wake(WAKE_BYE, BYE_AFTER_MS));
    return new Step<>(new Delivered(phase.talk()), actions);
  }

  private static List<Action> completed(SahlPhase phase) {
    List<Action> actions = new ArrayList<>();
    // The job ended the session itself: no more audio is taken here either.
    if (phase instanceof Streaming) actions.add(new Action.Stop("session_ended"));
    actions.add(new Action.Send(SahlFrames.transcriptCompleted()));
    actions.addAll(pending());
    return actions;
  }

  private static List<Action> pending() {
    return List.of(
        new Action.Send(SahlFrames.pending()), new Action.Wake(WAKE_STATUS, STATUS_EVERY_MS));
  }
}
