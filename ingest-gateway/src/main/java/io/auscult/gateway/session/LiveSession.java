package io.auscult.gateway.session;

import io.auscult.audio.Intake;
import io.auscult.events.Limits;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionView;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Dialect;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.Resumed;
import io.auscult.gateway.dialect.SessionPlan;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.UpgradeRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One live connection: carries frames to the dialect's rule and carries out what it says. Runs on
 * the wire's thread; the public methods may be called from any.
 *
 * @param <P> phases of the dialect
 */
public final class LiveSession<P> {
  /** Clocks other than the gathering of audio are looked at so often. */
  private static final long HOUSEKEEPING_MS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

  private final String id;
  private final Identity identity;
  private final Dialect<P> dialect;
  private final Wire wire;
  private final Surroundings around;
  private final Uplink uplink;
  private final Downlink downlink;
  private final Holding holding;
  private final Wakes wakes = new Wakes();
  private final Watch watch;
  private final Flow flow;
  private final Telling telling;
  private final Refusals refusals = new Refusals();
  private P phase;
  private volatile boolean stopped;
  private boolean gone;
  private volatile SessionView.Setup setup;
  private long housekeepingAtMs;
  private volatile long dueMs = Long.MAX_VALUE;

  /**
   * A session that has not begun.
   *
   * @param delivered what the client has had over an earlier connection
   */
  LiveSession(
      String id,
      Identity identity,
      Dialect<P> dialect,
      Wire wire,
      Surroundings surroundings,
      Delivered delivered) {
    this.id = id;
    this.identity = identity;
    this.dialect = dialect;
    this.wire = wire;
    this.around = surroundings;
    this.flow = new Flow(id, around.admission(), around.metrics());
    this.telling = new Telling(delivered, flow);
    this.uplink = new Uplink(id, around.log(), around.clock(), flow, this::progressed);
    this.downlink = new Downlink(wire, around.settings().maxOutboxBytes(), around.clock());
    this.holding = new Holding(wire, around.settings());
    this.watch = new Watch(around.settings(), identity.expiresAtMs());
  }

  public String id() {
    return id;
  }

  Identity identity() {
    return identity;
  }

  /** Begins to talk. Called once, on the wire's thread, before any other event. */
  void begin(UpgradeRequest request) {
    watch.begin(now());
    guarded(() -> take(dialect.begin(id, identity, request), request.client()));
  }

  /** Goes on with a session whose client came back; like {@link #begin}. */
  void resume(UpgradeRequest request, Resumed resumed) {
    watch.begin(now());
    guarded(
        () -> {
          setUp(resumed.setup());
          if (resumed.ended()) {
            stopped = true;
            watch.stopped(now());
          } else {
            uplink.attach(resumed.setup(), around.replyPartition(), delivered().finals());
          }
          watch.paused(resumed.paused());
          take(dialect.resume(id, request, resumed), "");
        });
  }

  /** A text frame, on the wire's thread. */
  public void text(String text) {
    guarded(() -> frame(JsonText.read(text)));
  }

  /** A binary frame, on the wire's thread; the bytes are the session's from now on. */
  public void binary(byte[] bytes) {
    guarded(() -> frame(new Event.Binary(bytes)));
  }

  private void frame(Event event) {
    heard();
    on(event);
    uplink.keptAlive();
  }

  /** The client's own WebSocket ping, on the wire's thread. */
  public void ping() {
    guarded(
        () -> {
          heard();
          uplink.keptAlive();
        });
  }

  /** A message over the limit, on the wire's thread; it is not read. */
  public void tooBig() {
    guarded(() -> on(new Event.Told(Notice.FRAME_TOO_BIG)));
  }

  /** The client sent a Close, on the wire's thread: it has nothing more to say. */
  public void closedByClient() {
    guarded(
        () -> {
          if (!downlink.closeSent()) stop("client_close");
          downlink.closedByClient();
        });
  }

  /** The connection is over, on any thread; what was not stopped is detached. */
  public void gone() {
    wire.execute(this::leave);
  }

  /** Something the job says, on any thread. */
  void output(SessionOutput output) {
    wire.execute(() -> guarded(() -> said(output)));
  }

  /** Something to tell the client, on any thread. */
  void tell(Notice notice) {
    wire.execute(() -> guarded(() -> on(new Event.Told(notice))));
  }

  /** What the client has had; for the connection that follows this one. */
  Delivered delivered() {
    return telling.delivered();
  }

  /** How the session was set up; empty: it is not open. */
  Optional<SessionView.Setup> setup() {
    return Optional.ofNullable(setup);
  }

  /** Whether the client has paused. */
  boolean paused() {
    return watch.paused();
  }

  /** Whether its audio has ended. */
  boolean stopped() {
    return stopped;
  }

  /** How long the session waits for its client once the connection is broken, in milliseconds. */
  long resumeMs() {
    return setup == null ? 0 : setup.limits().resumeMs();
  }

  /**
   * Another connection takes the session over; on any thread. What this one accepted goes to the
   * log before the other begins.
   */
  void giveWay(Runnable done) {
    wire.execute(
        () -> {
          gone = true;
          dueMs = Long.MAX_VALUE;
          uplink.handOver();
          wire.drop();
          done.run();
        });
  }

  /** Looks at the clocks, on any thread; costs nothing before something is due. */
  void tick(long nowMs) {
    if (nowMs >= dueMs) wire.execute(() -> guarded(() -> clocks(now())));
  }

  /** Lets go of the client whatever it does; on any thread. */
  void leaveThen(Runnable left) {
    wire.execute(
        () -> {
          leave();
          left.run();
        });
  }

  /** Everything that was accepted goes to the log now. Wire's thread. */
  private void leave() {
    if (gone) return;
    gone = true;
    dueMs = Long.MAX_VALUE;
    try {
      if (uplink.isOpen() && resumeMs() == 0) {
        stop("connection_lost");
      } else if (uplink.isOpen()) {
        around.registry().detaching(this);
        uplink.detach();
      }
    } finally {
      around.registry().ended(this);
    }
  }

  private void guarded(Runnable work) {
    if (gone) return;
    try {
      work.run();
    } catch (RuntimeException e) {
      // Our fault, not the client's: this session ends, the others do not notice.
      LOG.error("session {} ended by {}", id, e.getClass().getName(), e);
      around.metrics().fault();
      stop("internal");
      downlink.closeNow(1011, Notice.INTERNAL.message());
    }
    schedule();
  }

  private void heard() {
    long nowMs = now();
    watch.heard(nowMs);
    around.metrics().frame(dialect.name());
    MessageRate.Ruling ruling = around.rates().message(identity, nowMs);
    if (ruling == MessageRate.Ruling.HOLD_BACK && !holding.forRate()) {
      holding.holdForRate(nowMs + MessageRate.HOLD_MS);
      on(new Event.Told(Notice.OVER_RATE));
    } else if (ruling == MessageRate.Ruling.REFUSE) {
      on(new Event.Told(Notice.RATE_EXCEEDED));
    }
  }

  private void on(Event event) {
    if (event instanceof Event.Told told) around.metrics().notice(told.notice());
    take(dialect.next(phase, event), "");
  }

  private void take(Step<P> step, String client) {
    phase = step.next();
    for (Action a : step.actions()) carryOut(a, client);
  }

  private void carryOut(Action action, String client) {
    if (action instanceof Action.Send send) {
      Outbox.Offer offer = downlink.send(send);
      if (offer == Outbox.Offer.SHED) around.metrics().shed();
      if (offer == Outbox.Offer.OVERFLOW) on(new Event.Told(Notice.SLOW_READER));
    } else if (action instanceof Action.Open open) {
      open(open.plan(), client);
    } else if (action instanceof Action.Audio audio) {
      audio(audio);
    } else if (action instanceof Action.Receipt receipt) {
      uplink.receipts().add(receipt.json());
      sendReceipts();
      holdIfNeeded();
    } else if (action instanceof Action.Wake wake) {
      wakes.set(wake.name(), now() + wake.afterMs());
    } else if (action instanceof Action.Pause) {
      uplink.pause();
      watch.paused(true);
    } else if (action instanceof Action.Stop stop) {
      stop(stop.reason());
    } else if (action instanceof Action.Close close) {
      around.metrics().closed(close.code());
      downlink.close(close.code(), close.reason());
    } else if (action instanceof Action.CloseNow close) {
      around.metrics().closed(close.code());
      downlink.closeNow(close.code(), close.reason());
    } else {
      around.metrics().closed(1006);
      downlink.drop();
    }
  }

  private void setUp(SessionView.Setup known) {
    setup = known;
    telling.every(known.show().partialEveryMs());
  }

  private void open(SessionPlan plan, String client) {
    Limits limits = around.settings().limits(plan);
    setUp(
        new SessionView.Setup(plan.streams(), plan.sampleRate(), plan.show(), plan.note(), limits));
    uplink.open(identity.tenant(), dialect.name(), plan, limits, around, client);
  }

  private void audio(Action.Audio audio) {
    if (!uplink.isOpen()) return;
    watch.paused(false);
    around.metrics().audio(dialect.name(), identity.tenant(), audio.bytes().length);
    Optional<Intake.Refused> refused = uplink.audio(audio.stream(), audio.bytes());
    if (refused.isPresent()) {
      refuse(audio.stream(), refused.get());
    } else if (!audio.receipt().isEmpty()) {
      uplink.receipts().add(audio.receipt());
      sendReceipts();
    }
    holdIfNeeded();
  }

  private void refuse(int stream, Intake.Refused refused) {
    String code = refused.reason().name().toLowerCase(Locale.ROOT);
    boolean told = refusals.told(code, now());
    around.metrics().audioRefused(code);
    on(new Event.AudioRefused(stream, "unsupported_format", refused.message(), told));
  }

  private void said(SessionOutput output) {
    boolean shown = telling.shows(output, now());
    if (output instanceof SessionOutput.Progress) holdIfNeeded();
    if (!shown) return;
    on(new Event.Said(output));
    if (!(output instanceof SessionOutput.Item item) || !item.isFinal()) return;
    telling.finalItem(item, now());
    downlink.whenWritten(() -> uplink.seen(telling.written(item)));
  }

  private void stop(String reason) {
    if (!stopped) {
      stopped = true;
      watch.stopped(now());
      uplink.stop(reason);
    }
  }

  /** Called from the log's thread; worth the session's thread only while somebody waits for it. */
  private void progressed() {
    if (uplink.receipts().waiting()) wire.execute(() -> guarded(this::sendReceipts));
    if (holding.forLog()) wire.execute(() -> guarded(this::holdIfNeeded));
  }

  private void sendReceipts() {
    for (String frame : uplink.receipts().due()) carryOut(new Action.Send(frame), "");
  }

  private void holdIfNeeded() {
    holding.look(
        uplink.unrecordedBytes(), around.log().unrecordedBytes(), uplink.receipts().waitingChars());
    holding.lookAhead(!stopped && flow.holds(now()));
  }

  private void clocks(long nowMs) {
    uplink.tick(nowMs);
    downlink.tick(nowMs);
    for (String name : wakes.due(nowMs)) on(new Event.Woken(name));
    for (SessionOutput.Item kept : telling.due(nowMs)) on(new Event.Said(kept));
    if (nowMs < housekeepingAtMs) return;
    housekeepingAtMs = nowMs + HOUSEKEEPING_MS;
    holdIfNeeded();
    holding.tick(nowMs);
    if (downlink.ending()) return;
    if (watch.ringDue(nowMs)) wire.ping();
    boolean stalled = uplink.stalledMs(nowMs) >= around.settings().degradedAfter().toMillis();
    if (holding.turnedDegraded(stalled)) on(new Event.Told(Notice.DEGRADED));
    watch.due(nowMs, holding.any()).ifPresent(notice -> on(new Event.Told(notice)));
  }

  private void schedule() {
    dueMs =
        LongStream.of(
                uplink.dueMs(), downlink.dueMs(), wakes.dueMs(), telling.dueMs(), housekeepingAtMs)
            .min()
            .getAsLong();
  }

  private long now() {
    return around.clock().getAsLong();
  }
}
