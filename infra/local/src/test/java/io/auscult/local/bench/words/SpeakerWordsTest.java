package io.auscult.local.bench.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.local.bench.words.SpeakerWords.Said;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeakerWordsTest {
  private static final List<Said> REFERENCE =
      List.of(
          new Said("doctor", "where does it hurt"),
          new Said("patient", "here below the ribs"),
          new Said("doctor", "since when"));

  @Test
  void labelsAreAssignedSoThatTheErrorsAreFewest() {
    List<Said> heard =
        List.of(
            new Said("SPEAKER_1", "where does it hurt"),
            new Said("SPEAKER_0", "here below the ribs"),
            new Said("SPEAKER_1", "since when"));

    SpeakerWords words = SpeakerWords.between(heard, REFERENCE, List.of());

    assertThat(words.mixed().edits()).isZero();
    assertThat(words.bySpeaker().edits()).isZero();
    assertThat(words.underWrongSpeaker()).isZero();
  }

  @Test
  void wordsUnderTheWrongSpeakerAreMissingThereAndTooManyHere() {
    List<Said> heard =
        List.of(
            new Said("A", "where does it hurt here"),
            new Said("B", "below the ribs"),
            new Said("A", "since when"));

    SpeakerWords words = SpeakerWords.between(heard, REFERENCE, List.of());

    assertThat(words.mixed().edits()).isZero();
    assertThat(words.bySpeaker().deletions()).isEqualTo(1);
    assertThat(words.bySpeaker().insertions()).isEqualTo(1);
    assertThat(words.underWrongSpeaker()).isEqualTo(0.2);
  }

  @Test
  void aLabelTooManyHasOnlyInsertions() {
    List<Said> heard =
        List.of(
            new Said("A", "where does it hurt"),
            new Said("B", "here below the ribs"),
            new Said("C", "since when"));

    SpeakerWords words = SpeakerWords.between(heard, REFERENCE, List.of());

    assertThat(words.bySpeaker().insertions()).isEqualTo(2);
    assertThat(words.bySpeaker().deletions()).isEqualTo(2);
  }

  @Test
  void oneLabelForAllLosesTheWordsOfTheOthers() {
    List<Said> heard = List.of(new Said("A", "where does it hurt here below the ribs since when"));

    SpeakerWords words = SpeakerWords.between(heard, REFERENCE, List.of());

    assertThat(words.mixed().edits()).isZero();
    assertThat(words.bySpeaker().edits()).isEqualTo(8);
  }

  @Test
  void theOrderOfOverlappingTurnsIsNobodysMistake() {
    List<Said> wordByWord =
        List.of(new Said("a", "red"), new Said("b", "green"), new Said("a", "blue"));
    List<Said> turnByTurn = List.of(new Said("a", "red blue"), new Said("b", "green"));
    List<Said> heard = List.of(new Said("A", "red blue"), new Said("B", "green"));

    assertThat(SpeakerWords.between(heard, wordByWord, List.of()).mixed().edits()).isEqualTo(2);
    assertThat(SpeakerWords.between(heard, wordByWord, List.of(turnByTurn)).mixed().edits())
        .isZero();
  }

  @Test
  void countsAddUpOverRecordings() {
    List<Said> wrong = List.of(new Said("A", "where does it hurt"));
    SpeakerWords one = SpeakerWords.between(wrong, REFERENCE, List.of());

    SpeakerWords two = SpeakerWords.NONE.plus(one).plus(one);

    assertThat(two.mixed().words()).isEqualTo(20);
    assertThat(two.mixed().deletions()).isEqualTo(12);
  }
}
