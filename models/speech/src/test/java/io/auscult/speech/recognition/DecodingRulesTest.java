package io.auscult.speech.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecodingRulesTest {
  @Test
  void aSecondOfAudioHoldsSixAndAHalfTokensAndAFewMore() {
    DecodingRules rules = new DecodingRules(6.5, 4);

    assertThat(rules.mostTokens(0)).isEqualTo(4);
    assertThat(rules.mostTokens(16_000)).isEqualTo(11);
    assertThat(rules.mostTokens(160_000)).isEqualTo(69);
  }
}
