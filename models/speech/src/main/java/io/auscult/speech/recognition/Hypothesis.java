package io.auscult.speech.recognition;

import java.util.List;

/**
 * What was recognised in one utterance, without its context.
 *
 * @param text may be empty: nothing was said; {@code verdict} tells why
 * @param words of {@code text}, in order
 * @param tokens of {@code text} without its trailing punctuation: fit to be joined as a later
 *     {@link Utterance#context()}
 * @param confidence 0 to 1: the geometric mean of the tokens' probabilities; 0 for an empty text
 * @param wordTimes whether the times were read off the model or estimated
 */
public record Hypothesis(
    String text,
    List<TimedWord> words,
    int[] tokens,
    double confidence,
    WordTimes wordTimes,
    Verdict verdict) {
  /** Keeps its own list of words. */
  public Hypothesis {
    words = List.copyOf(words);
  }

  static Hypothesis empty(Verdict why) {
    return new Hypothesis("", List.of(), new int[0], 0, WordTimes.ESTIMATED, why);
  }

  /** Says nothing of what was spoken. */
  @Override
  public String toString() {
    return "Hypothesis[" + words.size() + " words, " + verdict + "]";
  }
}
