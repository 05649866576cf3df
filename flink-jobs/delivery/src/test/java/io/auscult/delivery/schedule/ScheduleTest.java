package io.auscult.delivery.schedule;

import static io.auscult.delivery.Orders.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.delivery.Orders;
import io.auscult.delivery.sign.StandardWebhook;
import io.auscult.events.DeadLetter;
import io.auscult.events.Decoded;
import io.auscult.events.DeliveryAttempt;
import io.auscult.events.Topics;
import io.auscult.flink.Letter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final String ID = "550e8400-e29b-41d4-a716-446655440000";
  private static final byte[] ORDER = Orders.of(ID, "https://receiver.example/").encode();
  private static final double MIDDLE = 0.5;

  /** Schedule in a harness, with a clock that the test moves. */
  private static final class Bench implements AutoCloseable {
    final KeyedTwoInputStreamOperatorTestHarness<String, Order, DeliveryAttempt, Attempt> harness;
    private int seen;

    Bench(OperatorSubtaskState from, long atMs) throws Exception {
      harness =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new KeyedCoProcessOperator<>(new Schedule(() -> MIDDLE)),
              Order::session,
              DeliveryAttempt::session,
              Types.STRING);
      harness.setProcessingTime(atMs);
      if (from != null) harness.initializeState(from);
      harness.open();
    }

    static Bench fresh() throws Exception {
      return new Bench(null, T0);
    }

    long now() {
      return harness.getProcessingTime();
    }

    void ordered(String session) throws Exception {
      byte[] value = session.equals(ID) ? ORDER : Orders.of(session, "https://b/").encode();
      harness.processElement1(
          new Order(session, "https://receiver.example:443", T0, value, 2, 42), 0);
    }

    void takenBack(String session) throws Exception {
      harness.processElement1(new Order(session, "", 0, null, 2, 43), 0);
    }

    void told(Attempt of, String outcome, int status) throws Exception {
      told(of, outcome, status, 0);
    }

    void told(Attempt of, String outcome, int status, long retryAfterMs) throws Exception {
      String reason = outcome.equals(DeliveryAttempt.FAILED) ? "status" : "";
      harness.processElement2(
          new DeliveryAttempt(
              of.session(),
              of.turn(),
              of.number(),
              outcome,
              reason,
              status,
              retryAfterMs,
              5,
              now()),
          0);
    }

    /** What was handed over since the last call. */
    List<Attempt> handedOver() {
      List<Attempt> all = harness.extractOutputValues();
      List<Attempt> fresh = new ArrayList<>(all.subList(seen, all.size()));
      seen = all.size();
      return fresh;
    }

    Attempt next() {
      List<Attempt> all = handedOver();
      assertThat(all).hasSize(1);
      return all.get(0);
    }

    void after(Duration time) throws Exception {
      harness.setProcessingTime(now() + time.toMillis());
    }

    /** Lets time pass until something is handed over; how long that took. */
    Duration untilNext() throws Exception {
      long since = now();
      while (harness.extractOutputValues().size() == seen) after(Duration.ofMillis(100));
      return Duration.ofMillis(now() - since);
    }

    List<DeadLetter> dead() {
      var side = harness.getSideOutput(Schedule.DEAD);
      List<DeadLetter> all = new ArrayList<>();
      if (side == null) return all;
      side.forEach(
          r -> {
            Letter letter = r.getValue();
            assertThat(letter.topic()).isEqualTo(Topics.DEAD_LETTER);
            all.add(((Decoded.Good<DeadLetter>) DeadLetter.decode(letter.value())).value());
          });
      return all;
    }

    /** Once an hour is over in which repetitions are known. */
    void nothingIsLeft() throws Exception {
      after(Schedule.REMEMBERED);
      assertThat(harness.numKeyedStateEntries()).as("state").isZero();
      assertThat(harness.numProcessingTimeTimers()).as("timers").isZero();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  @Test
  void IN_46_aReceiverThatFailsFiveTimesGetsItAtTheSixthAndNothingIsLeft() throws Exception {
    try (Bench bench = Bench.fresh()) {
      bench.ordered(ID);
      for (int failed = 1; failed <= 5; failed++) {
        Attempt attempt = bench.next();
        assertThat(attempt.number()).isEqualTo(failed);
        assertThat(attempt.order()).isEqualTo(ORDER);
        bench.told(attempt, DeliveryAttempt.FAILED, 500);
        assertThat(bench.untilNext()).isEqualTo(Duration.ofSeconds(1L << (failed - 1)));
      }
      bench.told(bench.next(), DeliveryAttempt.DELIVERED, 200);
      bench.nothingIsLeft();
      bench.after(Duration.ofDays(2));
      assertThat(bench.handedOver()).isEmpty();
      assertThat(bench.dead()).isEmpty();
    }
  }

  @Test
  void IN_46_aRestartInTheMiddleKeepsTheCountTheTimeAndTheId() throws Exception {
    OperatorSubtaskState kept;
    long stoppedAt;
    try (Bench bench = Bench.fresh()) {
      bench.ordered(ID);
      for (int i = 0; i < 3; i++) {
        bench.told(bench.next(), DeliveryAttempt.FAILED, 503);
        if (i < 2) bench.untilNext();
      }
      bench.after(Duration.ofSeconds(1));
      kept = bench.harness.snapshot(1, 1);
      stoppedAt = bench.now();
    }
    try (Bench bench = new Bench(kept, stoppedAt)) {
      assertThat(bench.untilNext()).isEqualTo(Duration.ofSeconds(3));
      Attempt fourth = bench.next();
      assertThat(fourth.number()).isEqualTo(4);
      assertThat(StandardWebhook.id(fourth.session())).isEqualTo("msg_" + ID);
      bench.told(fourth, DeliveryAttempt.DELIVERED, 204);
      bench.nothingIsLeft();
    }
  }

  @Test
  void IN_46_goneIsGone() throws Exception {
    try (Bench bench = Bench.fresh()) {
      bench.ordered(ID);
      bench.told(bench.next(), DeliveryAttempt.GONE, 410);
      bench.nothingIsLeft();
      DeadLetter dead = bench.dead().get(0);
      assertThat(dead.reason()).isEqualTo("delivery_gone");
      assertThat(dead.detail()).isEqualTo("status 410 after 1 try");
      bench.after(Duration.ofDays(2));
      assertThat(bench.handedOver()).isEmpty();
    }
  }

  @Test
  void IN_46_afterADayOfFailuresItIsADeadLetterThatCanBeSentAgain() throws Exception {
    try (Bench bench = Bench.fresh()) {
      bench.ordered(ID);
      int tries = 0;
      while (bench.dead().isEmpty()) {
        Attempt attempt = bench.next();
        assertThat(attempt.number()).isEqualTo(++tries);
        bench.told(attempt, DeliveryAttempt.FAILED, 500);
        if (bench.dead().isEmpty()) bench.untilNext();
      }
      assertThat(tries).isGreaterThanOrEqualTo(8);
      bench.nothingIsLeft();
      DeadLetter dead = bench.dead().get(0);
      assertThat(dead.topic()).isEqualTo(Topics.DELIVERIES);
      assertThat(dead.partition()).isEqualTo(2);
      assertThat(dead.offset()).isEqualTo(42);
      assertThat(dead.reason()).isEqualTo("delivery_failed");
      assertThat(dead.detail()).isEqualTo("status 500 after " + tries + " tries");
      assertThat(new String(dead.key(), StandardCharsets.UTF_8)).isEqualTo(ID);
      assertThat(dead.value()).isEqualTo(ORDER);
    }
  }

  @Test
  void IN_47_aSecondOrderWhileOneIsPendingIsTheSameDelivery() throws Exception {
    try (Bench bench = Bench.fresh()) {
      bench.ordered(ID);
      Attempt first = bench.next();
      bench.ordered(ID);
      assertThat(bench.handedOver()).isEmpty();
      bench.told(first, DeliveryAttempt.DELIVERED, 200);
      bench.nothingIsLeft();
      bench.ordered(ID);
      assertThat(bench.next().number()).as("sent again on purpose").isEqualTo(1);
    }
  }

  @Test
  void IN_47_whatAReplayOrdersAgainIsNotDeliveredAgain() throws Exception {
    try (Bench bench = Bench.fresh()) {
      bench.ordered(ID);
      bench.told(bench.next(), DeliveryAttempt.DELIVERED, 200);
      bench.ordered(ID);
      bench.after(Duration.ofMinutes(59));
      bench.ordered(ID);
      assertThat(bench.handedOver()).isEmpty();
      bench.nothingIsLeft();
    }
  }

  @Test
  void X_13_whatWasErasedIsNotDeliveredAlthoughAReplayOrdersItAgain() throws Exception {
    try (Bench bench = Bench.fresh()) {
      bench.takenBack(ID);
      bench.ordered(ID);
      bench.after(Duration.ofMinutes(30));
      assertThat(bench.handedOver()).isEmpty();
      bench.nothingIsLeft();
    }
  }

  @Test
  void whatIsTakenBackIsForgottenUnderWayOrWaiting() throws Exception {
    try (Bench bench = Bench.fresh()) {
      bench.ordered(ID);
      Attempt first = bench.next();
      bench.takenBack(ID);
      bench.nothingIsLeft();
      bench.told(first, DeliveryAttempt.FAILED, 500);
      bench.nothingIsLeft();

      bench.ordered(ID);
      bench.told(bench.next(), DeliveryAttempt.FAILED, 500);
      bench.takenBack(ID);
      bench.takenBack("never-ordered");
      bench.nothingIsLeft();
      bench.after(Duration.ofDays(2));
      assertThat(bench.handedOver()).isEmpty();
      assertThat(bench.dead()).isEmpty();
    }
  }

  @Test
  void aTryThatFoundNoRoomIsNoTry() throws Exception {
    try (Bench bench = Bench.fresh()) {
      bench.ordered(ID);
      bench.told(bench.next(), DeliveryAttempt.BUSY, 0);
      assertThat(bench.untilNext()).isEqualTo(Duration.ofMillis(500));
      bench.told(bench.next(), DeliveryAttempt.BUSY, 0);
      assertThat(bench.untilNext()).isEqualTo(Duration.ofSeconds(1));
      Attempt third = bench.next();
      assertThat(third.number()).isEqualTo(1);
      assertThat(third.turn()).isEqualTo(3);
      bench.told(third, DeliveryAttempt.FAILED, 500);
      assertThat(bench.untilNext()).as("the first wait").isEqualTo(Duration.ofSeconds(1));
      bench.told(bench.next(), DeliveryAttempt.BUSY, 0);
      assertThat(bench.untilNext()).as("busy anew").isEqualTo(Duration.ofMillis(500));
    }
  }

  @Test
  void aReceiverThatAsksToWaitIsLeftAlone() throws Exception {
    try (Bench bench = Bench.fresh()) {
      bench.ordered(ID);
      bench.told(bench.next(), DeliveryAttempt.FAILED, 429, 90_000);
      assertThat(bench.untilNext()).isEqualTo(Duration.ofSeconds(90));
    }
  }

  @Test
  void outcomesThatAreToldTwiceChangeNothingAndASuccessCountsWheneverItComes() throws Exception {
    try (Bench bench = Bench.fresh()) {
      bench.ordered(ID);
      Attempt first = bench.next();
      bench.told(first, DeliveryAttempt.FAILED, 500);
      bench.told(first, DeliveryAttempt.FAILED, 500);
      bench.told(first, DeliveryAttempt.BUSY, 0);
      assertThat(bench.untilNext()).isEqualTo(Duration.ofSeconds(1));
      assertThat(bench.next().number()).isEqualTo(2);
      bench.told(first, DeliveryAttempt.DELIVERED, 200);
      bench.nothingIsLeft();
    }
  }

  @Test
  void afterACrashOutcomesOfTurnsThatTheStateHasForgottenCount() throws Exception {
    OperatorSubtaskState kept;
    try (Bench bench = Bench.fresh()) {
      bench.ordered(ID);
      kept = bench.harness.snapshot(1, 1);
    }
    try (Bench bench = new Bench(kept, T0)) {
      Attempt first = new Attempt(ID, 1, 1, "", ORDER);
      Attempt second = new Attempt(ID, 2, 2, "", ORDER);
      bench.told(first, DeliveryAttempt.FAILED, 500);
      bench.told(second, DeliveryAttempt.FAILED, 500);
      bench.told(first, DeliveryAttempt.FAILED, 500);
      assertThat(bench.untilNext()).isEqualTo(Duration.ofSeconds(2));
      Attempt third = bench.next();
      assertThat(third.number()).isEqualTo(3);
      assertThat(third.turn()).isEqualTo(3);
    }
  }

  @Test
  void aTurnWhoseOutcomeNeverComesIsHandedOverAgainButNotBecauseTheJobSlept() throws Exception {
    OperatorSubtaskState kept;
    try (Bench bench = Bench.fresh()) {
      bench.ordered(ID);
      bench.next();
      assertThat(bench.untilNext()).isEqualTo(Schedule.MISSED);
      assertThat(bench.next().number()).isEqualTo(1);
      kept = bench.harness.snapshot(1, 1);
    }
    try (Bench bench = new Bench(kept, T0 + Duration.ofHours(3).toMillis())) {
      bench.after(Duration.ofSeconds(1));
      assertThat(bench.handedOver()).as("the turn is made again by the sender").isEmpty();
      assertThat(bench.untilNext()).isCloseTo(Schedule.MISSED, Duration.ofSeconds(2));
    }
  }

  @Test
  void manySessionsDoNotTouchEachOther() throws Exception {
    try (Bench bench = Bench.fresh()) {
      for (int i = 0; i < 100; i++) bench.ordered("s-" + i);
      List<Attempt> all = bench.handedOver();
      assertThat(all).hasSize(100);
      for (Attempt a : all) {
        boolean odd = Integer.parseInt(a.session().substring(2)) % 2 == 1;
        bench.told(a, odd ? DeliveryAttempt.DELIVERED : DeliveryAttempt.FAILED, odd ? 200 : 500);
      }
      bench.after(Duration.ofSeconds(1));
      List<Attempt> second = bench.handedOver();
      assertThat(second).hasSize(50);
      for (Attempt a : second) bench.told(a, DeliveryAttempt.DELIVERED, 200);
      bench.nothingIsLeft();
    }
  }
}
