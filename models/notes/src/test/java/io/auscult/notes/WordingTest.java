package io.auscult.notes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Um, so I've had a cough.         | I've had a cough.",
        "Okay, so, uh, do you smoke?      | do you smoke?",
        "And on your lungs, no crackles.  | on your lungs, no crackles.",
        "We'll do an x-ray, okay?         | We'll do an x-ray",
        "it started in the , um           | it started in the",
        // What carries meaning stays.
        "No murmur.                       | No murmur.",
        "Right knee pain.                 | Right knee pain.",
        "So far it's fine.                | So far it's fine.",
        "Well controlled hypertension.    | Well controlled hypertension.",
        "It's been okay.                  | It's been okay.",
        "It's like somebody is stabbing.  | It's like somebody is stabbing.",
        "Now I have none.                 | Now I have none.",
      })
  void onlyFillersAtTheEndsAreCutOff(String said, String kept) {
    assertThat(Wording.core(said).in(said)).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I , i think um it's gon na rain. | i think it's gonna rain.",
        "I do n't have  any.              | i don't have any.",
        "It\u2019s, uh, sore              | it's sore",
      })
  void rulesReadAPlainForm(String said, String matching) {
    assertThat(Wording.matching(said)).isEqualTo(matching);
  }

  @ParameterizedTest
  @CsvSource({"pain here,Pain here.", "is it?,Is it?", "élan,Élan."})
  void aSentenceBeginsLargeAndEndsWithAStop(String text, String sentence) {
    assertThat(Wording.asSentence(text)).isEqualTo(sentence);
  }
}
