package io.auscult.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.gateway.session.Ahead.Ruling;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who runs ahead of recognition waits; nobody else does, and nobody for ever. */
class AheadTest {
  private static final long T = 1_000_000;

  private final Ahead ahead = new Ahead();

  @BeforeEach
  void open() {
    ahead.begin(1, T);
  }

  @Test
  void MS_73_whoIsAMinuteAheadWaitsUntilRecognitionIsNearer() {
    send(60);
    assertThat(at(0)).isEqualTo(Ruling.READ);
    send(1);
    assertThat(at(0)).isEqualTo(Ruling.HOLD);
    ahead.recognised(10_000, T + 1_000);
    assertThat(at(1)).isEqualTo(Ruling.HOLD);
    ahead.recognised(16_001, T + 2_000);
    assertThat(at(2)).isEqualTo(Ruling.READ);
  }

  @Test
  void whoSpeaksAtTheSpeedOfSpeechIsNeverHeldWhateverIsSaid() {
    for (int second = 0; second < 14_400; second++) {
      send(1);
      assertThat(at(second)).as("second %d", second).isEqualTo(Ruling.READ);
    }
    ahead.recognised(5_000, T);
    assertThat(at(14_400)).isEqualTo(Ruling.READ);
  }

  @Test
  void whoWasLiveAndThenRunsAheadIsHeldUntilRecognitionHasSaidWhereItIs() {
    send(600);
    assertThat(at(600)).isEqualTo(Ruling.READ);
    send(61);
    assertThat(at(600)).isEqualTo(Ruling.HOLD);
    ahead.recognised(620_000, T + 600_000);
    assertThat(at(600)).isEqualTo(Ruling.READ);
  }

  @Test
  void theClockCatchesUpTooWhenNothingIsSaid() {
    send(70);
    assertThat(at(0)).isEqualTo(Ruling.HOLD);
    assertThat(at(25)).isEqualTo(Ruling.HOLD);
    assertThat(at(26)).isEqualTo(Ruling.READ);
  }

  @Test
  void whenNothingIsSaidForHalfAMinuteFiveSecondsAreLetThrough() {
    send(300);
    assertThat(at(0)).isEqualTo(Ruling.HOLD);
    assertThat(at(29)).isEqualTo(Ruling.HOLD);
    assertThat(at(30)).isEqualTo(Ruling.OUT_OF_PATIENCE);
    send(5);
    assertThat(at(30)).isEqualTo(Ruling.READ);
    send(1);
    assertThat(at(30)).isEqualTo(Ruling.HOLD);
    assertThat(at(59)).isEqualTo(Ruling.HOLD);
    assertThat(at(60)).isEqualTo(Ruling.OUT_OF_PATIENCE);
  }

  @Test
  void aWordOfProgressIsAReasonToWaitOn() {
    send(300);
    assertThat(at(0)).isEqualTo(Ruling.HOLD);
    ahead.recognised(20_000, T + 29_000);
    assertThat(at(30)).isEqualTo(Ruling.HOLD);
    assertThat(at(58)).isEqualTo(Ruling.HOLD);
    assertThat(at(59)).isEqualTo(Ruling.OUT_OF_PATIENCE);
  }

  @Test
  void aReplayOfWhatWasSaidIsNoNews() {
    send(300);
    ahead.recognised(20_000, T);
    assertThat(at(0)).isEqualTo(Ruling.HOLD);
    ahead.recognised(20_000, T + 20_000);
    ahead.recognised(10_000, T + 20_000);
    assertThat(at(30)).isEqualTo(Ruling.OUT_OF_PATIENCE);
  }

  @Test
  void MS_105_afterAResumeWhatWasSentBeforeIsNotHeldAgainstTheClient() {
    send(100); // over this connection; an earlier one had sent 2000 s
    ahead.recognised(2_050_000, T);
    assertThat(at(0)).isEqualTo(Ruling.READ);
    send(59);
    assertThat(at(0)).isEqualTo(Ruling.READ);
    send(2);
    assertThat(at(0)).isEqualTo(Ruling.HOLD);
    ahead.recognised(2_090_000, T);
    assertThat(at(0)).isEqualTo(Ruling.READ);
  }

  @Nested
  class SeveralStreams {
    @Test
    void tracksSideBySideAreOneTime() {
      Ahead two = new Ahead();
      two.begin(2, T);
      two.audio(0, 55 * 32_000);
      two.audio(1, 55 * 32_000);
      assertThat(two.look(T)).isEqualTo(Ruling.READ);
    }
  }

  @Test
  void moreThanTheFiveSecondsThatAClientMayGatherIsFasterThanSpeech() {
    send(5);
    assertThat(ahead.fasterThanSpeech(T)).isFalse();
    send(1);
    assertThat(ahead.fasterThanSpeech(T)).isTrue();
    assertThat(ahead.fasterThanSpeech(T + 1_000)).isFalse();
  }

  private void send(int seconds) {
    ahead.audio(0, seconds * 32_000);
  }

  private Ruling at(int second) {
    return ahead.look(T + second * 1_000L);
  }
}
