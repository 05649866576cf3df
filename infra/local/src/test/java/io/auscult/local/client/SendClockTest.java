package io.auscult.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SendClockTest {
  @Test
  void atTheSpeedOfSpeechAMomentOfTheRecordingIsAMomentOfTheClock() {
    SendClock clock = new SendClock(new Pace(1, 100), 16_000);
    clock.start();
    assertThat(clock.spokenNanos(250) - clock.startNanos()).isEqualTo(250_000_000L);
  }

  @Test
  void atTwiceTheSpeedItComesTwiceAsEarly() {
    SendClock clock = new SendClock(new Pace(2, 100), 16_000);
    clock.start();
    assertThat(clock.spokenNanos(500) - clock.startNanos()).isEqualTo(250_000_000L);
  }

  @Test
  void atFullSpeedAudioIsSpokenWhenItsFrameLeaves() throws Exception {
    SendClock clock = new SendClock(new Pace(0, 100), 3_200);
    clock.start();
    clock.awaitSpoken(1_600);
    clock.sent(1_600);
    long between = System.nanoTime();
    clock.sent(3_200);
    assertThat(clock.spokenNanos(90)).isLessThanOrEqualTo(between);
    assertThat(clock.spokenNanos(150)).isGreaterThanOrEqualTo(between);
  }

  @Test
  void anEndBehindTheLastFrameCountsFromTheLastFrame() throws Exception {
    SendClock clock = new SendClock(new Pace(0, 100), 1_600);
    clock.start();
    clock.sent(1_600);
    assertThat(clock.spokenNanos(10_000)).isEqualTo(clock.spokenNanos(50));
  }

  @Test
  void aSpeedThatCannotBeIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Pace.at(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> Pace.at(Double.NaN));
  }
}
