package io.auscult.transcription.segment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {
  @Test
  void DI_26_streamsThatAreSentInTurnKeepTheirOwnClock() {
    assertThat(Timeline.beginning(4_000, 5_000, 5_000, 1_000)).isEqualTo(4_000);
    assertThat(Timeline.beginning(0, 1_000, 20, 1_000)).isZero();
  }

  @Test
  void DI_27_aStreamThatWasAwayGoesOnWhereTheSessionIs() {
    assertThat(Timeline.beginning(2_000, 300_000, 300_000, 100)).isEqualTo(299_900);
    assertThat(Timeline.beginning(0, 30_000, 30_100, 1_000)).isEqualTo(29_000);
  }

  @Test
  void aRecordingThatIsSentFasterThanItWasSpokenBeginsAtTheBeginning() {
    assertThat(Timeline.beginning(0, 600_000, 800, 1_000)).isZero();
  }
}
