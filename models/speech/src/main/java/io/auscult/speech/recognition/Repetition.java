package io.auscult.speech.recognition;

/** Finds the loops that a decoder falls into: the same few tokens again and again. */
final class Repetition {
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

  private static boolean same(int[] tokens, int a, int b, int count) {
    for (int i = 0; i < count; i++) {
      if (tokens[a + i] != tokens[b + i]) {
        return false;
      }
    }
    return true;
  }
}
