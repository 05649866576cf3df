package io.auscult.speech.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void aWordIsItsPiecesAndThePunctuationBehindIt() {
    assertThat(texts("_the", "_pat", "ient", "'", "s", "_cough", "."))
        .containsExactly("the", "patient's", "cough.");
  }

  @Test
  void aWordStartsAtALooseSpaceToo() {
    assertThat(texts("_the", "_", "s")).containsExactly("the", "s");
  }

  @Test
  void bytesMakeUpTheLettersThatThePiecesLack() {
    assertThat(texts("_caf", "<0xC3>", "<0xA9>", "<0x0A>", "_a")).containsExactly("café", "a");
  }

  @Test
  void loosePunctuationBelongsToTheWordBefore() {
    assertThat(texts("_the", "_", ",", "_cough")).containsExactly("the,", "cough");
  }

  @Test
  void punctuationAloneIsNoWord() {
    assertThat(texts("...")).isEmpty();
    assertThat(texts("_", "?", "_a")).containsExactly("a");
  }

  @Test
  void specialTokensHaveNoText() {
    int[] tokens = Pieces.tokens("_a", "<unk>", "_cough");
    tokens[1] = 32_100;
    assertThat(Words.of(tokens, sure(3), Pieces.VOCABULARY))
        .extracting(Words.Word::text)
        .containsExactly("a", "cough");
  }

  @Test
  void aWordIsAsSureAsItsTokensOnAverage() {
    List<Words.Word> words =
        Words.of(
            Pieces.tokens("_pat", "ient", "_has"), new float[] {0.9f, 0.4f, 1f}, Pieces.VOCABULARY);

    assertThat(words.get(0).confidence()).isCloseTo(0.6, within(1e-6));
    assertThat(words.get(1).confidence()).isCloseTo(1.0, within(1e-6));
  }

  private static List<String> texts(String... pieces) {
    return Words.of(Pieces.tokens(pieces), sure(pieces.length), Pieces.VOCABULARY).stream()
        .map(Words.Word::text)
        .toList();
  }

  private static float[] sure(int tokens) {
    float[] probabilities = new float[tokens];
    Arrays.fill(probabilities, 1f);
    return probabilities;
  }
}
