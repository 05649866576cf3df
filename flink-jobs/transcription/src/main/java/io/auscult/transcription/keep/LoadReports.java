package io.auscult.transcription.keep;

import io.auscult.events.SessionOutput;
import io.auscult.transcription.steps.Pressure;
import io.auscult.transcription.steps.Step.Heard;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells every gateway that has sessions here how busy recognition is, on the back of whatever was
 * recognised for it, at most once a second for each worker. Nothing of it outlives the process.
 */
final class LoadReports {
  private static final long EVERY_MS = 1_000;

  private record To(int partition, String worker) {}

  private final Map<To, Long> toldAtMs = new HashMap<>();

  /** What is to be said to a gateway now. */
  Optional<SessionOutput.Load> due(int partition, Heard heard, long nowMs) {
    Pressure p = heard.pressure();
    if (p.worker().isEmpty()) return Optional.empty();
    To to = new To(partition, p.worker());
    Long told = toldAtMs.get(to);
    if (told != null && nowMs - told < EVERY_MS) return Optional.empty();
    toldAtMs.put(to, nowMs);
    return Optional.of(
        new SessionOutput.Load(
            heard.session(), p.worker(), nowMs, p.busyPercent(), p.waitMs(), p.sessions()));
  }
}
