package io.auscult.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.local.bench.delays.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyReportTest {
  @Test
  void bothPercentilesOfBaseAreJudged() {
    assertThat(LatencyCommand.Report.judge("base", Spread.of(List.of(300.0, 450.0)))).isTrue();
    assertThat(LatencyCommand.Report.judge("base", Spread.of(List.of(301.0, 450.0)))).isFalse();
    assertThat(LatencyCommand.Report.judge("base", Spread.of(List.of(300.0, 451.0)))).isFalse();
    assertThat(LatencyCommand.Report.judge("base", Spread.of(List.of()))).isFalse();
    assertThat(LatencyCommand.Report.judge("tiny", Spread.of(List.of(10.0)))).isNull();
  }
}
