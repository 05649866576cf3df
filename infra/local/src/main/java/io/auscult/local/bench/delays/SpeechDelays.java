package io.auscult.local.bench.delays;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.client.LiveItem;
import io.auscult.local.client.LiveResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long after each true end of speech its text was there. The ends come from the recording, not
 * from the system: a pause that the system did not cut at counts with the long time that its text
 * took, and speech that it missed is counted as missed.
 *
 * @param delays milliseconds from an end of speech to the arrival of the final that holds it, in
 *     the order of the ends
 * @param missed ends of speech that no final holds
 */
public record SpeechDelays(List<Delay> delays, int missed) {
  /** Item times are the system's estimate: an end of speech may lie this far outside its item. */
  private static final long SLACK_MS = 300;

  /** {@code atMs}: the end of speech, from the beginning of the recording. */
  public record Delay(long atMs, double ms) {}

  /** Of a session that was sent at the speed of speech. */
  public static SpeechDelays of(Recording recording, long pauseMs, LiveResult result) {
    List<Delay> delays = new ArrayList<>();
    int missed = 0;
    for (Recording.End end : recording.ends(pauseMs)) {
      Optional<LiveItem> holds =
          result.finals().stream()
              .filter(i -> i.startMs() - SLACK_MS <= end.probeMs())
              .filter(i -> end.probeMs() <= i.endMs() + SLACK_MS)
              // The slack may let two in; the one it really is in, or nearest to.
              .min((a, b) -> Long.compare(outside(a, end.probeMs()), outside(b, end.probeMs())));
      if (holds.isEmpty()) {
        missed++;
        continue;
      }
      double arrivedMs = (holds.get().arrivedNanos() - result.startedNanos()) / 1e6;
      delays.add(new Delay(end.atMs(), arrivedMs - end.atMs()));
    }
    return new SpeechDelays(List.copyOf(delays), missed);
  }

  private static long outside(LiveItem item, long ms) {
    return Math.max(0, Math.max(item.startMs() - ms, ms - item.endMs()));
  }

  public List<Double> milliseconds() {
    return delays.stream().map(Delay::ms).toList();
  }
}
