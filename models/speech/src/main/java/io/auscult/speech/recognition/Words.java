package io.auscult.speech.recognition;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts sentence pieces together into words: a word begins where a piece begins with U+2581 or holds
 * white space.
 */
final class Words {
  private static final char WORD_START = '\u2581';

  private Words() {}

  /** A word and how sure the model was of it: the geometric mean of its tokens' probabilities. */
  record Word(String text, double confidence) {}

  /**
   * The words of {@code tokens}, each with the punctuation that follows it.
   *
   * @param probabilities one for each token
   */
  static List<Word> of(int[] tokens, float[] probabilities, Vocabulary vocabulary) {
    List<Word> words = new ArrayList<>();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    double logs = 0;
    int pieces = 0;
    for (int i = 0; i < tokens.length; i++) {
      String piece = vocabulary.piece(tokens[i]);
      int single = vocabulary.asByte(tokens[i]);
      boolean space = single >= 0 ? single <= ' ' : !piece.isEmpty() && isSpace(piece.charAt(0));
      if (space && pieces > 0) {
        add(words, text, logs, pieces);
        text.reset();
        logs = 0;
        pieces = 0;
      }
      if (single > ' ') {
        text.write(single);
      } else if (single < 0) {
        text.writeBytes(piece.replace(WORD_START, ' ').getBytes(StandardCharsets.UTF_8));
      }
      logs += Math.log(Math.max(probabilities[i], 1e-6));
      pieces++;
    }
    add(words, text, logs, pieces);
    return words;
  }

  private static boolean isSpace(char c) {
    return c == WORD_START || Character.isWhitespace(c);
  }

  private static void add(List<Word> words, ByteArrayOutputStream bytes, double logs, int pieces) {
    String text = bytes.toString(StandardCharsets.UTF_8).strip();
    boolean spoken = text.codePoints().anyMatch(Character::isLetterOrDigit);
    if (!spoken) {
      if (!text.isEmpty() && !words.isEmpty()) {
        Word last = words.remove(words.size() - 1);
        words.add(new Word(last.text() + text, last.confidence()));
      }
      return;
    }
    words.add(new Word(text, Math.exp(logs / pieces)));
  }
}
