package io.auscult.local.bench.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private final Deliveries deliveries = new Deliveries();

  private void tried(String session, String id, int status, long atMs) {
    deliveries.tried(session, new Deliveries.Try(id, status, true, atMs * 1_000_000));
  }

  @Test
  void aSessionIsDeliveredOnceLogicallyHoweverOftenItIsTriedWithOneId() {
    tried("a", "msg_a", 500, 1);
    tried("a", "msg_a", CallbackReceiver.HANGS, 2);
    tried("a", "msg_a", 200, 3);
    tried("b", "msg_b", 204, 4);
    tried("b", "msg_b", 200, 5);

    Deliveries.Tally tally = deliveries.tally(Set.of("a", "b"));

    assertThat(tally.onceEach()).isTrue();
    assertThat(tally.tries()).isEqualTo(5);
    assertThat(tally.again()).isEqualTo(1);
    assertThat(deliveries.acceptedNanos("a")).contains(3_000_000L);
  }

  @Test
  void whatIsMissingOrHasOtherIdsIsNotOnceEach() {
    tried("a", "msg_a", 500, 1);
    assertThat(deliveries.tally(Set.of("a")).delivered()).isZero();
    assertThat(deliveries.tally(Set.of("a")).onceEach()).isFalse();

    tried("a", "msg_other", 200, 2);
    assertThat(deliveries.tally(Set.of("a")).severalIds()).isEqualTo(1);

    tried("b", "msg_other", 200, 3);
    assertThat(deliveries.tally(Set.of("a", "b")).sharedIds()).isEqualTo(1);

    tried("c", "", 200, 4);
    assertThat(deliveries.tally(Set.of("c")).onceEach()).isFalse();
    assertThat(deliveries.tally(Set.of("c")).strangers()).isEqualTo(2);
  }

  @Test
  void aTryThatCannotBeBelievedIsCounted() {
    deliveries.tried("a", new Deliveries.Try("msg_a", 200, false, 1));

    assertThat(deliveries.tally(Set.of("a")).allSigned()).isFalse();
    assertThat(deliveries.tally(Set.of("a")).onceEach()).isTrue();
  }

  @Test
  void whoWaitsIsToldWhetherAllWereAccepted() throws Exception {
    tried("a", "msg_a", 200, 1);

    assertThat(deliveries.awaitAccepted(Set.of("a"), Duration.ofSeconds(5))).isTrue();
    assertThat(deliveries.awaitAccepted(Set.of("a", "b"), Duration.ofMillis(20))).isFalse();
    assertThat(deliveries.awaitTried("a", Duration.ofSeconds(5))).isTrue();
    assertThat(deliveries.awaitTried("b", Duration.ofMillis(20))).isFalse();
  }

  @Test
  void aRoundTellsThoseThatHangFromTheOthers() {
    tried("a", "msg_a", 200, 1_500);
    tried("b", "msg_b", CallbackReceiver.HANGS, 1_600);
    tried("b", "msg_b", 200, 33_000);

    ManyAtOnce.Round round =
        ManyAtOnce.round(
            Map.of("a", 1_000_000_000L, "b", 1_000_000_000L, "c", 0L), Set.of("b"), 12, deliveries);

    assertThat(round.othersMs()).containsExactly(500.0);
    assertThat(round.hangingMs()).containsExactly(32_000.0);
    assertThat(round.tally().delivered()).isEqualTo(2);
    assertThat(round.tally().onceEach()).isFalse();
  }

  @Test
  void aReceiverThatFailedAndThenWorkedIsMetByOneTryMoreWithOneId() {
    tried("a", "msg_a", 500, 1_000);
    tried("a", "msg_a", 500, 2_000);
    tried("a", "msg_a", 200, 4_000);

    Failing.Report two = Failing.report(2, deliveries, "a", true, 500_000_000);
    Failing.Report three = Failing.report(3, deliveries, "a", true, 500_000_000);

    assertThat(two.met()).isTrue();
    assertThat(two.afterS()).isEqualTo(3.5);
    assertThat(two.gapsS()).isEqualTo(List.of(1.0, 2.0));
    assertThat(three.met()).isFalse();
  }

  @Test
  void afterARestartOnlyTheTriesSinceAreCountedAndAllIds() {
    tried("a", "msg_a", 503, 1_000);
    tried("a", "msg_a", 200, 9_000);

    Restarting.Delivered same = Restarting.delivered("tried", deliveries, "a", 8_000_000_000L);

    assertThat(same.met()).isTrue();
    assertThat(same.triesAfter()).isEqualTo(1);
    assertThat(same.acceptedAfterS()).isEqualTo(1.0);
    assertThat(Restarting.delivered("open", deliveries, "b", 0).met()).isFalse();
  }
}
