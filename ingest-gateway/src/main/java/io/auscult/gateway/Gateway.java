package io.auscult.gateway;

import io.auscult.gateway.auth.Logins;
import io.auscult.gateway.auth.Revoked;
import io.auscult.gateway.auth.SigningKeys;
import io.auscult.gateway.auth.TokenMint;
import io.auscult.gateway.auth.TokenVerifier;
import io.auscult.gateway.dialect.Dialect;
import io.auscult.gateway.dialect.invox.CallbackCheck;
import io.auscult.gateway.dialect.invox.Invox;
import io.auscult.gateway.dialect.medisync.MediSync;
import io.auscult.gateway.dialect.sahl.Sahl;
import io.auscult.gateway.dialect.scribe.Scribe;
import io.auscult.gateway.http.HttpServer;
import io.auscult.gateway.kafka.KafkaEdge;
import io.auscult.gateway.metrics.GatewayMetrics;
import io.auscult.gateway.session.Sessions;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ingest gateway: vendors' WebSockets on one side, Kafka on the other. */
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /** Gathered audio waits at most so much longer than it should. */
  private static final long TICK_MS = 20;

  private static final long KEYS_EVERY_S = 10;

  /** How long drained clients have to read their last warning. */
  private static final long LEAVE_WITHIN_MS = 1_500;

  private final Edges edges;
  private final Sessions sessions;
  private final HttpServer server;
  private final ScheduledExecutorService clockwork;
  private boolean closed;

  private Gateway(
      Edges edges, Sessions sessions, HttpServer server, ScheduledExecutorService clockwork) {
    this.edges = edges;
    this.sessions = sessions;
    this.server = server;
    this.clockwork = clockwork;
  }

  /**
   * Starts a gateway; returns when it takes work.
   *
   * @throws IOException if Kafka, a key file or the port cannot be used; the message says which and
   *     what to do
   */
  public static Gateway start(GatewaySettings settings) throws IOException {
    GatewayMetrics metrics = new GatewayMetrics();
    Clock clock = Clock.systemUTC();
    KafkaEdge kafka = KafkaEdge.open(settings.bootstrapServers(), settings.id(), metrics, clock);
    Edges edges = new Edges(kafka.log(), kafka, kafka.index(), kafka, kafka::close);
    return start(settings, edges, metrics, clock);
  }

  /** Starts a gateway on given edges, which it closes. */
  static Gateway start(GatewaySettings settings, Edges edges, GatewayMetrics metrics, Clock clock)
      throws IOException {
    return start(settings, edges, metrics, clock, dialects(settings));
  }

  /** Every vendor's API: a fifth one is one more line. */
  static List<Dialect<?>> dialects(GatewaySettings settings) {
    return List.of(
        new MediSync(),
        new Scribe(),
        new Sahl(),
        new Invox(settings.applications(), CallbackCheck.of(settings.callbacks())));
  }

  /** The same with dialects of one's own choice. */
  static Gateway start(
      GatewaySettings settings,
      Edges edges,
      GatewayMetrics metrics,
      Clock clock,
      List<Dialect<?>> dialects)
      throws IOException {
    ScheduledExecutorService clockwork =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread t = new Thread(work, "gateway-clockwork");
              t.setDaemon(true);
              return t;
            });
    try {
      SigningKeys keys =
          SigningKeys.load(Optional.of(settings.secrets().jwtHs256()), settings.keys());
      Revoked revoked = new Revoked();
      TokenVerifier verifier = new TokenVerifier(keys, settings.claims(), revoked, clock);
      Sessions sessions =
          new Sessions(
              edges.log(),
              edges.replies(),
              edges.index(),
              settings.sessions(),
              metrics,
              clock,
              revoked::covers,
              settings.id());
      edges.replies().start(sessions::has, sessions::output);
      edges
          .revocations()
          .start(
              revocation -> {
                revoked.add(revocation);
                sessions.revoke(revoked::covers);
              },
              revoked::remove);
      clockwork.scheduleAtFixedRate(
          guarded(sessions::tick), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
      clockwork.scheduleAtFixedRate(
          guarded(keys::reloadIfChanged), KEYS_EVERY_S, KEYS_EVERY_S, TimeUnit.SECONDS);
      HttpServer server =
          HttpServer.start(
              new HttpServer.Endpoint(
                  settings.host(),
                  settings.port(),
                  settings.secrets().adminToken(),
                  settings.rejectForm(),
                  settings.requireTls(),
                  settings.sessions().maxFrameBytes()),
              dialects,
              logins(settings, clock),
              Sahl.templates(),
              verifier,
              edges.revocations(),
              edges.index(),
              sessions,
              edges.log(),
              edges.replies(),
              metrics,
              clock,
              () -> UUID.randomUUID().toString());
      warnOfShortIdle(settings);
      LOG.info("gateway {} listens on port {}", settings.id(), server.port());
      return new Gateway(edges, sessions, server, clockwork);
    } catch (IOException | RuntimeException e) {
      clockwork.shutdownNow();
      edges.closing().run();
      throw e;
    }
  }

  private static Logins logins(GatewaySettings settings, Clock clock) {
    TokenMint mint =
        new TokenMint(
            settings.secrets().jwtHs256(),
            settings.claims().issuer(),
            settings.claims().audience(),
            clock,
            () -> UUID.randomUUID().toString());
    return new Logins(settings.users(), mint);
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /**
   * Takes no more sessions, is not ready any more and sends every client away (K9). Returns at
   * once; the process may stay.
   */
  public void drain() {
    sessions.drain();
  }

  /** Drains, makes everything accepted durable and stops. The second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    drain();
    try {
      sessions.leaveAll(LEAVE_WITHIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.close();
    sessions.close();
    clockwork.shutdownNow();
    edges.closing().run();
  }

  private static void warnOfShortIdle(GatewaySettings settings) {
    if (settings.sessions().idleTimeout().toSeconds() < 60) {
      LOG.warn(
          "AUSCULT_IDLE_TIMEOUT is below 60s: browsers send nothing for a minute from hidden tabs");
    }
  }

  /** An error in one round must not stop the clock. */
  private static Runnable guarded(Runnable round) {
    return () -> {
      try {
        round.run();
      } catch (RuntimeException e) {
        LOG.error("a round of the clockwork failed", e);
      }
    };
  }
}
