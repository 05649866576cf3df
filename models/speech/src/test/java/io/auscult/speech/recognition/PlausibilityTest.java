package io.auscult.speech.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibilityTest {
  @ParameterizedTest(name = "end {0}, confidence {1}")
  @CsvSource({
    // seen on music, appliances and a meeting room without speech
    "0.073, 0.327",
    "0.868, 0.264",
    "0.604, 0.257",
    "0.428, 0.394",
    "0.512, 0.536",
    "0.803, 0.083",
    "0.502, 0.509",
    "0.991, 0.082"
  })
  void whatTheModelMakesOfNoiseIsNotBelieved(float end, double confidence) {
    assertThat(Plausibility.isNoise(end, confidence, false)).isTrue();
  }

  @ParameterizedTest(name = "end {0}, confidence {1}")
  @CsvSource({
    // the least sure ones seen on speech
    "0.0156, 0.663",
    "0.0087, 0.738",
    "0.0018, 0.482",
    "0.0049, 0.529",
    "0.0000, 0.322"
  })
  void whatItMakesOfSpeechIs(float end, double confidence) {
    assertThat(Plausibility.isNoise(end, confidence, false)).isFalse();
  }

  @ParameterizedTest(name = "end {0}, confidence {1}")
  @CsvSource({
    // drink orders after seconds of silence, the end token forbidden once
    "0.9995, 0.7",
    "0.9822, 0.57",
    "0.9681, 0.674"
  })
  void anEarlyEndTellsNothingWhereSpeechIsSure(float end, double confidence) {
    assertThat(Plausibility.isNoise(end, confidence, true)).isFalse();
    assertThat(Plausibility.isNoise(end, 0.2, true)).isTrue();
  }
}
