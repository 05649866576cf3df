package io.auscult.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auscult.local.bench.callbacks.Deliveries;
import io.auscult.local.bench.callbacks.ManyAtOnce;
import io.auscult.local.bench.callbacks.Restarting;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallbacksReportTest {
  private static final Deliveries.Tally WHOLE = new Deliveries.Tally(3, 3, 4, 0, 0, 0, 0, 0);

  private static CallbacksReport.Many many(double slowest, Deliveries.Tally tally) {
    var before = new ManyAtOnce.Round(List.of(400.0, 700.0, 900.0), List.of(), 5, WHOLE);
    var with = new ManyAtOnce.Round(List.of(110.0, slowest), List.of(31_000.0), 5, tally);
    var after = new ManyAtOnce.Round(List.of(100.0, 200.0, 300.0), List.of(), 5, WHOLE);
    return CallbacksReport.Many.of(3, 1, false, before, with, after);
  }

  @Test
  void theOthersAreComparedWithTheQuickerRoundInWhichNoReceiverHangs() throws Exception {
    CallbacksReport fine = CallbacksReport.of("tiny", null, many(900, WHOLE), null);
    CallbacksReport late = CallbacksReport.of("tiny", null, many(2301, WHOLE), null);

    assertThat(fine.many().maxDelayMs()).isEqualTo(600);
    assertThat(fine.met())
        .containsOnlyKeys("once_each", "signed", "others_not_delayed")
        .doesNotContainValue(false);
    assertThat(late.met()).containsEntry("others_not_delayed", false);
    assertThat(late.table()).contains("max +2001 ms", "NOT MET");
  }

  @Test
  void aLostOneIsNoSuccess() throws Exception {
    var lost = new Deliveries.Tally(3, 2, 2, 0, 0, 0, 0, 0);

    assertThat(CallbacksReport.of("tiny", null, many(900, lost), null).met())
        .containsEntry("once_each", false);
  }

  @Test
  void figuresOfARestartAreJsonToo() throws Exception {
    var open = new Restarting.Delivered("open", Double.NaN, 0, true, true);
    var tried = new Restarting.Delivered("tried", 1.5, 1, true, true);
    var report =
        CallbacksReport.of("tiny", null, null, new Restarting.Report(6, List.of(tried, open), 0));

    JsonNode json = new ObjectMapper().readTree(Figures.json(report));

    assertThat(json.at("/restarting/sessions/0/accepted_after_s").asDouble()).isEqualTo(1.5);
    assertThat(json.at("/restarting/sessions/1/accepted_after_s").isNull()).isTrue();
    assertThat(json.at("/met/killed_and_restarted").asBoolean()).isFalse();
    assertThat(json.at("/many").isNull()).isTrue();
  }
}
