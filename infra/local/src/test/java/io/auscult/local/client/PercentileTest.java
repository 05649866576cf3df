package io.auscult.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PercentileTest {
  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(Percentile.of(List.of(9.0, 1.0, 5.0), 50)).isEqualTo(5.0);
  }

  @Test
  void theNinetyFifthOfTwentyIsTheNineteenth() {
    List<Double> values =
        java.util.stream.IntStream.rangeClosed(1, 20).mapToObj(i -> (double) i).toList();
    assertThat(Percentile.of(values, 95)).isEqualTo(19.0);
  }

  @Test
  void nothingMeasuredIsNotANumber() {
    assertThat(Percentile.of(List.of(), 50)).isNaN();
  }
}
