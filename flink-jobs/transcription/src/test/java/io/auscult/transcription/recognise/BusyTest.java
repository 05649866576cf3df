package io.auscult.transcription.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusyTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void halfOfTwoThreadsIsFiftyPercent() {
    Busy busy = new Busy(2, 0);
    for (int s = 0; s < 10; s++) busy.worked(s * SECOND, (s + 1) * SECOND);
    assertThat(busy.percent(10 * SECOND)).isBetween(39, 50);
  }

  @Test
  void whatWasLongAgoIsForgotten() {
    Busy busy = new Busy(1, 0);
    busy.worked(0, 5 * SECOND);
    assertThat(busy.percent(5 * SECOND)).isGreaterThan(75);
    assertThat(busy.percent(30 * SECOND)).isZero();
  }

  @Test
  void aProcessThatHasJustBegunIsMeasuredOverWhatThereIs() {
    Busy busy = new Busy(1, 100 * SECOND);
    busy.worked(100 * SECOND, 100 * SECOND + SECOND / 2);
    assertThat(busy.percent(101 * SECOND)).isBetween(45, 50);
  }
}
