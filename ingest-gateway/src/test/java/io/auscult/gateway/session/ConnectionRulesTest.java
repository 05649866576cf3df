package io.auscult.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.SessionOutput.Item;
import io.auscult.gateway.admission.AdmissionSettings;
import io.auscult.gateway.dialect.Action.Send;
import io.auscult.gateway.dialect.Notice;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Receipts, wake-ups, what was written, and what only time tells. */
class ConnectionRulesTest {
  @Nested
  class ReceiptRule {
    private final Receipts receipts = new Receipts();

    @Test
    void IN_26_aReceiptWaitsForItsAudioAndForThoseBefore() {
      receipts.open(1);
      receipts.accepted(0, 100);
      receipts.add("first");
      receipts.accepted(0, 50);
      receipts.add("second");
      receipts.add("a pong");
      assertThat(receipts.due()).isEmpty();
      receipts.durable(0, 100);
      assertThat(receipts.due()).containsExactly("first");
      receipts.durable(0, 50);
      assertThat(receipts.due()).containsExactly("second", "a pong");
      assertThat(receipts.waiting()).isFalse();
    }

    @Test
    void everyStreamCounts() {
      receipts.open(2);
      receipts.accepted(0, 10);
      receipts.accepted(1, 10);
      receipts.add("both");
      receipts.durable(1, 10);
      assertThat(receipts.due()).isEmpty();
      receipts.durable(0, 10);
      assertThat(receipts.due()).containsExactly("both");
    }

    @Test
    void whatNeedsNothingIsDueAtOnce() {
      receipts.add("before anything was opened");
      assertThat(receipts.due()).hasSize(1);
    }
  }

  @Nested
  class WakeRule {
    private final Wakes wakes = new Wakes();

    @Test
    void aLaterOneOfTheSameNameTakesThePlaceOfTheEarlier() {
      wakes.set("a", 100);
      wakes.set("a", 300);
      wakes.set("b", 200);
      assertThat(wakes.dueMs()).isEqualTo(200);
      assertThat(wakes.due(250)).containsExactly("b");
      assertThat(wakes.due(250)).isEmpty();
      assertThat(wakes.due(300)).containsExactly("a");
      assertThat(wakes.dueMs()).isEqualTo(Long.MAX_VALUE);
    }
  }

  @Nested
  class Pace {
    private final PartialPace pace = new PartialPace();

    @BeforeEach
    void every() {
      pace.every(704);
    }

    @Test
    void DI_31_hypothesesOfAnItemStayApartHoweverTheyCome() {
      assertThat(pace.mayGo(partial("a", 0), 1_000)).isTrue();
      assertThat(pace.mayGo(partial("b", 0), 1_100)).as("another item").isTrue();
      assertThat(pace.mayGo(partial("a", 1), 1_300)).isFalse();
      assertThat(pace.mayGo(partial("a", 2), 1_500)).isFalse();
      assertThat(pace.dueMs()).isEqualTo(1_704);
      assertThat(pace.due(1_703)).isEmpty();
      assertThat(pace.due(1_704)).extracting(Item::revision).containsExactly(2);
      assertThat(pace.mayGo(partial("a", 3), 2_000)).as("counts from the kept one").isFalse();
    }

    @Test
    void DI_33_aHypothesisThatWaitedNeverComesBehindItsFinal() {
      pace.mayGo(partial("a", 0), 1_000);
      pace.mayGo(partial("a", 1), 1_100);
      assertThat(pace.mayGo(item("a", 2, true), 1_150)).isTrue();
      assertThat(pace.due(9_000)).isEmpty();
      assertThat(pace.dueMs()).isEqualTo(Long.MAX_VALUE);
    }

    private Item partial(String id, int revision) {
      return item(id, revision, false);
    }

    private Item item(String id, int revision, boolean isFinal) {
      return new Item(
          "s", id, 0, revision, isFinal, "main", "", 0, 1, "t", List.of(), 1, "", "m", "en", 0);
    }
  }

  @Nested
  class Written {
    private final SlowWire wire = new SlowWire();
    private final Downlink downlink = new Downlink(wire, 1_000, () -> 0);
    private final List<String> done = new ArrayList<>();

    @Test
    void aFrameIsWrittenWhenItHasLeftNotWhenItWaits() {
      downlink.send(new Send("one"));
      downlink.whenWritten(() -> done.add("one"));
      downlink.send(new Send("two"));
      downlink.whenWritten(() -> done.add("two"));
      assertThat(done).isEmpty();
      wire.leave(true);
      assertThat(done).containsExactly("one");
      wire.leave(true);
      assertThat(done).containsExactly("one", "two");
    }

    @Test
    void aHypothesisThatWasThrownAwayBehindAFinalDoesNotCountForIt() {
      downlink.send(new Send("under way"));
      downlink.send(new Send("final"));
      downlink.whenWritten(() -> done.add("final"));
      downlink.send(new Send("p1", "item"));
      downlink.send(new Send("p2", "item"));
      wire.leave(true);
      assertThat(done).isEmpty();
      wire.leave(true);
      assertThat(done).containsExactly("final");
    }

    @Test
    void nothingIsWrittenOverABrokenConnection() {
      downlink.send(new Send("one"));
      downlink.whenWritten(() -> done.add("one"));
      wire.leave(false);
      downlink.whenWritten(() -> done.add("later"));
      assertThat(done).isEmpty();
    }
  }

  @Nested
  class WatchRule {
    private final SessionSettings settings =
        new SessionSettings(
            1,
            1,
            1,
            1,
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(120),
            Duration.ofSeconds(10),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofMinutes(60),
            Duration.ofSeconds(120),
            20,
            OptionalInt.empty(),
            false,
            AdmissionSettings.OFF);
    private final Watch watch = new Watch(settings, Long.MAX_VALUE);

    @Test
    void K10_whoSendsNothingIsIdleAfterTheTimeout() {
      watch.begin(0);
      assertThat(watch.due(119_999, false)).isEmpty();
      assertThat(watch.due(120_000, false)).contains(Notice.IDLE);
    }

    @Test
    void K10_SA_17_aPauseSuspendsTheIdleLimit() {
      watch.begin(0);
      watch.paused(true);
      assertThat(watch.due(1_800_000, false)).isEmpty();
      watch.paused(false);
      watch.heard(1_800_000);
      assertThat(watch.due(1_919_999, false)).isEmpty();
      assertThat(watch.due(1_920_000, false)).contains(Notice.IDLE);
    }

    @Test
    void aSessionWhoseEndIsLateIsTold() {
      watch.begin(0);
      watch.stopped(1_000);
      assertThat(watch.due(600_999, false)).isEmpty();
      assertThat(watch.due(601_000, false)).contains(Notice.LATE);
    }
  }

  /** Frames leave when the test says so. */
  private static final class SlowWire implements Wire {
    private final ArrayDeque<Consumer<Boolean>> leaving = new ArrayDeque<>();

    void leave(boolean well) {
      leaving.remove().accept(well);
    }

    @Override
    public void send(String text, Consumer<Boolean> done) {
      leaving.add(done);
    }

    @Override
    public void execute(Runnable work) {
      work.run();
    }

    @Override
    public void ping() {}

    @Override
    public void close(int code, String reason) {}

    @Override
    public void drop() {}

    @Override
    public void suspend() {}

    @Override
    public void resume() {}
  }
}
