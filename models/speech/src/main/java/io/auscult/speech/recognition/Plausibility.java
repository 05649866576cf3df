package io.auscult.speech.recognition;

/**
 * Tells words from answers to noise. What the model gives for music, rumble and clatter it is
 * unsure of, and its first choice is nearly, or was, to say nothing at all.
 *
 * <p>Measured with base on 1087 pieces of clean, noisy and telephone speech, short commands and
 * drink orders, cut by voice activity with 0.2 s of padding: the end token's probability at the
 * first step was 0.016 at most, the confidence 0.32 at least. On 12 pieces of noise and music that
 * voice activity had let through it was 0.07 at least, the confidence 0.54 at most.
 */
final class Plausibility {
  private static final float EARLY_END = 0.03f;
  private static final double DOUBTFUL = 0.6;
  private static final double HARDLY_A_GUESS = 0.3;

  private Plausibility() {}

  /**
   * Whether the tokens are believed to answer to noise. Where voice activity is sure of speech an
   * early end tells nothing (leading silence and short commands bring it about), and only a text
   * that is hardly a guess is dropped.
   *
   * @param end probability of the end token at the first step
   * @param confidence geometric mean of the tokens' probabilities
   * @param sure voice activity is sure of speech
   */
  static boolean isNoise(float end, double confidence, boolean sure) {
    return confidence < HARDLY_A_GUESS || (!sure && end >= EARLY_END && confidence < DOUBTFUL);
  }
}
