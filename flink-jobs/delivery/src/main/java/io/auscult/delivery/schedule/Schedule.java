package io.auscult.delivery.schedule;

import io.auscult.events.DeadLetter;
import io.auscult.events.DeliveryAttempt;
import io.auscult.events.Topics;
import io.auscult.flink.Letter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps what is still to be delivered, hands it over when a try is due, and hears what came of it:
 * delivered, to be tried again, or given up as a dead letter. One delivery a session, whatever is
 * ordered twice or told twice.
 *
 * <p>Orders are written at least once: after a crash the transcription job orders again what it had
 * ordered since its last checkpoint. So what was delivered or taken back is remembered for a while.
 *
 * <p>Outcomes come back through a topic, so after a restart some are told that the state knows
 * already, and some of turns that it has forgotten it handed over. The number of the turn says
 * which: a success counts whenever it comes, a failure only if it is newer than the last.
 */
public final class Schedule extends KeyedCoProcessFunction<String, Order, DeliveryAttempt, Attempt>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /** A promise: savepoints find what is to be delivered by it. */
  public static final String UID = "schedule";

  /** What was given up. */
  public static final OutputTag<Letter> DEAD =
      new OutputTag<>("schedule-dead", TypeInformation.of(Letter.class));

  /** {@link DeadLetter#reason()} of what no receiver took in all its tries. */
  public static final String DELIVERY_FAILED = "delivery_failed";

  /** {@link DeadLetter#reason()} of what the receiver answered 410. */
  public static final String DELIVERY_GONE = "delivery_gone";

  /**
   * A turn whose outcome is not known after so long is handed over again. Turns last half a minute
   * at most; only an outcome that could not be written or read is missed.
   */
  static final Duration MISSED = Duration.ofMinutes(10);

  /**
   * How long it is remembered that a session needs no delivery any more. A replay reaches back to
   * the last checkpoint, seconds before the crash; an hour allows for a job that was down.
   */
  static final Duration REMEMBERED = Duration.ofHours(1);

  /** A timer that fires so late was asleep with the job, and so were the turns under way. */
  private static final Duration ASLEEP = Duration.ofMinutes(1);

  private static final ValueStateDescriptor<Order> ORDER =
      new ValueStateDescriptor<>("order", TypeInformation.of(Order.class));
  private static final ValueStateDescriptor<Plan> PLAN =
      new ValueStateDescriptor<>("plan", TypeInformation.of(Plan.class));
  private static final ValueStateDescriptor<Long> CLOSED =
      new ValueStateDescriptor<>("closed", Types.LONG);
  private static final ListStateDescriptor<Long> PENDING =
      new ListStateDescriptor<>("pending", Types.LONG);

  private final Chance chance;
  private transient ValueState<Order> order;
  private transient ValueState<Plan> plan;

  /** Until when it is remembered that nothing is to be delivered any more. */
  private transient ValueState<Long> closed;

  private transient ListState<Long> keptPending;
  private transient volatile long pending;
  private transient ScheduleMetrics metrics;

  public Schedule(Chance chance) {
    this.chance = chance;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    keptPending = context.getOperatorStateStore().getListState(PENDING);
    pending = 0;
    for (long kept : keptPending.get()) pending += kept;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    keptPending.update(java.util.List.of(pending));
  }

  @Override
  public void open(OpenContext context) {
    order = getRuntimeContext().getState(ORDER);
    plan = getRuntimeContext().getState(PLAN);
    closed = getRuntimeContext().getState(CLOSED);
    metrics = new ScheduleMetrics(getRuntimeContext().getMetricGroup(), () -> pending);
  }

  @Override
  public void processElement1(Order ordered, Context ctx, Collector<Attempt> out) throws Exception {
    if (ordered.value() == null) {
      if (plan.value() != null) {
        metrics.takenBack();
        forget(ctx.timerService());
      }
      close(ctx.timerService());
      return;
    }
    if (plan.value() != null || closed.value() != null) return;
    pending++;
    order.update(ordered);
    handOver(Plan.begun(ctx.timerService().currentProcessingTime()), ctx.timerService(), out);
  }

  @Override
  public void processElement2(DeliveryAttempt told, Context ctx, Collector<Attempt> out)
      throws Exception {
    Plan known = plan.value();
    if (known == null) return;
    if (told.outcome().equals(DeliveryAttempt.DELIVERED)) {
      metrics.delivered(told.atMs() - order.value().orderedAtMs());
      forget(ctx.timerService());
      close(ctx.timerService());
      return;
    }
    if (told.turn() <= known.settled()) return;
    switch (told.outcome()) {
      case DeliveryAttempt.GONE -> giveUp(DELIVERY_GONE, told, told.attempt(), ctx);
      case DeliveryAttempt.BUSY -> {
        long now = ctx.timerService().currentProcessingTime();
        long wakeAt = now + Backoff.busyMs(known.busies(), chance.next());
        wait(known.busy(told.turn(), wakeAt), known, ctx.timerService());
      }
      // Whatever a later version may tell of a turn that was not a success.
      default -> failed(told, known, ctx);
    }
  }

  @Override
  public void onTimer(long at, OnTimerContext ctx, Collector<Attempt> out) throws Exception {
    Long until = closed.value();
    if (until != null && until <= at) closed.clear();
    Plan known = plan.value();
    if (known == null || known.wakeAtMs() != at) return;
    long now = ctx.timerService().currentProcessingTime();
    if (known.underWay() && now - at > ASLEEP.toMillis()) {
      wait(known.wakingAt(now + MISSED.toMillis()), known, ctx.timerService());
      return;
    }
    handOver(known, ctx.timerService(), out);
  }

  private void failed(DeliveryAttempt told, Plan known, Context ctx) throws Exception {
    int tries = Math.max(told.attempt(), known.tries() + 1);
    OptionalLong next =
        Backoff.next(tries, known.firstAtMs(), told.atMs(), told.retryAfterMs(), chance.next());
    if (next.isEmpty()) {
      giveUp(DELIVERY_FAILED, told, tries, ctx);
      return;
    }
    wait(known.failed(told.turn(), tries, next.getAsLong()), known, ctx.timerService());
  }

  private void handOver(Plan before, TimerService timers, Collector<Attempt> out) throws Exception {
    Plan now = before.handedOver(timers.currentProcessingTime() + MISSED.toMillis());
    wait(now, before, timers);
    Order o = order.value();
    out.collect(new Attempt(o.session(), now.turn(), now.tries() + 1, o.receiver(), o.value()));
  }

  private void wait(Plan next, Plan before, TimerService timers) throws Exception {
    timers.deleteProcessingTimeTimer(before.wakeAtMs());
    timers.registerProcessingTimeTimer(next.wakeAtMs());
    plan.update(next);
  }

  private void giveUp(String reason, DeliveryAttempt told, int tries, Context ctx)
      throws Exception {
    Order o = order.value();
    String why = told.status() > 0 ? "status " + told.status() : told.reason();
    DeadLetter dead =
        new DeadLetter(
            Topics.DELIVERIES,
            o.partition(),
            o.offset(),
            reason,
            why + " after " + tries + (tries == 1 ? " try" : " tries"),
            o.session().getBytes(StandardCharsets.UTF_8),
            o.value(),
            Instant.ofEpochMilli(ctx.timerService().currentProcessingTime()).toString());
    ctx.output(DEAD, Letter.keyed(Topics.DEAD_LETTER, o.session(), dead.encode()));
    metrics.dead();
    forget(ctx.timerService());
  }

  private void close(TimerService timers) throws Exception {
    long until = timers.currentProcessingTime() + REMEMBERED.toMillis();
    Long before = closed.value();
    if (before != null) timers.deleteProcessingTimeTimer(before);
    timers.registerProcessingTimeTimer(until);
    closed.update(until);
  }

  private void forget(TimerService timers) throws Exception {
    timers.deleteProcessingTimeTimer(plan.value().wakeAtMs());
    plan.clear();
    order.clear();
    pending--;
  }
}
