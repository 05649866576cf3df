package io.auscult.local.bench.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordErrorsTest {
  @Test
  void equalTextsHaveNoErrors() {
    assertThat(WordErrors.between("Forty-nine colours.", "49 colors"))
        .isEqualTo(new WordErrors(2, 0, 0, 0, 0));
  }

  @Test
  void editsAreCountedByKind() {
    assertThat(WordErrors.between("the cat sat on the mat", "the bat sat the mat now"))
        .isEqualTo(new WordErrors(6, 1, 1, 1, 1));
  }

  @Test
  void nothingHeardIsAllDeletions() {
    WordErrors errors = WordErrors.between("one two words are lost", "");

    assertThat(errors.words()).isEqualTo(4);
    assertThat(errors.deletions()).isEqualTo(4);
    assertThat(errors.longestDeletion()).isEqualTo(4);
    assertThat(errors.rate()).isEqualTo(1.0);
  }

  @Test
  void wordsWithoutReferenceAreInsertionsAndHaveNoRate() {
    WordErrors errors = WordErrors.between("", "made up words");

    assertThat(errors.insertions()).isEqualTo(3);
    assertThat(errors.rate()).isNaN();
  }

  @Test
  void aLostStretchShowsAsLongestDeletion() {
    List<String> reference = List.of("a b c d e f g h".split(" "));
    List<String> heard = List.of("a", "g", "h");

    assertThat(WordErrors.between(reference, heard)).isEqualTo(new WordErrors(8, 0, 0, 5, 5));
  }

  @Test
  void ratesOverManyClipsWeighWords() {
    WordErrors both = WordErrors.between("a", "b").plus(WordErrors.between("c d e", "c d e"));

    assertThat(both.edits()).isEqualTo(1);
    assertThat(both.rate()).isEqualTo(0.25);
  }
}
