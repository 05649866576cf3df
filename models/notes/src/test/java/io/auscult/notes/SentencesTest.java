package io.auscult.notes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {
  @Test
  void stopsEndSentencesButNotInsideNumbersOrAfterTitles() {
    assertThat(split("It was 97.2 today. Dr. Smith saw you! Any pain? Well... it goes on."))
        .containsExactly(
            "It was 97.2 today.", "Dr. Smith saw you!", "Any pain?", "Well... it goes on.");
  }

  @Test
  void aPointThatStandsAloneBetweenNumbersIsADecimalPoint() {
    assertThat(split("it was ninety eight . two and then fell"))
        .containsExactly("it was ninety eight . two and then fell");
  }

  @Test
  void longSpeechWithoutStopsIsCutWhereAClauseBegins() {
    String speech =
        "i was walking up and down the stairs with the laundry and i slipped and i put my arms out"
            + " to catch myself but i still fell on my wrist and it got very swollen by the evening";
    assertThat(split(speech)).hasSizeGreaterThan(2).allMatch(speech::contains);
    assertThat(String.join(" ", split(speech))).isEqualTo(speech);
  }

  @Test
  void wantToHaveYouComeBackIsNotCut() {
    String speech =
        "so after all of that and with everything that we have talked about in this visit today i"
            + " would like to have you been seen by the nurse again before the end of the next month";
    assertThat(split(speech)).noneMatch(s -> s.startsWith("have you"));
  }

  @Test
  void emptyAndBlankHaveNoSentences() {
    assertThat(split("")).isEmpty();
    assertThat(split(" \n ")).isEmpty();
  }

  private static List<String> split(String text) {
    return Sentences.of(text).stream().map(span -> span.in(text)).toList();
  }
}
