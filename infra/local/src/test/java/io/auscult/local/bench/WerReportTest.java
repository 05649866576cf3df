package io.auscult.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WerReportTest {
  private static final Machine MACHINE = new Machine("cpu", 2, "17", "2026-01-01T00:00:00Z");

  private static SetScore score(String set, int errors) {
    return new SetScore(
        set, 10, errors / 1000.0, 1000, errors, 0, 0, 0, 0, 0, Double.NaN, Map.of(), 60);
  }

  private static WerReport report(String recogniser, List<WerReport.PeerScores> peer) {
    return WerReport.of(
        MACHINE, recogniser, 0, List.of(score("clean", 43), score("phone", 50)), peer);
  }

  @Test
  void baseIsJudgedByItsTargetsAndByThePeersOwnEndOfUtterance() {
    var own = new WerReport.PeerScores(0.4, List.of(score("clean", 44), score("phone", 50)));
    var ours = new WerReport.PeerScores(0.2, List.of(score("clean", 10), score("phone", 90)));

    WerReport report = report("base", List.of(own, ours));

    assertThat(report.met())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "clean_wer", true,
                "clean_below_peer", true,
                "phone_wer", false,
                "phone_below_peer", false));
    assertThat(report.table())
        .contains("[target: at most 4.3 %: met]  [target: below the peer's: met]")
        .contains("peer, 0.2 s of silence");
  }

  @Test
  void otherRecognisersAndRunsWithoutPeerHaveFewerVerdicts() {
    assertThat(report("tiny", List.of()).met()).isEmpty();
    assertThat(report("base", List.of()).met()).containsOnlyKeys("clean_wer", "phone_wer");
  }
}
