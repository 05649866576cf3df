package io.auscult.speech.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContextTokensTest {
  @Test
  void punctuationAtTheEndIsDroppedAndNothingElse() {
    assertThat(trimmed("_the", ",", "_cough", "."))
        .containsExactly(Pieces.tokens("_the", ",", "_cough"));
    assertThat(trimmed("_the", "...", "?")).containsExactly(Pieces.tokens("_the"));
    assertThat(trimmed("_the")).containsExactly(Pieces.tokens("_the"));
    assertThat(trimmed(".")).isEmpty();
  }

  private static int[] trimmed(String... pieces) {
    return ContextTokens.trimmed(Pieces.tokens(pieces), Pieces.VOCABULARY);
  }
}
