package io.auscult.local.bench.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Audio to be streamed, with what is known of it without asking the system.
 *
 * @param pcm 16 kHz mono
 * @param speech words where the reference has their times, else stretches told by level; ascending
 * @param reference what is said, empty where unknown
 */
public record Recording(String name, short[] pcm, List<Span> speech, String reference) {
  private static final int SAMPLES_PER_MS = 16;

  /** Where in its last word an end of speech is looked up in the items: before any doubt. */
  private static final long PROBE_MS = 150;

  public Recording {
    speech = List.copyOf(speech);
  }

  /**
   * A true end of speech: after it nobody speaks for a while.
   *
   * @param probeMs a moment shortly before, at which somebody certainly speaks
   */
  public record End(long atMs, long probeMs) {}

  public long lengthMs() {
    return pcm.length / SAMPLES_PER_MS;
  }

  /** Ends of speech that {@code pauseMs} of pause follow, within the recording. */
  public List<End> ends(long pauseMs) {
    List<End> ends = new ArrayList<>();
    long endMs = -1;
    Span last = null;
    for (Span next : speech) {
      if (last != null && next.startMs() - endMs >= pauseMs) ends.add(end(last));
      if (last == null || next.endMs() > endMs) {
        endMs = next.endMs();
        last = next;
      }
    }
    if (last != null && lengthMs() - endMs >= pauseMs) ends.add(end(last));
    return ends;
  }

  private static End end(Span last) {
    long back = Math.min(PROBE_MS, (last.endMs() - last.startMs()) / 2);
    return new End(last.endMs(), last.endMs() - back);
  }

  /** The first {@code ms} of it; the reference goes, for nobody knows where it is cut. */
  public Recording first(long ms) {
    if (ms >= lengthMs()) return this;
    return new Recording(
        name,
        Arrays.copyOf(pcm, (int) (ms * SAMPLES_PER_MS)),
        speech.stream().filter(s -> s.endMs() <= ms).toList(),
        "");
  }

  /** Several one after the other, going round until {@code ms} are full. */
  public static Recording round(List<Recording> parts, int first, long ms) {
    short[] pcm = new short[(int) (ms * SAMPLES_PER_MS)];
    List<Span> speech = new ArrayList<>();
    int filled = 0;
    for (int i = first; filled < pcm.length; i++) {
      Recording part = parts.get(i % parts.size());
      // Whole milliseconds, so that the times of what follows stay exact.
      int samples = Math.min((int) part.lengthMs() * SAMPLES_PER_MS, pcm.length - filled);
      System.arraycopy(part.pcm, 0, pcm, filled, samples);
      long offsetMs = filled / SAMPLES_PER_MS;
      for (Span span : part.speech) {
        if (span.endMs() + offsetMs <= ms) speech.add(span.shifted(offsetMs));
      }
      filled += samples;
    }
    return new Recording("round from " + parts.get(first % parts.size()).name, pcm, speech, "");
  }
}
