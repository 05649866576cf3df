package io.auscult.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AckLogTest {
  private final AckLog log = new AckLog(AcksCommand.FRAME);

  private static JsonNode ack(double total) throws Exception {
    return new ObjectMapper()
        .readTree("{\"audioReceived\":true,\"duration\":0.0853,\"totalDuration\":" + total + "}");
  }

  private void send(int frames) {
    for (int i = 0; i < frames; i++) log.sending(i * 1_000_000L);
  }

  @Test
  void eachFrameIsTimedToItsOwnAcknowledgement() throws Exception {
    send(3);
    log.answered(ack(0.0853), 5_000_000);
    log.answered(ack(0.1706), 5_500_000);
    log.answered(ack(0.2559), 9_000_000);
    log.awaitAnswers(Duration.ofSeconds(1));

    AckLog.Result result = log.result();
    assertThat(result.ms()).containsExactly(5.0, 4.5, 7.0);
    assertThat(result.complete()).isTrue();
  }

  @Test
  void anHourOfRoundedDurationsIsStillInOrder() throws Exception {
    int frames = 42_197;
    send(frames);
    for (int i = 1; i <= frames; i++) {
      log.answered(ack(Math.round(i * 0.0853125 * 1e4) / 1e4), 0);
    }

    assertThat(log.result().outOfOrder()).isZero();
    assertThat(log.result().acknowledged()).isEqualTo(frames);
  }

  @Test
  void aTotalOfAnotherFrameIsOutOfOrder() throws Exception {
    send(2);
    log.answered(ack(0.1706), 1);
    log.answered(ack(0.0853), 2);

    assertThat(log.result().outOfOrder()).isEqualTo(2);
    assertThat(log.result().complete()).isFalse();
  }

  @Test
  void aFrameWithoutAnswerARefusalAndAnAnswerTooManyAreIncomplete() throws Exception {
    send(1);
    assertThat(log.result().complete()).isFalse();
    log.answered(ack(0.0853), 1);
    log.answered(ack(0.1706), 2);
    assertThat(log.result().refused()).isEqualTo(1);

    AckLog refused = new AckLog(AcksCommand.FRAME);
    refused.sending(0);
    refused.answered(new ObjectMapper().readTree("{\"audioReceived\":false}"), 1);
    assertThat(refused.result().refused()).isEqualTo(1);
    assertThat(refused.result().acknowledged()).isZero();
  }

  @Test
  void theReportAddsSessionsUp() throws Exception {
    var whole = new AckLog.Result(2, 2, List.of(10.0, 20.0), 0, 0);
    var short1 = new AckLog.Result(2, 1, List.of(400.0), 0, 0);

    AcksReport report =
        AcksReport.of("base", "sample", 60, List.of(whole, short1), 3, 1.5, 0.2, List.of());

    assertThat(report.framesSent()).isEqualTo(4);
    assertThat(report.acknowledged()).isEqualTo(3);
    assertThat(report.incompleteSessions()).isEqualTo(1);
    assertThat(report.frameToAck().p99()).isCloseTo(400, within(1e-9));
    assertThat(report.met()).containsEntry("ack_p99", false);
    assertThat(report.met()).containsEntry("one_ack_a_frame_in_order", false);
  }
}
