package io.auscult.transcription.segment;

import io.auscult.events.DeadLetter;
import io.auscult.events.Decoded.Fault;
import io.auscult.events.SessionInput;
import io.auscult.events.SessionInput.Attached;
import io.auscult.events.SessionInput.Audio;
import io.auscult.events.SessionInput.Detached;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionInput.Paused;
import io.auscult.events.SessionInput.Stopped;
import io.auscult.events.SessionInputCodec;
import io.auscult.events.SessionView;
import io.auscult.events.StreamSpec;
import io.auscult.events.Topics;
import io.auscult.flink.Letter;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.wire.Inbound;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Turns what a client did into numbered steps: utterances to be recognised, changes of state,
 * warnings, the end. Owns the session's clocks. Everything it keeps of a session is forgotten when
 * the session ends.
 */
public final class Segment extends KeyedProcessFunction<String, Inbound, Step> {
  private static final long serialVersionUID = 1L;

  /** A promise: savepoints find the state by it. */
  public static final String UID = "segment";

  /** Audio that belongs to no session. */
  public static final OutputTag<Letter> DEAD =
      new OutputTag<>("segment-dead", TypeInformation.of(Letter.class));

  /** Another promise. */
  static final ValueStateDescriptor<SessionState> SESSION =
      new ValueStateDescriptor<>("session", TypeInformation.of(SessionState.class));

  private static final int SAMPLES_PER_MS = SessionInput.SAMPLE_RATE / 1000;

  /**
   * Audio so far ahead of the clock is no live speech. A client's buffer or a bad network is less.
   */
  private static final long AHEAD_MS = 3_000;

  /** How often a gateway is told how far such a session has been recognised. */
  private static final long PASSED_EVERY_MS = 5_000;

  private final Endpointing endpointing;
  private final Detector.Factory detectors;
  private final boolean tellSpeakers;
  private final SpareTime spare;

  private transient ValueState<SessionState> session;
  private transient Hearing hearing;
  private transient SegmentMetrics metrics;
  private transient long runningSinceMs;

  /**
   * @param tellSpeakers whether voices are told apart where a stream has no speaker of its own
   */
  public Segment(
      Endpointing endpointing, Detector.Factory detectors, boolean tellSpeakers, SpareTime spare) {
    this.endpointing = endpointing;
    this.detectors = detectors;
    this.tellSpeakers = tellSpeakers;
    this.spare = spare;
  }

  @Override
  public void open(OpenContext context) {
    session = getRuntimeContext().getState(SESSION);
    metrics = new SegmentMetrics(getRuntimeContext().getMetricGroup());
    hearing = new Hearing(endpointing, detectors.open());
  }

  @Override
  public void close() {
    if (hearing != null) hearing.close();
  }

  @Override
  public void processElement(Inbound inbound, Context ctx, Collector<Step> out) throws Exception {
    long nowMs = ctx.timerService().currentProcessingTime();
    if (runningSinceMs == 0) runningSinceMs = nowMs;
    SessionInput input = inbound.input();
    SessionState s = session.value();
    if (s == null) {
      if (input instanceof Opened opened) {
        begin(opened, ctx, nowMs, out);
      } else {
        stray(inbound, ctx);
      }
      return;
    }
    s.clocks.inputAtMs = nowMs;
    if (input instanceof Audio audio) {
      hear(s, audio, nowMs, out);
    } else if (input instanceof Paused paused) {
      ClockRules.pause(s.clocks, paused.atMs());
      out.collect(new Step.Turned(paused.session(), s.nextStep++, SessionView.PAUSED));
    } else if (input instanceof Attached back) {
      s.clocks.detachedAtMs = 0;
      s.nextAudio = Math.max(s.nextAudio, back.firstSeq());
      s.seen = Math.max(s.seen, back.seen());
      out.collect(new Step.Returned(back.session(), s.nextStep++, back.replyPartition(), s.seen));
      if (s.clocks.pausedAtMs != 0) {
        out.collect(new Step.Turned(back.session(), s.nextStep++, SessionView.PAUSED));
      }
    } else if (input instanceof Detached gone) {
      s.clocks.detachedAtMs = gone.atMs();
      out.collect(new Step.Turned(gone.session(), s.nextStep++, SessionView.DETACHED));
    } else if (input instanceof Stopped stopped) {
      end(s, stopped.reason(), stopped.atMs(), ctx, out);
      return;
    }
    look(s, ctx, nowMs, out);
  }

  @Override
  public void onTimer(long atMs, OnTimerContext ctx, Collector<Step> out) throws Exception {
    SessionState s = session.value();
    // The session may have ended and another timer of it may still have been set.
    if (s == null || s.clocks.timerAtMs != atMs) return;
    s.clocks.timerAtMs = 0;
    long nowMs = ctx.timerService().currentProcessingTime();
    if (runningSinceMs == 0) runningSinceMs = nowMs;
    look(s, ctx, nowMs, out);
  }

  private void begin(Opened opened, Context ctx, long nowMs, Collector<Step> out) throws Exception {
    SessionState s = new SessionState();
    s.opened = opened;
    for (int i = 0; i < opened.streams().size(); i++) {
      s.streams.add(hearing.fresh());
    }
    s.clocks.openedAtMs = opened.atMs();
    s.clocks.inputAtMs = nowMs;
    s.clocks.audioAtMs = nowMs;
    metrics.opened();
    out.collect(new Step.Begun(opened.session(), s.nextStep++, opened));
    look(s, ctx, nowMs, out);
  }

  private void stray(Inbound inbound, Context ctx) {
    metrics.stray();
    // A stop that crosses the end of its session is nothing to keep; words are.
    if (!(inbound.input() instanceof Audio audio)) return;
    byte[] key = audio.session().getBytes(StandardCharsets.UTF_8);
    DeadLetter dead =
        new DeadLetter(
            Topics.SESSION_INPUT,
            inbound.partition(),
            inbound.offset(),
            Fault.UNKNOWN_SESSION.name(),
            "audio for a session that is not open",
            key,
            SessionInputCodec.encode(audio),
            Instant.ofEpochMilli(ctx.timerService().currentProcessingTime()).toString());
    ctx.output(DEAD, new Letter(Topics.DEAD_LETTER, Letter.BY_KEY, key, dead.encode()));
  }

  private void hear(SessionState s, Audio audio, long nowMs, Collector<Step> out) {
    if (audio.seq() < s.nextAudio || audio.stream() >= s.streams.size()) {
      metrics.repeated();
      return;
    }
    if (audio.seq() > s.nextAudio) metrics.missing();
    s.nextAudio = audio.seq() + 1;
    s.seen = Math.max(s.seen, audio.seen());
    if (s.clocks.firstAudioAtMs == 0) {
      s.clocks.firstAudioAtMs = audio.atMs() - audio.samples() / SAMPLES_PER_MS;
    }
    boolean wasAway = s.clocks.pausedAtMs != 0 || s.clocks.detachedAtMs != 0;
    s.clocks.detachedAtMs = 0;
    StreamState stream = s.streams.get(audio.stream());
    if (s.streams.size() > 1) align(s, stream, audio, out);
    stream.audio.append(audio.pcm());
    long streamMs = stream.audio.end() / SAMPLES_PER_MS;
    ClockRules.heard(s.clocks, streamMs, audio.atMs(), nowMs);
    if (wasAway) {
      out.collect(new Step.Turned(audio.session(), s.nextStep++, SessionView.LIVE));
    }
    long lagMs = Math.max(0, nowMs - audio.atMs());
    metrics.audio(audio.samples() / SAMPLES_PER_MS, lagMs);
    s.aheadMs = s.clocks.audioMs - (audio.atMs() - s.clocks.firstAudioAtMs);
    SpareTime time = s.aheadMs <= AHEAD_MS ? spare : SpareTime.NONE;
    int partialEveryMs = Cadence.everyMs(s.opened.show(), lagMs, time);
    judge(s, audio.stream(), audio.atMs(), partialEveryMs, out);
    boolean starved = stream.open && s.opened.show().partials() && partialEveryMs == 0;
    if (starved && s.clocks.audioMs - s.shedMs >= s.opened.show().partialEveryMs()) {
      s.shedMs = s.clocks.audioMs;
      out.collect(new Step.Shed(audio.session(), s.nextStep++, true));
    }
    if (s.aheadMs > AHEAD_MS && s.clocks.audioMs - s.passedMs >= PASSED_EVERY_MS) {
      s.passedMs = s.clocks.audioMs;
      out.collect(new Step.Passed(audio.session(), s.nextStep++, s.passedMs));
    }
  }

  /** A stream that was away goes on where its session is by now. */
  private void align(SessionState s, StreamState stream, Audio audio, Collector<Step> out) {
    long atMs = stream.audio.end() / SAMPLES_PER_MS;
    long passedMs = audio.atMs() - s.clocks.firstAudioAtMs;
    long pieceMs = audio.samples() / SAMPLES_PER_MS;
    long beginMs = Timeline.beginning(atMs, s.clocks.audioMs, passedMs, pieceMs);
    if (beginMs == atMs) return;
    finish(s, audio.stream(), out);
    hearing.goOnAt(stream, beginMs * SAMPLES_PER_MS);
  }

  /** Ends the open utterance of a stream, if there is one, with the last words it has. */
  private void finish(SessionState s, int index, Collector<Step> out) {
    StreamState stream = s.streams.get(index);
    hearing.end(stream, cut -> emit(s, index, cut, out));
  }

  /** Runs the detector over every whole frame that has come in, and the endpointer after it. */
  private void judge(
      SessionState s, int index, long atMs, int partialEveryMs, Collector<Step> out) {
    StreamState stream = s.streams.get(index);
    while (hearing.frame(stream, atMs, partialEveryMs, cut -> emit(s, index, cut, out))) {
      if (stream.open) ClockRules.spoken(s.clocks, stream.voicedTo / SAMPLES_PER_MS);
    }
  }

  private void emit(SessionState s, int index, Cut cut, Collector<Step> out) {
    String id = s.opened.session();
    switch (cut.fate()) {
      case SETTLED -> {
        metrics.settled();
        out.collect(new Step.Settled(id, s.nextStep++, index, cut.ordinal(), cut.revision()));
      }
      case WITHDRAWN ->
          out.collect(new Step.Withdrawn(id, s.nextStep++, index, cut.ordinal(), cut.revision()));
      case RECOGNISE -> {
        metrics.window(cut.kind());
        out.collect(
            new Step.Windowed(
                id, s.nextStep++, hearing.window(s.streams.get(index), source(s, index), cut)));
      }
    }
  }

  private Hearing.Source source(SessionState s, int index) {
    StreamSpec spec = s.opened.streams().get(index);
    boolean voices = tellSpeakers && spec.speaker().isEmpty() && s.opened.maxSpeakers() != 1;
    return new Hearing.Source(
        index,
        spec.id(),
        s.opened.tenant().organization(),
        voices,
        voices && !s.opened.show().partials(),
        s.aheadMs <= AHEAD_MS);
  }

  /** Does what the clocks ask for now, and sets the timer for what they ask for next. */
  private void look(SessionState s, Context ctx, long nowMs, Collector<Step> out) throws Exception {
    var limits = s.opened.limits();
    var remaining = ClockRules.remainingDue(s.clocks, limits, nowMs);
    if (remaining.isPresent()) {
      s.clocks.remainingTold = remaining.getAsInt();
      out.collect(new Step.Counted(s.opened.session(), s.nextStep++, remaining.getAsInt()));
    }
    var due = ClockRules.endDue(s.clocks, limits, runningSinceMs, nowMs);
    if (due.isPresent()) {
      end(s, due.get(), nowMs, ctx, out);
      return;
    }
    if (ClockRules.silenceDue(s.clocks, limits, nowMs)) {
      int repetition = s.clocks.silenceTold++;
      out.collect(
          new Step.Warned(
              s.opened.session(),
              s.nextStep++,
              "silence-" + s.clocks.silence,
              repetition,
              "silence",
              "No speech detected for more than "
                  + limits.silenceWarningMs() / 1000
                  + " seconds."));
    }
    long next = ClockRules.nextAt(s.clocks, limits, runningSinceMs, nowMs);
    if (next != Long.MAX_VALUE && (s.clocks.timerAtMs == 0 || next < s.clocks.timerAtMs)) {
      // A later deadline waits for the timer that is set; it is looked at again then.
      if (s.clocks.timerAtMs != 0) {
        ctx.timerService().deleteProcessingTimeTimer(s.clocks.timerAtMs);
      }
      s.clocks.timerAtMs = next;
      ctx.timerService().registerProcessingTimeTimer(next);
    }
    session.update(s);
  }

  private void end(SessionState s, String reason, long atMs, Context ctx, Collector<Step> out)
      throws Exception {
    out.collect(new Step.Turned(s.opened.session(), s.nextStep++, SessionView.FINALISING));
    long speechSamples = 0;
    for (int i = 0; i < s.streams.size(); i++) {
      finish(s, i, out);
      speechSamples += s.streams.get(i).speechSamples;
    }
    ClockRules.resume(s.clocks, atMs);
    metrics.ended();
    out.collect(
        new Step.Ended(
            s.opened.session(),
            s.nextStep++,
            reason,
            s.clocks.audioMs,
            speechSamples / SAMPLES_PER_MS,
            s.clocks.pausedMs,
            atMs));
    if (s.clocks.timerAtMs != 0) {
      ctx.timerService().deleteProcessingTimeTimer(s.clocks.timerAtMs);
    }
    session.clear();
  }
}
