package io.auscult.gateway.http;

import io.auscult.gateway.auth.FailedAuthThrottle;
import io.auscult.gateway.auth.Logins;
import io.auscult.gateway.auth.RevocationFeed;
import io.auscult.gateway.auth.TokenVerifier;
import io.auscult.gateway.dialect.Dialect;
import io.auscult.gateway.metrics.GatewayMetrics;
import io.auscult.gateway.session.InputLog;
import io.auscult.gateway.session.Replies;
import io.auscult.gateway.session.SessionIndex;
import io.auscult.gateway.session.Sessions;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.xnio.Options;

/** The listening server. */
public final class HttpServer implements AutoCloseable {
  /**
   * What the server needs to know.
   *
   * @param port 0: any free one
   * @param requireTls refuse what did not come through a TLS proxy (MS-02)
   */
  public record Endpoint(
      String host,
      int port,
      String adminToken,
      RejectForm rejectForm,
      boolean requireTls,
      int maxFrameBytes) {}

  /** A token of 10 kB has to get its 401 (MS-19), in a URL as in a header. */
  private static final int MAX_HEADER_BYTES = 64 * 1024;

  /** Nothing that is posted is longer. */
  private static final long MAX_BODY_BYTES = 64 * 1024;

  /** Kafka is taken for gone after so long without taking anything that waits. */
  private static final long GONE_AFTER_MS = 10_000;

  private static final int WORKERS = 8;

  private final Undertow undertow;

  private HttpServer(Undertow undertow) {
    this.undertow = undertow;
  }

  /**
   * Starts to listen.
   *
   * @param templates names of summaries that Sahl's clients may ask for
   * @throws IOException if the port is taken; the message says which and what to do
   */
  public static HttpServer start(
      Endpoint options,
      List<Dialect<?>> dialects,
      Logins logins,
      List<String> templates,
      TokenVerifier verifier,
      RevocationFeed feed,
      SessionIndex index,
      Sessions sessions,
      InputLog log,
      Replies replies,
      GatewayMetrics metrics,
      Clock clock,
      Supplier<String> ids)
      throws IOException {
    Gatekeeper gatekeeper =
        new Gatekeeper(verifier, new FailedAuthThrottle(), clock, options.requireTls());
    Map<String, HttpHandler> sockets = new HashMap<>();
    for (Dialect<?> d : dialects) {
      HttpHandler handler =
          new UpgradeHandler<>(
              d, gatekeeper, sessions, metrics, options.rejectForm(), options.maxFrameBytes(), ids);
      for (String path : d.paths()) sockets.put(path, handler);
    }
    Router router =
        new Router(
            sockets,
            new SessionsApi(verifier, dialects, index, sessions),
            new AdminApi(options.adminToken(), feed, sessions, clock),
            new LoginApi(logins, clock, options.requireTls()),
            templates,
            metrics,
            () -> replies.reachable() && log.stalledMs() < GONE_AFTER_MS,
            sessions::draining);
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(options.port(), options.host(), router)
            .setIoThreads(Math.max(2, Runtime.getRuntime().availableProcessors()))
            .setWorkerThreads(WORKERS)
            .setSocketOption(Options.TCP_NODELAY, true)
            .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_BODY_BYTES)
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 10_000)
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
            .setServerOption(UndertowOptions.ALWAYS_SET_DATE, false)
            .build();
    try {
      undertow.start();
    } catch (RuntimeException e) {
      undertow.stop();
      if (e.getCause() instanceof BindException) {
        throw new IOException(
            "port " + options.port() + " is taken; set AUSCULT_PORT to another, or to 0", e);
      }
      throw e;
    }
    return new HttpServer(undertow);
  }

  /** The port it listens on. */
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    undertow.stop();
  }
}
