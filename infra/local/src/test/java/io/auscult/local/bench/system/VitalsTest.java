package io.auscult.local.bench.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class VitalsTest {
  @Test
  void theSlopeIsThatOfTheLeastSquares() {
    assertThat(Vitals.slope(List.of(0.0, 1.0, 2.0), List.of(5.0, 5.0, 5.0))).isZero();
    assertThat(Vitals.slope(List.of(0.0, 1.0, 2.0, 3.0), List.of(1.0, 3.5, 4.5, 7.0)))
        .isCloseTo(1.9, within(1e-9));
  }

  @Test
  void onePointHasNoSlope() {
    assertThat(Vitals.slope(List.of(1.0), List.of(2.0))).isNaN();
    assertThat(Vitals.slope(List.of(), List.of())).isNaN();
  }
}
