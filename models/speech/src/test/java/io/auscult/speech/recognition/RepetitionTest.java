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

  @Test
  void aPhraseTwiceIsOnceWhereThereWasNoTimeForTwo() {
    int[] twice = {11, 12, 13, 14, 15, 16, 11, 12, 13, 14, 15, 16};
    assertThat(Repetition.doubled(twice, 16_000)).as("twelve tokens in a second").isEqualTo(6);
    assertThat(Repetition.doubled(twice, 2 * 16_000)).as("in two").isZero();
    assertThat(Repetition.doubled(new int[] {11, 12, 11, 12}, 4_000)).as("No. No.").isZero();
    assertThat(Repetition.doubled(new int[] {1, 2, 3, 4, 5, 6}, 4_000)).isZero();
  }

  private static int[] looping(int period, int times) {
    int[] tokens = new int[3 + period * times];
    Arrays.setAll(tokens, i -> i < 3 ? 50 + i : 10 + (i - 3) % period);
    return tokens;
  }
}
