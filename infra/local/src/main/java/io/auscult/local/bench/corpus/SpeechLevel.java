package io.auscult.local.bench.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where speech is, told by its level alone. Only for recordings without reference times; it knows
 * nothing of the system's own voice activity detector, and is right only on clean audio: it calls
 * speech whatever is both 12 dB over the floor (the 10th percentile of all 10 ms frames) and within
 * 32 dB of the loud parts (the 95th percentile), for 30 ms or longer.
 */
public final class SpeechLevel {
  private static final int RATE = 16_000;
  private static final int FRAME_MS = 10;
  private static final int FRAME = RATE * FRAME_MS / 1000;
  private static final double OVER_FLOOR_DB = 12;
  private static final double UNDER_LOUD_DB = 32;

  /** Gaps below this are closed: stops and soft consonants within a word. */
  private static final long WITHIN_WORD_MS = 100;

  private static final long SHORTEST_MS = 30;

  private SpeechLevel() {}

  /** Ascending, not touching. */
  public static List<Span> spans(short[] pcm) {
    double[] levels = levels(pcm);
    if (levels.length == 0) return List.of();
    double[] sorted = levels.clone();
    Arrays.sort(sorted);
    double floor = sorted[(int) (0.10 * (sorted.length - 1))];
    double loud = sorted[(int) (0.95 * (sorted.length - 1))];
    double threshold = Math.max(floor + OVER_FLOOR_DB, loud - UNDER_LOUD_DB);
    List<Span> spans = new ArrayList<>();
    int from = -1;
    for (int i = 0; i <= levels.length; i++) {
      boolean speech = i < levels.length && levels[i] > threshold;
      if (speech && from < 0) from = i;
      if (!speech && from >= 0) {
        add(spans, new Span((long) from * FRAME_MS, (long) i * FRAME_MS));
        from = -1;
      }
    }
    return spans;
  }

  private static void add(List<Span> spans, Span next) {
    Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    if (last != null && next.startMs() - last.endMs() < WITHIN_WORD_MS) {
      spans.set(spans.size() - 1, new Span(last.startMs(), next.endMs()));
    } else if (next.endMs() - next.startMs() >= SHORTEST_MS) {
      spans.add(next);
    }
  }

  /** The level below which a tenth of all frames lies, as a root mean square of samples. */
  static double floor(short[] pcm) {
    double[] levels = levels(pcm);
    if (levels.length == 0) return 0;
    Arrays.sort(levels);
    return Math.pow(10, levels[(int) (0.10 * (levels.length - 1))] / 20);
  }

  /** Decibels over one unit of a sample, by frame. */
  private static double[] levels(short[] pcm) {
    double[] levels = new double[pcm.length / FRAME];
    for (int f = 0; f < levels.length; f++) {
      double sum = 0;
      for (int i = f * FRAME; i < (f + 1) * FRAME; i++) sum += (double) pcm[i] * pcm[i];
      levels[f] = 10 * Math.log10(sum / FRAME + 1e-3);
    }
    return levels;
  }
}
