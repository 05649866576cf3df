package io.auscult.speech.recognition;

import java.util.Arrays;

/** Tokens that the decoder may begin with. */
final class ContextTokens {
  private ContextTokens() {}

  /**
   * {@code tokens} without punctuation at their end: the model closes nearly every cut with a full
   * stop, wherever it falls, and a full stop in the beginning makes the next piece a new sentence.
   */
  static int[] trimmed(int[] tokens, Vocabulary vocabulary) {
    int length = tokens.length;
    while (length > 0 && vocabulary.isPunctuation(tokens[length - 1])) {
      length--;
    }
    return Arrays.copyOf(tokens, length);
  }
}
