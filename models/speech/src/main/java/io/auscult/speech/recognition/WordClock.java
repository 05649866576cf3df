package io.auscult.speech.recognition;

import java.util.ArrayList;
import java.util.List;

/**
 * Estimates when each word was said. The graph does not give the decoder's cross-attention, so the
 * voiced samples are shared out among the words in order, each by the number of its letters and
 * digits plus two: short words take longer than their letters say.
 */
final class WordClock {
  private static final int EACH_WORD = 2;

  private WordClock() {}

  /**
   * The words with times that ascend and lie on voiced samples.
   *
   * @param spans ascending, at least one
   */
  static List<TimedWord> spread(List<Words.Word> words, List<Span> spans) {
    long total = spans.stream().mapToLong(Span::length).sum();
    long weights = words.stream().mapToLong(WordClock::weight).sum();
    List<TimedWord> timed = new ArrayList<>(words.size());
    long before = 0;
    for (Words.Word word : words) {
      long after = before + weight(word);
      int start = at(spans, total * before / weights, true);
      int end = at(spans, total * after / weights, false);
      timed.add(new TimedWord(word.text(), start, Math.max(start, end), word.confidence()));
      before = after;
    }
    return timed;
  }

  private static long weight(Words.Word word) {
    return EACH_WORD + word.text().codePoints().filter(Character::isLetterOrDigit).count();
  }

  /**
   * The sample at which {@code voicedSamples} have gone by; at a seam the later span when a word
   * starts there.
   */
  private static int at(List<Span> spans, long voicedSamples, boolean start) {
    long left = voicedSamples;
    for (Span span : spans) {
      if (left < span.length() || (!start && left == span.length())) {
        return span.start() + (int) left;
      }
      left -= span.length();
    }
    return spans.get(spans.size() - 1).end();
  }
}
