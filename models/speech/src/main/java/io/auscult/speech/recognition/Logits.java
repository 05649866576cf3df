package io.auscult.speech.recognition;

/** What can be read off the scores of one decoding step. */
final class Logits {
  /**
   * Below the best score by this much a token adds less than 1e-7 of the probability: not worth an
   * exponential.
   */
  private static final float NEGLIGIBLE = 16f;

  private Logits() {}

  /** The token with the highest score, {@code forbidden} (or -1) apart. */
  static int best(float[] logits, int forbidden) {
    int best = forbidden == 0 ? 1 : 0;
    for (int i = 0; i < logits.length; i++) {
      if (logits[i] > logits[best] && i != forbidden) {
        best = i;
      }
    }
    return best;
  }

  /**
   * The probability of {@code token} after the softmax over all scores, {@code forbidden} (or -1)
   * apart.
   */
  static float probability(float[] logits, int token, int forbidden) {
    float highest = logits[best(logits, forbidden)];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      if (logits[i] > highest - NEGLIGIBLE && i != forbidden) {
        sum += Math.exp(logits[i] - highest);
      }
    }
    return (float) (Math.exp(logits[token] - highest) / sum);
  }
}
