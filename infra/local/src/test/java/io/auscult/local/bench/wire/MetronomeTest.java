package io.auscult.local.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetronomeTest {
  @Test
  void aFrameIsDueWhenItsLastSampleWasSpoken() {
    Metronome live = new Metronome(1_000, 85_312_500);

    assertThat(live.dueNanos(0)).isEqualTo(85_313_500);
    assertThat(live.dueNanos(11)).isEqualTo(1_000 + 12 * 85_312_500L);
  }

  @Test
  void threeTimesTheSpeedIsAThirdOfTheTime() {
    assertThat(Metronome.now(1600, 1).frameNanos()).isEqualTo(100e6);
    assertThat(Metronome.now(1600, 3).frameNanos()).isEqualTo(100e6 / 3);
  }

  @Test
  void whatIsPastIsNotWaitedForAndToldAsLate() throws Exception {
    assertThat(new Metronome(System.nanoTime() - 1_000_000_000, 1e8).await(4))
        .isBetween(500.0, 10_000.0);
  }
}
