package io.auscult.speech.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class UtteranceTest {
  private static final short[] PCM = new short[4000];
  private static final int[] NONE = {};

  @Test
  void theContextIsNotNewlyVoiced() {
    Utterance utterance =
        new Utterance(PCM, List.of(new Span(0, 500), new Span(600, 3000)), false, 2000, NONE, NONE);

    assertThat(utterance.newlyVoiced()).containsExactly(new Span(2000, 3000));
  }

  @Test
  void withoutVoiceAllThatIsNewCounts() {
    Utterance utterance = new Utterance(PCM, List.of(new Span(0, 1000)), false, 2000, NONE, NONE);

    assertThat(utterance.newlyVoiced()).containsExactly(new Span(2000, 4000));
  }

  @Test
  void spansAndContextLieInTheAudio() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Utterance(PCM, List.of(new Span(0, 4001)), false, 0, NONE, NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Utterance(
                    PCM, List.of(new Span(10, 20), new Span(15, 30)), false, 0, NONE, NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Utterance(PCM, List.of(), false, 4001, NONE, NONE));
    assertThatIllegalArgumentException().isThrownBy(() -> new Span(5, 4));
  }

  @Test
  void nothingThatWasSpokenIsPrinted() {
    Hypothesis heard =
        new Hypothesis(
            "secret",
            List.of(new TimedWord("secret", 0, 1, 1)),
            NONE,
            1,
            WordTimes.ESTIMATED,
            Verdict.HEARD);

    assertThat(heard.toString() + heard.words().get(0)).doesNotContain("secret");
    assertThat(Utterance.of(PCM).toString()).doesNotContain("[0");
  }
}
