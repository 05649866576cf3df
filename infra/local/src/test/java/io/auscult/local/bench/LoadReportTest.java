package io.auscult.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.local.bench.delays.SpeechDelays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadReportTest {
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
