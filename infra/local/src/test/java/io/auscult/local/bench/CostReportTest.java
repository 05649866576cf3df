package io.auscult.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.local.bench.delays.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostReportTest {
  private static final Machine MACHINE = new Machine("cpu", 2, "17", "2026-01-01T00:00:00Z");

  private static CostReport.Side side(double... rounds) {
    return CostReport.Side.of(java.util.Arrays.stream(rounds).boxed().toList(), 10, 20, 0.05, 300);
  }

  @Test
  void aSideIsTheMedianOfItsRoundsAndTheRatioOursToThePeers() {
    var row = CostReport.Alone.of("base", 640, side(0.2, 0.9, 0.21), side(0.7, 0.69, 0.71), 0.06);

    assertThat(row.ours().cpuPerAudioS()).isEqualTo(0.21);
    assertThat(row.ratio()).isEqualTo(0.21 / 0.7);
    assertThat(row.met()).isTrue();
  }

  @Test
  void onlyPartialsAreJudgedAloneAndNothingWithoutAPeer() {
    assertThat(CostReport.Alone.of("base", 0, side(1), side(1), 0).met()).isNull();
    assertThat(CostReport.Alone.of("base", 640, side(1), null, Double.NaN).met()).isNull();
    assertThat(CostReport.Alone.of("base", 640, side(1), side(1), 0).met()).isFalse();
  }

  @Test
  void theWholeSystemIsJudgedWithoutSpeakersOnly() {
    Spread lag = Spread.of(List.of(300.0));

    assertThat(CostReport.Whole.of("base", 16, "off", 60, 0.05, 0.07, lag).met()).isTrue();
    assertThat(CostReport.Whole.of("base", 16, "off", 60, 0.06, 0.07, lag).met()).isFalse();
    assertThat(CostReport.Whole.of("base", 16, "on", 60, 0.05, 0.07, lag).met()).isNull();
    assertThat(CostReport.Whole.of("base", 16, "off", 60, 0.05, Double.NaN, lag).met()).isNull();
  }

  @Test
  void theTableSaysRatioAndVerdict() {
    var row = CostReport.Alone.of("tiny", 640, side(0.2), side(0.4), 0.0612);
    var report = new CostReport("cost", MACHINE, 5, 300, 1, List.of(row), List.of());

    assertThat(report.table())
        .contains("tiny, partials every 640 ms")
        .contains("0.500  [target: at most 0.3: NOT MET]")
        .contains("WER 6.12 %");
  }
}
