package io.auscult.gateway.http;

import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.dialect.Dialect;
import io.auscult.gateway.dialect.Refusal;
import io.auscult.gateway.dialect.Rejection;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.gateway.http.Gatekeeper.Decision;
import io.auscult.gateway.metrics.GatewayMetrics;
import io.auscult.gateway.session.Comeback;
import io.auscult.gateway.session.LiveSession;
import io.auscult.gateway.session.Sessions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.protocol.Handshake;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSocket endpoint of one dialect: refuse, in one of two forms, or connect a session. */
final class UpgradeHandler<P> implements HttpHandler {
  static final HttpString SESSION_ID = new HttpString("X-Session-Id");

  /** Invox's name for the same id (K6). */
  static final HttpString CONNECTION_ID = new HttpString("X-Connection-Id");

  /** Clients wait this long before they come again after a 429 or 503 (MS-33). */
  private static final String RETRY_AFTER_SECONDS = "30";

  private static final Logger LOG = LoggerFactory.getLogger(UpgradeHandler.class);

  private final Dialect<P> dialect;
  private final Gatekeeper gatekeeper;
  private final Sessions sessions;
  private final GatewayMetrics metrics;
  private final RejectForm rejectForm;
  private final int maxFrameBytes;
  private final Supplier<String> ids;

  UpgradeHandler(
      Dialect<P> dialect,
      Gatekeeper gatekeeper,
      Sessions sessions,
      GatewayMetrics metrics,
      RejectForm rejectForm,
      int maxFrameBytes,
      Supplier<String> ids) {
    this.dialect = dialect;
    this.gatekeeper = gatekeeper;
    this.sessions = sessions;
    this.metrics = metrics;
    this.rejectForm = rejectForm;
    this.maxFrameBytes = maxFrameBytes;
    this.ids = ids;
  }

  /** Whether this is a WebSocket handshake, of the one version there is (RFC 6455). */
  static boolean isUpgrade(HttpServerExchange exchange) {
    HeaderValues upgrade = exchange.getRequestHeaders().get(Headers.UPGRADE);
    return exchange.getRequestMethod().equals(Methods.GET)
        && upgrade != null
        && "websocket".equalsIgnoreCase(upgrade.getFirst())
        && exchange.getRequestHeaders().contains(Headers.SEC_WEB_SOCKET_KEY)
        && "13".equals(exchange.getRequestHeaders().getFirst(Headers.SEC_WEB_SOCKET_VERSION));
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (!isUpgrade(exchange)) {
      exchange.getResponseHeaders().put(Headers.UPGRADE, "websocket");
      exchange.getResponseHeaders().put(Headers.CONNECTION, "Upgrade");
      exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_VERSION, "13");
      Answers.error(exchange, 426, "upgrade_required", "This path speaks WebSocket.");
      return;
    }
    UpgradeRequest request = request(exchange);
    if (exchange.isInIoThread() && (dialect.admitBlocks() || request.resumes().isPresent())) {
      exchange.dispatch(this);
      return;
    }
    Decision decision = gatekeeper.decide(dialect, request);
    if (decision instanceof Decision.Refused refused) {
      refuse(exchange, request, refused.refusal());
      return;
    }
    Identity identity = ((Decision.Admitted) decision).identity();
    if (request.resumes().isPresent()) {
      resume(exchange, request, identity, request.resumes().get());
    } else {
      begin(exchange, request, identity);
    }
  }

  private void begin(HttpServerExchange exchange, UpgradeRequest request, Identity identity)
      throws Exception {
    String id = ids.get();
    Optional<Refusal> full = sessions.reserve(identity, id);
    if (full.isPresent()) {
      refuse(exchange, request, full.get());
      return;
    }
    accept(
        exchange,
        identity,
        id,
        channel -> sessions.connect(id, identity, dialect, new UndertowWire(channel), request));
  }

  private void resume(
      HttpServerExchange exchange, UpgradeRequest request, Identity identity, String id)
      throws Exception {
    Comeback comeback = sessions.comeBack(identity, id, dialect.resumesEnded());
    if (comeback instanceof Comeback.Refused refused) {
      refuse(exchange, request, refused.refusal());
      return;
    }
    Comeback.Welcome welcome = (Comeback.Welcome) comeback;
    accept(
        exchange,
        identity,
        id,
        channel ->
            sessions.reconnect(id, identity, dialect, new UndertowWire(channel), request, welcome));
  }

  private void accept(
      HttpServerExchange exchange,
      Identity identity,
      String id,
      Function<WebSocketChannel, LiveSession<P>> connect)
      throws Exception {
    // The handshake may never be finished: the place must not outlive the connection.
    exchange.getConnection().addCloseListener(c -> sessions.release(identity, id));
    metrics.accepted(dialect.name());
    exchange.getResponseHeaders().put(SESSION_ID, id);
    exchange.getResponseHeaders().put(CONNECTION_ID, id);
    shakeHands(
        exchange,
        channel -> {
          // Whoever was dispatched shakes hands on a worker thread; a session knows one thread
          // only.
          if (Thread.currentThread() == channel.getIoThread()) {
            begin(channel, connect);
          } else {
            channel.getIoThread().execute(() -> begin(channel, connect));
          }
        });
  }

  private void begin(WebSocketChannel channel, Function<WebSocketChannel, LiveSession<P>> connect) {
    LiveSession<P> session = connect.apply(channel);
    channel.addCloseTask(c -> session.gone());
    // Closed before the task was there: nobody else will say so.
    if (!channel.isOpen()) session.gone();
    channel.getReceiveSetter().set(new SocketListener(session, maxFrameBytes));
    channel.resumeReceives();
  }

  private void refuse(HttpServerExchange exchange, UpgradeRequest request, Refusal refusal)
      throws Exception {
    metrics.refused(dialect.name(), refusal.reason());
    LOG.info("{} connection refused: {}", dialect.name(), refusal.reason());
    Rejection rejection = dialect.reject(refusal);
    if (rejectForm.inBand(request)) {
      shakeHands(exchange, channel -> RejectedSocket.tell(channel, rejection));
      return;
    }
    if (rejection.status() == 401) {
      String error =
          refusal.reason().equals("token_missing") ? "Bearer" : "Bearer error=\"invalid_token\"";
      exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, error);
    } else if (rejection.status() == 403) {
      exchange
          .getResponseHeaders()
          .put(Headers.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
    } else if (rejection.status() == 429 || rejection.status() == 503) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    Answers.json(exchange, rejection.status(), rejection.body());
  }

  private void shakeHands(HttpServerExchange exchange, Consumer<WebSocketChannel> connected)
      throws Exception {
    Handshake handshake =
        dialect.subprotocols().isEmpty()
            ? new Hybi13Handshake()
            : new Hybi13Handshake(dialect.subprotocols(), true);
    // No permessage-deflate: PCM does not shrink, and a bomb could grow.
    new WebSocketProtocolHandshakeHandler(
            List.of(handshake),
            (WebSocketConnectionCallback) (facade, channel) -> connected.accept(channel),
            other -> Answers.error(other, 400, "bad_request", "No WebSocket of version 13."))
        .handleRequest(exchange);
  }

  static UpgradeRequest request(HttpServerExchange exchange) {
    Map<String, String> headers = new HashMap<>();
    for (HeaderValues h : exchange.getRequestHeaders()) {
      headers.put(h.getHeaderName().toString().toLowerCase(Locale.ROOT), h.getFirst());
    }
    List<String> offered = new ArrayList<>();
    HeaderValues lines = exchange.getRequestHeaders().get(Headers.SEC_WEB_SOCKET_PROTOCOL);
    if (lines != null) {
      for (String line : lines) {
        for (String one : line.split(",")) if (!one.isBlank()) offered.add(one.strip());
      }
    }
    return new UpgradeRequest(
        exchange.getRequestPath(),
        UpgradeRequest.parseQuery(exchange.getQueryString()),
        headers,
        offered,
        exchange.getSourceAddress().getAddress().getHostAddress());
  }
}
