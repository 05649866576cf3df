package io.auscult.speech.recognition;

/** Finds the loops that a decoder falls into: the same few tokens again and again. */
final class Repetition {
  /** Tokens in a second. Speech has 3 to 5, hasty speech 7. */
  private static final double FASTEST = 9;

  private static final int LONGEST = 12;

  private Repetition() {}

  /**
   * How many tokens at the end of {@code tokens[0..length)} are a needless repetition, to be cut so
   * that the repeated part stands once; 0 if there is no loop. People do say a word twice or three
   * times: one or two tokens count as a loop from the sixth time on, three to five from the fourth,
   * more from the third.
   */
  static int surplus(int[] tokens, int length) {
    for (int period = 1; period <= LONGEST; period++) {
      int times = 1;
      while ((times + 1) * period <= length
          && same(tokens, length - period, length - (times + 1) * period, period)) {
        times++;
      }
      int limit = period <= 2 ? 6 : period <= 5 ? 4 : 3;
      if (times >= limit) {
        return (times - 1) * period;
      }
    }
    return 0;
  }

  /**
   * How many tokens of a text are said for a second time although there was no time for it: half of
   * them, where the text is one phrase twice and faster than anybody speaks; else 0. Seen on clips
   * of a second with a pause before them ("Good morning, Steve. Good morning, Steve.").
   *
   * @param samples of voice, at 16 kHz
   */
  static int doubled(int[] tokens, int samples) {
    int half = tokens.length / 2;
    boolean twice = half >= 3 && 2 * half == tokens.length && same(tokens, 0, half, half);
    return twice && tokens.length * 16_000.0 / samples > FASTEST ? half : 0;
  }

  private static boolean same(int[] tokens, int a, int b, int count) {
    for (int i = 0; i < count; i++) {
      if (tokens[a + i] != tokens[b + i]) {
        return false;
      }
    }
    return true;
  }
}
