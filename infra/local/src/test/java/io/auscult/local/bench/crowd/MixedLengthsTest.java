package io.auscult.local.bench.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MixedLengthsTest {
  private static final long HOUR_MS = 3_600_000;

  private static long[] lengths(int client) {
    MixedLengths lengths = new MixedLengths(client);
    return LongStream.range(0, 200).map(i -> lengths.next(HOUR_MS)).toArray();
  }

  @Test
  void theyAreAlwaysTheSameForOneClientAndBetweenTenSecondsAndTenMinutes() {
    assertThat(lengths(3)).containsExactly(lengths(3)).isNotEqualTo(lengths(4));
    assertThat(LongStream.of(lengths(3)).min().orElseThrow()).isBetween(10_000L, 12_000L);
    assertThat(LongStream.of(lengths(3)).max().orElseThrow()).isBetween(500_000L, 600_000L);
  }

  @Test
  void theLastOneEndsWithTheTime() {
    assertThat(new MixedLengths(1).next(10_500)).isBetween(10_000L, 10_500L);
    assertThat(new MixedLengths(1).next(9_999)).isZero();
  }
}
