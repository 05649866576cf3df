package io.auscult.gateway.dialect.medisync;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.Callback;
import io.auscult.events.NoteRequest;
import io.auscult.events.SessionOutput;
import io.auscult.events.Show;
import io.auscult.events.StreamSpec;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.auth.Reason;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.CloseReason;
import io.auscult.gateway.dialect.Dialect;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.Refusal;
import io.auscult.gateway.dialect.Rejection;
import io.auscult.gateway.dialect.Resumed;
import io.auscult.gateway.dialect.SessionPlan;
import io.auscult.gateway.dialect.Speakers;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.gateway.dialect.Vocabulary;
import io.auscult.gateway.dialect.medisync.MediSyncPhase.Display;
import io.auscult.gateway.dialect.medisync.MediSyncPhase.Ended;
import io.auscult.gateway.dialect.medisync.MediSyncPhase.Finishing;
import io.auscult.gateway.dialect.medisync.MediSyncPhase.Listening;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** MediSync Live API: binary audio in, JSON text out (conformance §1). */
public final class MediSync implements Dialect<MediSyncPhase> {
  static final String READ = "transcription:read";
  static final String WRITE = "transcription:write";

  private static final int DEFAULT_RATE = 16_000;
  private static final int MIN_RATE = 8_000;
  private static final int MAX_RATE = 192_000;

  /** As often as people can follow; more would only cost. */
  private static final int PARTIAL_EVERY_MS = 500;

  @Override
  public String name() {
    return "medisync";
  }

  @Override
  public Set<String> paths() {
    return Set.of("/ws/transcribe");
  }

  @Override
  public Set<String> subprotocols() {
    return Set.of();
  }

  @Override
  public List<String> requiredClaims() {
    return List.of("sub", "iat", "exp", "scope", "user_type");
  }

  /** The header wins over {@code ?token=} (MS-14). */
  @Override
  public Optional<String> token(UpgradeRequest request) {
    return request.bearer().or(() -> request.parameter("token")).filter(token -> !token.isEmpty());
  }

  @Override
  public Optional<Refusal> admit(Identity identity, UpgradeRequest request) {
    if (!identity.scopes().containsAll(Set.of(READ, WRITE))) {
      return Optional.of(
          Refusal.forbidden(
              "scope_insufficient", "The token lacks " + READ + " or " + WRITE + "."));
    }
    if (sampleRate(request).isEmpty()) {
      return Optional.of(
          Refusal.badRequest(
              "sample_rate",
              "sample_rate must be a whole number from " + MIN_RATE + " to " + MAX_RATE + "."));
    }
    return Speakers.refuse(request);
  }

  @Override
  public boolean forbidsReading(Identity identity) {
    return identity.scopes().contains(WRITE) && !identity.scopes().contains(READ);
  }

  @Override
  public Rejection reject(Refusal refusal) {
    String reason =
        refusal.reason().equals(Reason.MISSING.code())
            ? refusal.reason() + ": missing token; browsers must use ?token="
            : refusal.reason();
    return new Rejection(
        refusal.kind().status(),
        MediSyncFrames.error(refusal),
        refusal.kind().closeCode(),
        CloseReason.fit(reason));
  }

  @Override
  public Step<MediSyncPhase> begin(String sessionId, Identity identity, UpgradeRequest request) {
    boolean partials = request.parameter("interim").filter("true"::equals).isPresent();
    SessionPlan plan =
        new SessionPlan(
            List.of(StreamSpec.main()),
            sampleRate(request).orElse(DEFAULT_RATE),
            "en-US",
            "fast",
            Speakers.of(request).orElse(Speakers.UNKNOWN),
            Vocabulary.of(request),
            NoteRequest.NONE,
            partials ? new Show(true, PARTIAL_EVERY_MS, true) : Show.FINALS,
            Callback.NONE,
            OptionalLong.empty(),
            false);
    return Step.to(
        new Listening(display(request)),
        new Action.Send(MediSyncFrames.sessionInit(sessionId)),
        new Action.Open(plan));
  }

  /** The session's own id again tells the client that it is still the same session (MS-105). */
  @Override
  public Step<MediSyncPhase> resume(String sessionId, UpgradeRequest request, Resumed resumed) {
    Display display = display(request);
    return Step.to(
        resumed.ended() ? new Finishing(display) : new Listening(display),
        new Action.Send(MediSyncFrames.sessionInit(sessionId)));
  }

  @Override
  public Step<MediSyncPhase> next(MediSyncPhase phase, Event event) {
    if (phase instanceof Listening listening) return listening(listening, event);
    if (phase instanceof Finishing finishing) return finishing(finishing, event);
    return Step.to(phase);
  }

  private static Step<MediSyncPhase> listening(Listening phase, Event event) {
    if (event instanceof Event.Binary binary) {
      return Step.to(phase, new Action.Audio(0, binary.bytes()));
    }
    if (event instanceof Event.Text text) {
      if (isStop(text.json())) {
        return Step.to(new Finishing(phase.display()), new Action.Stop("client_stop"));
      }
      return Step.to(
          phase,
          warning(
              "unexpected_text", "Text frames are not part of this API but {\"type\":\"stop\"}."));
    }
    if (event instanceof Event.BadText bad) {
      return Step.to(phase, warning("bad_text", "The text frame is " + bad.why() + "."));
    }
    if (event instanceof Event.AudioRefused refused) {
      return refused.told()
          ? Step.to(phase)
          : Step.to(phase, warning(refused.code(), refused.message()));
    }
    if (event instanceof Event.Said said) return said(phase, phase.display(), said.output());
    if (event instanceof Event.Told told) return told(phase, told.notice());
    return Step.to(phase); // nothing here asks to be woken
  }

  private static Step<MediSyncPhase> finishing(Finishing phase, Event event) {
    if (event instanceof Event.Said said) return said(phase, phase.display(), said.output());
    if (event instanceof Event.Told told) return told(phase, told.notice());
    return Step.to(phase); // audio, text and a second stop after the stop are passed over
  }

  private static Step<MediSyncPhase> said(
      MediSyncPhase phase, Display display, SessionOutput output) {
    if (output instanceof SessionOutput.Item item) {
      // The documented client appends every text it gets: nothing empty (MS-80).
      if (item.text().isBlank()) return Step.to(phase);
      String frame = MediSyncFrames.transcription(item, display.labelled());
      return Step.to(phase, new Action.Send(frame, item.isFinal() ? "" : item.id()));
    }
    if (output instanceof SessionOutput.Warning w) {
      return Step.to(phase, warning(w.code(), w.message()));
    }
    if (output instanceof SessionOutput.Failure f) {
      return Step.to(phase, warning(f.code(), f.message()));
    }
    if (output instanceof SessionOutput.Closed closed) {
      return Step.to(
          new Ended(),
          new Action.Stop(closed.reason()),
          new Action.Close(1000, CloseReason.fit("session ended: " + closed.reason())));
    }
    return Step.to(phase); // countdown, completion and notes are not part of this API
  }

  private static Step<MediSyncPhase> told(MediSyncPhase phase, Notice notice) {
    Action warning = warning(notice.code(), notice.message());
    return switch (notice) {
      case DEGRADED, OVER_RATE, TOKEN_EXPIRING -> Step.to(phase, warning);
      // Without a Close frame the documented client sees 1006 and connects again (K9).
      case DRAINING -> Step.to(new Ended(), warning, new Action.Drop());
      case TOKEN_REVOKED, TOKEN_EXPIRED -> ended(notice, warning, 1002);
      case RATE_EXCEEDED -> ended(notice, warning, 1013);
      case FRAME_TOO_BIG -> ended(notice, warning, 1009);
      case IDLE -> ended(notice, warning, 1001);
      case ERASED, LATE -> ended(notice, warning, 1000);
      case SLOW_READER ->
          Step.to(
              new Ended(),
              new Action.Stop(notice.code()),
              new Action.CloseNow(1013, notice.message()));
      case INTERNAL ->
          Step.to(
              new Ended(),
              new Action.Stop(notice.code()),
              new Action.CloseNow(1011, notice.message()));
    };
  }

  private static Step<MediSyncPhase> ended(Notice notice, Action warning, int code) {
    return Step.to(
        new Ended(),
        warning,
        new Action.Stop(notice.code()),
        new Action.Close(code, CloseReason.fit(notice.message())));
  }

  private static Display display(UpgradeRequest request) {
    return new Display(request.parameter("text").filter("labelled"::equals).isPresent());
  }

  private static Action warning(String code, String message) {
    return new Action.Send(MediSyncFrames.warning(code, message));
  }

  private static boolean isStop(JsonNode json) {
    return json.path("type").isTextual() && json.path("type").textValue().equals("stop");
  }

  /** Empty: {@code ?sample_rate=} is there and impossible. */
  private static Optional<Integer> sampleRate(UpgradeRequest request) {
    Optional<String> text = request.parameter("sample_rate");
    if (text.isEmpty()) return Optional.of(DEFAULT_RATE);
    try {
      int rate = Integer.parseInt(text.get());
      return rate < MIN_RATE || rate > MAX_RATE ? Optional.empty() : Optional.of(rate);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
