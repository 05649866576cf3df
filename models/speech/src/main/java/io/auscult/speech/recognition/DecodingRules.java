package io.auscult.speech.recognition;

/**
 * How a text is searched for and believed.
 *
 * @param tokensPerSecond the most that a second of new audio may hold; the model was trained with
 *     6.5
 * @param extraTokens allowed on top, so that a short word and its full stop fit into half a second
 */
record DecodingRules(double tokensPerSecond, int extraTokens) {
  static final DecodingRules DEFAULT = new DecodingRules(6.5, 4);

  int mostTokens(int samples) {
    return extraTokens + (int) Math.ceil(samples * tokensPerSecond / 16_000);
  }
}
