package io.auscult.gateway.session;

import io.auscult.events.SessionInput;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionView;
import io.auscult.gateway.admission.Admission;
import io.auscult.gateway.admission.NoRoom;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.auth.Owner;
import io.auscult.gateway.dialect.Dialect;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.Refusal;
import io.auscult.gateway.dialect.Resumed;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.gateway.metrics.GatewayMetrics;
import java.io.IOException;
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
public final class Sessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  /** An older connection has only to hand what it gathered to the log. */
  private static final long GIVE_WAY_MS = 2_000;

  /** A session whose client is gone. */
  private record Detached(LiveSession<?> session, long untilMs) {}

  private final Map<String, LiveSession<?>> live = new ConcurrentHashMap<>();
  private final Map<String, Detached> detached = new ConcurrentHashMap<>();
  private final SessionIndex index;
  private final Results results;
  private final Surroundings around;
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
    this.index = index;
    this.results = new Results(index);
    this.around =
        new Surroundings(
            log,
            clock::millis,
            settings,
            metrics,
            gateway,
            replies.partition(),
            new Rates(settings.rateLimit()),
            new Admission(settings.admission()),
            new Ends());
    Admission admission = around.admission();
    metrics.gauges(live::size, detached::size, log::unrecordedBytes);
    metrics.recognition(
        () -> admission.busyPercent(clock.millis()),
        () -> admission.waitMs(clock.millis()),
        () -> admission.lagMs(clock.millis()));
  }

  /**
   * A client with a good token names a session to go on with (MS-105, SA-29). Where it may, it has
   * its place again, and an older connection of the session is gone. Blocks.
   *
   * @param resumesEnded whether a session whose audio has ended can be gone on with
   */
  public Comeback comeBack(Identity identity, String session, boolean resumesEnded) {
    Optional<LiveSession<?>> local = local(session);
    Optional<SessionView> view = Optional.empty();
    boolean own;
    Optional<SessionView.Setup> setup;
    boolean paused;
    boolean ended;
    if (local.isPresent()) {
      own = local.get().identity().owner().equals(identity.owner());
      setup = local.get().setup();
      paused = local.get().paused();
      ended = local.get().stopped();
    } else {
      try {
        view = index.read(session);
      } catch (IOException e) {
        LOG.warn("session {} cannot be gone on with: {}", session, e.getMessage());
        return new Comeback.Refused(
            Refusal.unavailable("unavailable", "Sessions cannot be read at the moment."));
      }
      own = view.filter(v -> Owner.of(v.tenant()).equals(identity.owner())).isPresent();
      setup = view.map(SessionView::setup);
      paused = view.filter(v -> v.state().equals(SessionView.PAUSED)).isPresent();
      ended = view.filter(SessionView::takesNoAudio).isPresent();
    }
    // The same for one that is not there, one of somebody else, and one that is over.
    if (!own || setup.isEmpty() || (ended && !resumesEnded)) {
      return new Comeback.Refused(
          Refusal.notFound("session_unknown", "There is no such session to go on with."));
    }
    Optional<Refusal> full = place(identity, session);
    if (full.isPresent()) return new Comeback.Refused(full.get());
    around.admission().welcome(session, clock.millis());
    Delivered delivered = local.isPresent() ? takeOver(local.get()) : new Delivered();
    return new Comeback.Welcome(new Resumed(setup.get(), paused, ended), delivered);
  }

  private Optional<LiveSession<?>> local(String session) {
    LiveSession<?> connected = live.get(session);
    if (connected != null) return Optional.of(connected);
    return Optional.ofNullable(detached.get(session)).map(Detached::session);
  }

  /** Ends an older connection of a session, if there is one; what it had written stays known. */
  private Delivered takeOver(LiveSession<?> old) {
    detached.remove(old.id());
    if (live.remove(old.id(), old)) {
      CountDownLatch gone = new CountDownLatch(1);
      old.giveWay(gone::countDown);
      try {
        if (!gone.await(GIVE_WAY_MS, TimeUnit.MILLISECONDS)) {
          LOG.warn("session {}: its older connection does not give way", old.id());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return old.delivered().afterBreak();
  }

  /** Takes a place for a new session that is about to connect, or says why there is none. */
  public Optional<Refusal> reserve(Identity identity, String session) {
    Optional<Refusal> full = place(identity, session);
    if (full.isPresent()) return full;
    Optional<NoRoom> noRoom = around.admission().admit(session, clock.millis());
    if (noRoom.isEmpty()) return Optional.empty();
    places.giveBack(identity.owner(), session, clock.millis());
    around.metrics().notAdmitted(noRoom.get());
    return Optional.of(
        Refusal.tooMany("no_room", "Recognition has no room for one more session. Try later."));
  }

  private Optional<Refusal> place(Identity identity, String session) {
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

  /** Gives back the place of a session that has no connection; does nothing if it has none. */
  public void release(Identity identity, String session) {
    if (live.containsKey(session)) return;
    around.admission().left(session);
    places.giveBack(identity.owner(), session, clock.millis());
  }

  /** A client with a place is connected. Called on the wire's thread. */
  public <P> LiveSession<P> connect(
      String id, Identity identity, Dialect<P> dialect, Wire wire, UpgradeRequest request) {
    LiveSession<P> session =
        new LiveSession<>(id, identity, dialect, wire, around, new Delivered());
    live.put(id, session);
    LOG.info("session {} begins: {}", id, dialect.name());
    session.begin(request);
    welcomed(session, identity);
    return session;
  }

  /** A client that was made welcome again is connected. Called on the wire's thread. */
  public <P> LiveSession<P> reconnect(
      String id,
      Identity identity,
      Dialect<P> dialect,
      Wire wire,
      UpgradeRequest request,
      Comeback.Welcome welcome) {
    LiveSession<P> session =
        new LiveSession<>(id, identity, dialect, wire, around, welcome.delivered());
    live.put(id, session);
    LOG.info("session {} goes on: {}", id, dialect.name());
    session.resume(request, welcome.resumed());
    if (welcome.resumed().ended()) results.await(id, session::output);
    welcomed(session, identity);
    return session;
  }

  private void welcomed(LiveSession<?> session, Identity identity) {
    // Who connected while the others were told has to be told too.
    if (draining) session.tell(Notice.DRAINING);
    if (revoked.test(identity)) session.tell(Notice.TOKEN_REVOKED);
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
    if (output instanceof SessionOutput.Load load) {
      around.admission().load(load, clock.millis());
      return;
    }
    LiveSession<?> session = live.get(output.session());
    if (session != null) session.output(output);
    if (output instanceof SessionOutput.Closed) detached.remove(output.session());
  }

  /** Lets every session look at its clocks; cheap where nothing is due. */
  public void tick() {
    long nowMs = clock.millis();
    for (LiveSession<?> s : live.values()) s.tick(nowMs);
    results.look();
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

  /** Ends a session that was erased, wherever it is connected. */
  public void erase(String id) {
    LiveSession<?> session = live.get(id);
    detached.remove(id);
    if (session != null) {
      session.tell(Notice.ERASED);
    } else {
      // The job knows whether it lives; where it has ended this says nothing new.
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

  @Override
  public void close() {
    results.close();
  }

  private final class Ends implements Surroundings.Registry {
    @Override
    public void detaching(LiveSession<?> session) {
      long untilMs = clock.millis() + session.resumeMs();
      detached.put(session.id(), new Detached(session, untilMs));
    }

    @Override
    public void ended(LiveSession<?> session) {
      String id = session.id();
      if (!live.remove(id, session)) return; // another connection has taken it over
      results.forget(id);
      release(session.identity(), id);
      LOG.info("session {} {}", id, detached.containsKey(id) ? "detached" : "left");
      synchronized (live) {
        live.notifyAll();
      }
    }
  }
}
