package io.auscult.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.corpus.Span;
import io.auscult.local.client.LiveItem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartialGrowthTest {
  private static final long STARTED = 5_000_000_000L;

  private static final Recording TALK =
      new Recording(
          "talk",
          new short[12 * 16_000],
          List.of(new Span(450, 2000), new Span(2100, 4000), new Span(6000, 7000)),
          "");

  private static LiveItem partial(String id, long startMs, long endMs, String text, long atMs) {
    return item(id, startMs, endMs, text, atMs, false);
  }

  private static LiveItem last(String id, long startMs, long endMs, String text, long atMs) {
    return item(id, startMs, endMs, text, atMs, true);
  }

  private static LiveItem item(
      String id, long startMs, long endMs, String text, long atMs, boolean isFinal) {
    long arrived = STARTED + atMs * 1_000_000;
    return new LiveItem(id, "unknown", startMs, endMs, text, isFinal, "{}", arrived, arrived);
  }

  private static PartialGrowth of(LiveItem... items) {
    return PartialGrowth.of(TALK, 500, 100, List.of(items), STARTED);
  }

  @Test
  void theFirstPartialIsTimedFromSpeechAndFromTheFrameThatHeldItsFirstSample() {
    PartialGrowth grown =
        of(
            partial("a", 300, 1000, "so", 1200),
            partial("a", 300, 1700, "so how", 1900),
            last("a", 300, 4100, "so how are you", 4400),
            last("b", 5900, 7100, "fine", 7400));

    assertThat(grown.first()).containsExactly(750.0);
    assertThat(grown.firstSent()).containsExactly(700.0);
    assertThat(grown.unshown()).containsExactly(new PartialGrowth.Unshown(1200, 1400));
    assertThat(grown.gaps()).containsExactly(700.0);
    assertThat(grown.partials()).isEqualTo(2);
    assertThat(List.of(grown.repeated(), grown.late(), grown.open(), grown.joined()))
        .containsOnly(0);
  }

  @Test
  void aBeginningThatTheSystemTookForTheSameUtteranceIsNoDelay() {
    PartialGrowth grown =
        of(partial("a", 300, 1000, "so", 1200), last("a", 300, 7100, "so how are you fine", 7400));

    assertThat(grown.first()).hasSize(1);
    assertThat(grown.joined()).isEqualTo(1);
    assertThat(grown.missed()).isZero();
  }

  @Test
  void aBeginningInNoItemIsMissed() {
    assertThat(of(last("a", 300, 4000, "so", 4400)).missed()).isEqualTo(1);
  }

  @Test
  void whatMustNotBeIsCounted() {
    PartialGrowth grown =
        of(
            partial("a", 300, 1000, "so", 1200),
            partial("a", 300, 1700, "so", 1900),
            last("a", 300, 4100, "so how", 4400),
            partial("a", 300, 4100, "so how are", 4500),
            last("a", 300, 4100, "so how", 4600),
            partial("b", 5900, 6600, "fine", 6900));

    assertThat(grown.repeated()).isEqualTo(1);
    assertThat(grown.late()).isEqualTo(2);
    assertThat(grown.open()).isEqualTo(1);
  }

  @Test
  void theReportSaysWhichTargetsAreMet() throws Exception {
    PartialGrowth grown =
        of(
            partial("a", 300, 1000, "so", 1200),
            partial("a", 300, 1500, "so how", 1700),
            last("a", 300, 4100, "so how are you", 4400),
            last("b", 5900, 7100, "fine", 7400));

    PartialsReport report = PartialsReport.of("tiny", "word times", 1, 0.2, grown, Map.of());

    assertThat(report.met())
        .containsEntry("first_partial_p95", true)
        .containsEntry("cadence", false)
        .containsEntry("nothing_after_final", true);
    assertThat(report.gap().min()).isEqualTo(500);
    assertThat(report.table()).contains("p95 750", "1 below 700 ms", "NOT MET");
  }
}
