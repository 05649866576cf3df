package io.auscult.speech.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreedySearchTest {
  private static final int[] NO_CONTEXT = {};

  @Test
  void followsTheBestTokenUpToTheEndToken() throws Exception {
    Script script = new Script(4, 5, 6, Vocabulary.END);

    GreedySearch.Found found = GreedySearch.run(script, NO_CONTEXT, 100, false);

    assertThat(found.tokens()).containsExactly(4, 5, 6);
    assertThat(found.probabilities()).hasSize(3);
    assertThat(found.looped()).isFalse();
    assertThat(script.first).containsExactly(Vocabulary.START);
  }

  @Test
  void beginsWithTheContextAndReturnsOnlyWhatFollows() throws Exception {
    Script script = new Script(6, Vocabulary.END);

    GreedySearch.Found found = GreedySearch.run(script, new int[] {4, 5}, 100, false);

    assertThat(script.first).containsExactly(Vocabulary.START, 4, 5);
    assertThat(found.tokens()).containsExactly(6);
  }

  @Test
  void stopsAtTheMostTokensThatFitTheAudio() throws Exception {
    Script script = new Script(4, 5, 6, 7, 4, 5, 7, 6);

    assertThat(GreedySearch.run(script, NO_CONTEXT, 3, false).tokens()).containsExactly(4, 5, 6);
    assertThat(script.given).isEqualTo(3);
  }

  @Test
  void theEndTokenIsPassedOverOnceWhereSpeechIsSure() throws Exception {
    assertThat(
            GreedySearch.run(new Script(Vocabulary.END, Vocabulary.END), NO_CONTEXT, 9, false)
                .tokens())
        .isEmpty();
    assertThat(
            GreedySearch.run(new Script(Vocabulary.END, Vocabulary.END), NO_CONTEXT, 9, true)
                .tokens())
        .hasSize(1);
  }

  @Test
  void aLoopIsCutAndSaid() throws Exception {
    int[] loop = new int[60];
    Arrays.setAll(loop, i -> i == 0 ? 7 : 4 + i % 2);

    GreedySearch.Found found = GreedySearch.run(new Script(loop), NO_CONTEXT, 50, false);

    assertThat(found.looped()).isTrue();
    assertThat(found.tokens()).containsExactly(7, 5, 4);
    assertThat(found.probabilities()).hasSize(3);
  }

  @Test
  void theProbabilityIsThatOfASoftmax() {
    float[] logits = {1f, 2f, 4f, -30f};
    double sum = Math.exp(1) + Math.exp(2) + Math.exp(4) + Math.exp(-30);

    assertThat((double) Logits.probability(logits, 1, -1))
        .isCloseTo(Math.exp(2) / sum, within(1e-6));
    assertThat((double) Logits.probability(logits, 1, 2))
        .isCloseTo(Math.exp(2) / (Math.exp(1) + Math.exp(2)), within(1e-6));
    assertThat(Logits.best(logits, -1)).isEqualTo(2);
    assertThat(Logits.best(logits, 2)).isEqualTo(1);
  }

  /** Plays a list of best tokens. */
  private static final class Script implements GreedySearch.Steps {
    private final List<Integer> best = new ArrayList<>();
    private int[] first;
    private int given;

    Script(int... best) {
      for (int token : best) {
        this.best.add(token);
      }
    }

    @Override
    public float[] first(int[] tokens) {
      first = tokens;
      return scores();
    }

    @Override
    public float[] next(int token) {
      return scores();
    }

    private float[] scores() {
      float[] logits = new float[10];
      logits[3] = 1;
      logits[best.get(given++)] = 5;
      return logits;
    }
  }
}
