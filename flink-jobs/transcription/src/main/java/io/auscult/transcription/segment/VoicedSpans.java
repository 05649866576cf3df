package io.auscult.transcription.segment;

import java.util.Arrays;

/** Where in a stretch of audio somebody speaks. */
final class VoicedSpans {
  private static final int FRAME = StreamAudio.FRAME;

  private VoicedSpans() {}

  /** Start and end of every voiced span in turn, relative to {@code from}, inside the stretch. */
  static int[] of(StreamAudio audio, long from, long to, float threshold) {
    int[] spans = new int[8];
    int n = 0;
    boolean voiced = false;
    long first = from - Math.floorMod(from, (long) FRAME);
    for (long at = first; at < Math.min(to, audio.judged()); at += FRAME) {
      boolean now = audio.speechAt(at) >= threshold;
      if (now == voiced) continue;
      if (n == spans.length) spans = Arrays.copyOf(spans, 2 * n);
      spans[n++] = (int) (Math.max(at, from) - from);
      voiced = now;
    }
    if (!voiced) return Arrays.copyOf(spans, n);
    spans = Arrays.copyOf(spans, n + 1);
    spans[n] = (int) (to - from);
    return spans;
  }
}
