package io.auscult.local.bench.delays;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.corpus.Span;
import io.auscult.local.client.LiveItem;
import io.auscult.local.client.LiveResult;
import java.util.List;
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
}
