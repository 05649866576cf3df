package io.auscult.transcription.segment;

import io.auscult.transcription.steps.WindowKind;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What Segment counts. No label names a session or a person. */
final class SegmentMetrics {
  private final Counter sessionsOpened;
  private final Counter sessionsEnded;
  private final Counter audioMs;
  private final Counter[] windows;
  private final Counter settled;
  private final Counter repeated;
  private final Counter missing;
  private final Counter stray;
  private volatile long lagMs;

  SegmentMetrics(MetricGroup group) {
    sessionsOpened = group.counter("sessions_opened_total");
    sessionsEnded = group.counter("sessions_ended_total");
    audioMs = group.counter("audio_ms_total");
    windows = new Counter[WindowKind.values().length];
    for (WindowKind k : WindowKind.values()) {
      windows[k.ordinal()] =
          group
              .addGroup("kind", k.name().toLowerCase(java.util.Locale.ROOT))
              .counter("windows_total");
    }
    settled = group.counter("drafts_settled_total");
    repeated = group.counter("audio_repeated_total");
    missing = group.counter("audio_missing_total");
    stray = group.counter("input_without_session_total");
    group.gauge("input_lag_ms", () -> lagMs);
  }

  void opened() {
    sessionsOpened.inc();
  }

  void ended() {
    sessionsEnded.inc();
  }

  void audio(long ms, long lag) {
    audioMs.inc(ms);
    lagMs = lag;
  }

  void window(WindowKind kind) {
    windows[kind.ordinal()].inc();
  }

  void settled() {
    settled.inc();
  }

  /** Audio that was there already: a producer's retry. */
  void repeated() {
    repeated.inc();
  }

  /** Audio whose predecessor never came; must stay at 0. */
  void missing() {
    missing.inc();
  }

  /** Input for a session that nobody opened or that has ended. */
  void stray() {
    stray.inc();
  }
}
