package io.auscult.speech.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepetitionTest {
  @ParameterizedTest
  @CsvSource({"1, 6", "2, 6", "3, 4", "5, 4", "6, 3", "12, 3"})
  void aLoopIsCutToOneTurn(int period, int times) {
    int[] tokens = looping(period, times);

    assertThat(Repetition.surplus(tokens, tokens.length)).isEqualTo((times - 1) * period);
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 5", "3, 3", "5, 3", "6, 2", "12, 2"})
  void whatPeopleMaySayTwiceOrMoreIsKept(int period, int times) {
    int[] tokens = looping(period, times);

    assertThat(Repetition.surplus(tokens, tokens.length)).isZero();
  }

  @Test
  void onlyTheEndCounts() {
    int[] tokens = looping(1, 10);
    tokens[tokens.length - 1] = 99;

    assertThat(Repetition.surplus(tokens, tokens.length)).isZero();
    assertThat(Repetition.surplus(tokens, tokens.length - 1)).isPositive();
  }

  private static int[] looping(int period, int times) {
    int[] tokens = new int[3 + period * times];
    Arrays.setAll(tokens, i -> i < 3 ? 50 + i : 10 + (i - 3) % period);
    return tokens;
  }
}
