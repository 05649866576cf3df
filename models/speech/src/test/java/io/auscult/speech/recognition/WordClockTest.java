package io.auscult.speech.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordClockTest {
  private static final Words.Word SHORT = new Words.Word("a,", 1);
  private static final Words.Word LONG = new Words.Word("headache", 1);

  @Test
  void wordsShareTheVoicedSamplesByTheirLength() {
    List<TimedWord> words = WordClock.spread(List.of(SHORT, LONG), List.of(new Span(1000, 2300)));

    // weights 1 + 2 and 8 + 2 over 1300 samples
    assertThat(words)
        .containsExactly(
            new TimedWord("a,", 1000, 1300, 1), new TimedWord("headache", 1300, 2300, 1));
  }

  @Test
  void noWordStartsInASilence() {
    List<TimedWord> words =
        WordClock.spread(List.of(LONG, LONG), List.of(new Span(0, 1000), new Span(9000, 10_000)));

    assertThat(words).extracting(TimedWord::start).containsExactly(0, 9000);
    assertThat(words).extracting(TimedWord::end).containsExactly(1000, 10_000);
  }

  @Test
  void timesAscendWhateverTheSpans() {
    List<Words.Word> many = java.util.Collections.nCopies(50, SHORT);
    List<TimedWord> words =
        WordClock.spread(many, List.of(new Span(3, 5), new Span(90, 107), new Span(200, 221)));

    for (int i = 0; i < words.size(); i++) {
      assertThat(words.get(i).end()).isGreaterThanOrEqualTo(words.get(i).start());
      assertThat(words.get(i).start())
          .isGreaterThanOrEqualTo(i == 0 ? 3 : words.get(i - 1).start());
      assertThat(words.get(i).end()).isLessThanOrEqualTo(221);
    }
  }
}
