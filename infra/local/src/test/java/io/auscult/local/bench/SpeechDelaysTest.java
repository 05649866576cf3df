package io.auscult.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.corpus.Span;
import io.auscult.local.client.LiveItem;
import io.auscult.local.client.LiveResult;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpeechDelaysTest {
  private static final long STARTED = 5_000_000_000L;

  private static final Recording TALK =
      new Recording(
          "talk",
          new short[10 * 16_000],
          List.of(new Span(500, 2000), new Span(3000, 4000), new Span(6000, 7000)),
          "");

  private static LiveItem item(long startMs, long endMs, long arrivedMs) {
    long arrived = STARTED + arrivedMs * 1_000_000;
    return new LiveItem("i", "SPEAKER_0", startMs, endMs, "words", true, "{}", arrived, arrived);
  }

  private static LiveResult result(LiveItem... items) {
    long end = STARTED + 10_000_000_000L;
    return new LiveResult("s", List.of(items), List.of(), 1000, "", 10_000, STARTED, end, end);
  }

  @Test
  void theDelayIsFromTheTrueEndWhateverTheItemSays() {
    SpeechDelays heard =
        SpeechDelays.of(
            TALK,
            500,
            result(item(400, 2150, 2300), item(2900, 3900, 4450), item(6000, 7000, 7200)));

    assertThat(heard.milliseconds()).containsExactly(300.0, 450.0, 200.0);
    assertThat(heard.missed()).isZero();
  }

  @Test
  void aPauseThatWasNotCutAtCountsWithItsLongTime() {
    SpeechDelays heard =
        SpeechDelays.of(TALK, 500, result(item(400, 4100, 4300), item(6000, 7000, 7200)));

    assertThat(heard.milliseconds()).containsExactly(2300.0, 300.0, 200.0);
  }

  @Test
  void speechWithoutItsTextIsMissed() {
    SpeechDelays heard =
        SpeechDelays.of(TALK, 500, result(item(400, 2000, 2200), item(6000, 7000, 7200)));

    assertThat(heard.missed()).isEqualTo(1);
    assertThat(heard.delays())
        .containsExactly(new SpeechDelays.Delay(2000, 200), new SpeechDelays.Delay(7000, 200));
  }

  @Test
  void aSessionThatGetsLaterAndLaterFallsBehind() {
    SpeechDelays steady = delays(300, 320, 310, 290, 305, 315, 300, 310);
    SpeechDelays sinking = delays(300, 500, 700, 900, 1100, 1300, 1500, 1700);

    var keepsUp = LoadReport.SessionReport.of(1, 8, steady, 400);
    var behind = LoadReport.SessionReport.of(2, 8, sinking, 1800);

    assertThat(keepsUp.fallsBehind()).isFalse();
    assertThat(behind.fallsBehind()).isTrue();
    assertThat(behind.trendMsPerMinute()).isGreaterThan(1000);
    assertThat(behind.lastLagMs()).isEqualTo(1700);
  }

  @Test
  void aSessionThatClosesLateFellBehind() {
    assertThat(LoadReport.SessionReport.of(1, 2, delays(300, 300), 9000).fallsBehind()).isTrue();
  }

  private static SpeechDelays delays(int... ms) {
    List<SpeechDelays.Delay> delays =
        IntStream.range(0, ms.length)
            .mapToObj(i -> new SpeechDelays.Delay(i * 10_000L, ms[i]))
            .toList();
    return new SpeechDelays(delays, 0);
  }
}
