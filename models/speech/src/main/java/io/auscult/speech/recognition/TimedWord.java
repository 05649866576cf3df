package io.auscult.speech.recognition;

/**
 * A word and where it was said.
 *
 * @param text with the punctuation that follows it
 * @param start sample in {@link Utterance#pcm()}
 * @param end sample in {@link Utterance#pcm()}, not before {@code start}
 * @param confidence 0 to 1
 */
public record TimedWord(String text, int start, int end, double confidence) {
  /** Says nothing of what was spoken. */
  @Override
  public String toString() {
    return "TimedWord[" + start + ".." + end + "]";
  }
}
