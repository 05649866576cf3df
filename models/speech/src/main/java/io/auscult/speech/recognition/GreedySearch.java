package io.auscult.speech.recognition;

import ai.onnxruntime.OrtException;
import java.util.Arrays;

/**
 * The likeliest next token, again and again, until the end token, a loop or the most tokens that
 * fit the audio.
 */
final class GreedySearch {
  private static final int NONE = -1;

  private GreedySearch() {}

  /** Gives the scores of the next token after those chosen so far. */
  interface Steps {
    /** Scores after {@code tokens}, the beginning of the text. */
    float[] first(int[] tokens) throws OrtException;

    /** Scores after one more token. */
    float[] next(int token) throws OrtException;
  }

  /**
   * What was found.
   *
   * @param tokens without start, context and end token
   * @param probabilities of each token
   * @param end probability of the end token at the first step
   * @param looped the search ended in a loop, which was cut
   */
  record Found(int[] tokens, float[] probabilities, float end, boolean looped) {}

  static Found run(Steps steps, int[] context, int most, boolean mustSpeak) throws OrtException {
    int[] beginning = new int[context.length + 1];
    beginning[0] = Vocabulary.START;
    System.arraycopy(context, 0, beginning, 1, context.length);
    int[] tokens = new int[most];
    float[] probabilities = new float[most];
    float[] logits = steps.first(beginning);
    float end = Logits.probability(logits, Vocabulary.END, NONE);
    int length = 0;
    boolean looped = false;
    while (true) {
      int forbidden = length == 0 && mustSpeak ? Vocabulary.END : NONE;
      int token = Logits.best(logits, forbidden);
      if (token == Vocabulary.END) {
        break;
      }
      tokens[length] = token;
      probabilities[length] = Logits.probability(logits, token, forbidden);
      length++;
      int surplus = Repetition.surplus(tokens, length);
      if (surplus > 0) {
        length -= surplus;
        looped = true;
        break;
      }
      if (length == most) {
        break;
      }
      logits = steps.next(token);
    }
    return new Found(
        Arrays.copyOf(tokens, length), Arrays.copyOf(probabilities, length), end, looped);
  }
}
