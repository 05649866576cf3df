package io.auscult.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.metrics.GatewayMetrics;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every path of the gateway. An error of ours becomes a 500 that says nothing. */
final class Router implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private final Map<String, HttpHandler> sockets;
  private final SessionsApi sessions;
  private final AdminApi admin;
  private final LoginApi login;
  private final List<String> templates;
  private final GatewayMetrics metrics;
  private final BooleanSupplier ready;
  private final BooleanSupplier draining;

  /**
   * All paths.
   *
   * @param templates names of summaries that Sahl's clients may ask for (SA-08)
   */
  Router(
      Map<String, HttpHandler> sockets,
      SessionsApi sessions,
      AdminApi admin,
      LoginApi login,
      List<String> templates,
      GatewayMetrics metrics,
      BooleanSupplier ready,
      BooleanSupplier draining) {
    this.sockets = Map.copyOf(sockets);
    this.sessions = sessions;
    this.admin = admin;
    this.login = login;
    this.templates = List.copyOf(templates);
    this.metrics = metrics;
    this.ready = ready;
    this.draining = draining;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    try {
      route(exchange);
    } catch (Exception e) {
      fail(exchange, e);
    }
  }

  private void route(HttpServerExchange exchange) throws Exception {
    String path = exchange.getRequestPath();
    HttpHandler socket = sockets.get(path);
    if (socket != null && (!path.equals("/") || UpgradeHandler.isUpgrade(exchange))) {
      socket.handleRequest(exchange);
      return;
    }
    if (path.startsWith(SessionsApi.PREFIX)) {
      exchange.dispatch(e -> guarded(e, sessions::handle));
    } else if (path.startsWith(AdminApi.PREFIX)) {
      exchange.dispatch(e -> guarded(e, admin::handle));
    } else if (path.equals(LoginApi.PATH)) {
      exchange.dispatch(e -> guarded(e, login::handle));
    } else if (path.equals("/v1/templates")) {
      templates(exchange);
    } else if (path.equals("/metrics")) {
      exchange.dispatch(e -> guarded(e, this::metrics));
    } else if (path.equals("/health/live")) {
      Answers.json(exchange, 200, "{\"status\":\"live\"}");
    } else if (path.equals("/health/ready")) {
      ready(exchange);
    } else if (path.equals("/")) {
      home(exchange);
    } else {
      Answers.error(exchange, 404, "not_found", "There is no such path.");
    }
  }

  private void metrics(HttpServerExchange exchange) {
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
    exchange.getResponseSender().send(ByteBuffer.wrap(metrics.text()));
  }

  private void templates(HttpServerExchange exchange) {
    ObjectNode body = JsonText.object();
    templates.forEach(body.putArray("templates")::add);
    Answers.json(exchange, 200, JsonText.write(body));
  }

  private void ready(HttpServerExchange exchange) {
    if (draining.getAsBoolean()) {
      Answers.json(exchange, 503, "{\"status\":\"draining\"}");
    } else if (!ready.getAsBoolean()) {
      Answers.json(exchange, 503, "{\"status\":\"kafka_unavailable\"}");
    } else {
      Answers.json(exchange, 200, "{\"status\":\"ready\"}");
    }
  }

  private void home(HttpServerExchange exchange) {
    String accept = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
    if (accept != null && accept.contains("text/html")) {
      Answers.html(exchange, HomePage.html(new TreeSet<>(sockets.keySet())));
      return;
    }
    ObjectNode body = JsonText.object().put("name", "auscult");
    sockets.keySet().stream().sorted().forEach(body.putArray("websocket")::add);
    HomePage.PATHS.forEach(body.putArray("http")::add);
    Answers.json(exchange, 200, JsonText.write(body));
  }

  private interface Blocking {
    void handle(HttpServerExchange exchange) throws Exception;
  }

  private static void guarded(HttpServerExchange exchange, Blocking work) {
    try {
      work.handle(exchange);
    } catch (Exception e) {
      fail(exchange, e);
    }
  }

  private static void fail(HttpServerExchange exchange, Exception e) {
    // Without query: it may hold a token.
    String path = exchange.getRequestPath().replaceAll("[^A-Za-z0-9/_.-]", "?");
    LOG.error("{} {} failed", exchange.getRequestMethod(), path, e);
    if (exchange.isResponseStarted()) {
      exchange.endExchange();
    } else {
      Answers.error(exchange, 500, "internal", "An error on our side.");
    }
  }
}
