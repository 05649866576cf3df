package io.auscult.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.Revocation;
import io.auscult.gateway.auth.RevocationFeed;
import io.auscult.gateway.auth.Revoked;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.session.Sessions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /admin/revocations} and {@code /admin/drain}. Runs on a worker thread. */
final class AdminApi {
  static final String PREFIX = "/admin/";

  private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);
  private static final int MAX_BODY_BYTES = 16_384;

  private final byte[] token;
  private final RevocationFeed feed;
  private final Sessions sessions;
  private final Clock clock;

  AdminApi(String token, RevocationFeed feed, Sessions sessions, Clock clock) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
    this.feed = feed;
    this.sessions = sessions;
    this.clock = clock;
  }

  void handle(HttpServerExchange exchange) throws IOException {
    if (!isAdmin(exchange)) {
      exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
      Answers.error(exchange, 401, "unauthorized", "The admin token is needed.");
      return;
    }
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "POST");
      Answers.error(exchange, 405, "method_not_allowed", "POST.");
      return;
    }
    switch (exchange.getRequestPath()) {
      case "/admin/drain" -> {
        LOG.info("draining: asked for by the admin");
        sessions.drain();
        Answers.empty(exchange, 204);
      }
      case "/admin/revocations" -> revoke(exchange);
      default -> Answers.error(exchange, 404, "not_found", "There is no such path.");
    }
  }

  private void revoke(HttpServerExchange exchange) throws IOException {
    exchange.startBlocking();
    byte[] body = exchange.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    Optional<Revocation> revocation =
        body.length > MAX_BODY_BYTES
            ? Optional.empty()
            : revocation(JsonText.read(new String(body, StandardCharsets.UTF_8)), clock.millis());
    if (revocation.isEmpty()) {
      Answers.error(
          exchange, 400, "bad_request", "One of jti, sub and token_sha256 is needed, as text.");
      return;
    }
    try {
      feed.publish(revocation.get());
    } catch (IOException e) {
      LOG.warn("a revocation was not taken: {}", e.getMessage());
      Answers.error(exchange, 503, "unavailable", "Kafka does not take it; try again.");
      return;
    }
    LOG.info("revoked by {}", revocation.get().kind());
    Answers.empty(exchange, 204);
  }

  /** The one revocation that a body asks for. */
  static Optional<Revocation> revocation(Event body, long nowMs) {
    if (!(body instanceof Event.Text text)) return Optional.empty();
    Revocation found = null;
    for (String kind : List.of(Revoked.BY_ID, Revoked.BY_SUBJECT, Revoked.BY_SHA256)) {
      JsonNode value = text.json().get(kind);
      if (value == null) continue;
      if (!value.isTextual() || value.textValue().isBlank() || found != null) {
        return Optional.empty();
      }
      String v = value.textValue();
      if (kind.equals(Revoked.BY_SHA256)) {
        v = v.toLowerCase(Locale.ROOT);
        if (!v.matches("[0-9a-f]{64}")) return Optional.empty();
      }
      found = new Revocation(kind, v, nowMs);
    }
    return Optional.ofNullable(found);
  }

  private boolean isAdmin(HttpServerExchange exchange) {
    String given = UpgradeHandler.request(exchange).bearer().orElse("");
    return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token);
  }
}
