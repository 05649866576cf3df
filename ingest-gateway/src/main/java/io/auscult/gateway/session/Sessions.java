package io.auscult.gateway.session;

import io.auscult.events.SessionInput;
import io.auscult.events.SessionOutput;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.dialect.Dialect;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.Refusal;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.gateway.metrics.GatewayMetrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every session of this gateway, connected or waiting for its client. Thread-safe. */
public final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  /** A session whose client is gone. */
  private record Detached(LiveSession<?> session, long untilMs) {}

  private final Map<String, LiveSession<?>> live = new ConcurrentHashMap<>();
  private final Map<String, Detached> detached = new ConcurrentHashMap<>();
  private final LiveSession.Surroundings around;
  private final InputLog log;
  private final Places places;
  private final Clock clock;
  private final Predicate<Identity> revoked;
  private final SessionSettings settings;
  private volatile boolean draining;

  public Sessions(
      InputLog log,
      Replies replies,
      SessionIndex index,
      SessionSettings settings,
      GatewayMetrics metrics,
      Clock clock,
      Predicate<Identity> revoked,
      String gateway) {
    this.log = log;
    this.clock = clock;
    this.revoked = revoked;
    this.settings = settings;
    this.places = new Places(index::live);
    this.around =
        new LiveSession.Surroundings(
            log,
            clock::millis,
            settings,
            metrics,
            gateway,
            replies.partition(),
            new Rates(settings.rateLimit()),
            new Ends());
    metrics.gauges(live::size, detached::size, log::unrecordedBytes);
  }

  /** Takes a place for a session that is about to connect, or says why there is none. */
  public Optional<Refusal> reserve(Identity identity, String session) {
    if (draining) {
      return Optional.of(Refusal.unavailable("draining", Notice.DRAINING.message()));
    }
    if (log.unrecordedBytes() > settings.maxUnrecordedBytesOverall()) {
      return Optional.of(Refusal.unavailable("overloaded", "No more sessions at the moment."));
    }
    int limit = identity.sessionLimit().orElse(settings.sessionLimit());
    if (places.take(identity.owner(), session, limit, clock.millis())) return Optional.empty();
    return Optional.of(
        Refusal.tooMany("session_limit", "Too many sessions at once; the limit is " + limit + "."));
  }

  /** Gives back the place of a session; does nothing if it has none. */
  public void release(Identity identity, String session) {
    places.giveBack(identity.owner(), session, clock.millis());
  }

  /** A client with a place is connected. Called on the wire's thread. */
  public <P> LiveSession<P> connect(
      String id, Identity identity, Dialect<P> dialect, Wire wire, UpgradeRequest request) {
    LiveSession<P> session = new LiveSession<>(id, identity, dialect, wire, around);
    live.put(id, session);
    LOG.info("session {} begins: {}", id, dialect.name());
    session.begin(request);
    // Who connected while the others were told has to be told too.
    if (draining) session.tell(Notice.DRAINING);
    if (revoked.test(identity)) session.tell(Notice.TOKEN_REVOKED);
    return session;
  }

  /** Whether a session is of this gateway. */
  public boolean has(String id) {
    return live.containsKey(id) || detached.containsKey(id);
  }

  /** Whose session this is, if it is connected here; it may not be published yet. */
  public Optional<Identity> connected(String id) {
    return Optional.ofNullable(live.get(id)).map(LiveSession::identity);
  }

  /** Takes what the job says to its session. */
  public void output(SessionOutput output) {
    LiveSession<?> session = live.get(output.session());
    if (session != null) session.output(output);
    if (output instanceof SessionOutput.Closed) detached.remove(output.session());
  }

  /** Lets every session look at its clocks; cheap where nothing is due. */
  public void tick() {
    long nowMs = clock.millis();
    for (LiveSession<?> s : live.values()) s.tick(nowMs);
    for (Detached d : detached.values()) {
      if (nowMs < d.untilMs()) continue;
      String id = d.session().id();
      if (detached.remove(id) != null) {
        log.append(new SessionInput.Stopped(id, nowMs, "connection_lost"), () -> {});
      }
    }
  }

  /** Ends every session whose token is covered. */
  public void revoke(Predicate<Identity> covered) {
    for (LiveSession<?> s : live.values()) {
      if (covered.test(s.identity())) s.tell(Notice.TOKEN_REVOKED);
    }
  }

  /** Ends a session that was erased. */
  public void erase(String id) {
    LiveSession<?> session = live.get(id);
    if (session != null) session.tell(Notice.ERASED);
    if (detached.remove(id) != null) {
      log.append(new SessionInput.Stopped(id, clock.millis(), Notice.ERASED.code()), () -> {});
    }
  }

  /** Takes no more sessions and sends every client away, in its dialect's way (K9). */
  public void drain() {
    draining = true;
    for (LiveSession<?> s : live.values()) s.tell(Notice.DRAINING);
  }

  public boolean draining() {
    return draining;
  }

  /**
   * Waits until no client is connected, then lets go of those that still are, with everything they
   * sent.
   *
   * @param millis how long clients have to take their leave
   */
  public void leaveAll(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    synchronized (live) {
      while (!live.isEmpty() && System.nanoTime() < end) {
        live.wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    }
    List<LiveSession<?>> rest = new ArrayList<>(live.values());
    CountDownLatch left = new CountDownLatch(rest.size());
    for (LiveSession<?> s : rest) s.leaveThen(left::countDown);
    if (!left.await(5, TimeUnit.SECONDS)) LOG.error("{} sessions did not leave", left.getCount());
  }

  private final class Ends implements LiveSession.Registry {
    @Override
    public void detaching(LiveSession<?> session) {
      long untilMs = clock.millis() + settings.resumeWindow().toMillis();
      detached.put(session.id(), new Detached(session, untilMs));
    }

    @Override
    public void ended(LiveSession<?> session) {
      String id = session.id();
      live.remove(id);
      release(session.identity(), id);
      LOG.info("session {} {}", id, detached.containsKey(id) ? "detached" : "left");
      synchronized (live) {
        live.notifyAll();
      }
    }
  }
}
