package io.auscult.gateway.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auscult.events.SessionView;
import io.auscult.events.Tenant;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.auth.TokenVerifier;
import io.auscult.gateway.auth.Verdict;
import io.auscult.gateway.dialect.Dialect;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.gateway.session.SessionIndex;
import io.auscult.gateway.session.Sessions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET} and {@code DELETE /v1/sessions/{id}}. Blocks: runs on a worker thread. */
final class SessionsApi {
  static final String PREFIX = "/v1/sessions/";

  private static final Logger LOG = LoggerFactory.getLogger(SessionsApi.class);

  /** Who read or erased what: organization and session, no names. */
  private static final Logger AUDIT = LoggerFactory.getLogger("io.auscult.audit");

  private static final JsonMapper MAPPER = new JsonMapper();

  private final TokenVerifier verifier;
  private final List<Dialect<?>> dialects;
  private final SessionIndex index;
  private final Sessions sessions;

  SessionsApi(
      TokenVerifier verifier, List<Dialect<?>> dialects, SessionIndex index, Sessions sessions) {
    this.verifier = verifier;
    this.dialects = List.copyOf(dialects);
    this.index = index;
    this.sessions = sessions;
  }

  void handle(HttpServerExchange exchange) {
    boolean get = exchange.getRequestMethod().equals(Methods.GET);
    boolean delete = exchange.getRequestMethod().equals(Methods.DELETE);
    if (!get && !delete) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, DELETE");
      Answers.error(exchange, 405, "method_not_allowed", "GET or DELETE.");
      return;
    }
    Optional<Identity> identity = identity(exchange);
    if (identity.isEmpty()) return;
    String session = exchange.getRequestPath().substring(PREFIX.length());
    Optional<Tenant> tenant = tenant(session);
    if (tenant.isEmpty() || !tenant.get().readableBy(identity.get().tenant())) {
      // The same for a session that is not there and one of somebody else (MS-37).
      Answers.error(exchange, 404, "not_found", "There is no such session.");
      return;
    }
    try {
      if (get) {
        read(exchange, session);
      } else {
        sessions.erase(session);
        index.erase(session);
        Answers.empty(exchange, 204);
      }
      AUDIT.info(
          "{} session {} by organization {}",
          get ? "read" : "erased",
          session,
          identity.get().tenant().organization());
    } catch (IOException e) {
      LOG.warn("session {} could not be served: {}", session, e.getMessage());
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "5");
      Answers.error(exchange, 503, "unavailable", "Sessions cannot be read at the moment.");
    }
  }

  private Optional<Tenant> tenant(String session) {
    return index.tenant(session).or(() -> sessions.connected(session).map(Identity::tenant));
  }

  private void read(HttpServerExchange exchange, String session) throws IOException {
    ObjectNode body = MAPPER.createObjectNode().put("session_id", session);
    Optional<SessionView> view = index.read(session);
    // A session of the last second or two is known to us before the job has published it.
    body.put("state", view.map(SessionView::state).orElse(SessionView.LIVE));
    body.set("transcript", MAPPER.valueToTree(view.map(SessionView::transcript).orElse(List.of())));
    body.set("note", MAPPER.valueToTree(view.map(SessionView::note).orElse(null)));
    Answers.json(exchange, 200, body.toString());
  }

  /** Whose token this is; empty: the request was answered. */
  private Optional<Identity> identity(HttpServerExchange exchange) {
    UpgradeRequest request = UpgradeHandler.request(exchange);
    String token = request.bearer().or(() -> request.parameter("token")).orElse("");
    Verdict verdict = verifier.verify(token, List.of("sub", "iat", "exp"));
    if (verdict instanceof Verdict.Accepted accepted) {
      Identity identity = accepted.identity();
      for (Dialect<?> d : dialects) identity = d.represents(identity);
      for (Dialect<?> d : dialects) {
        if (!d.forbidsReading(identity)) continue;
        Answers.error(exchange, 403, "forbidden", "The token does not allow reading.");
        return Optional.empty();
      }
      return Optional.of(identity);
    }
    String reason = ((Verdict.Rejected) verdict).reason().code();
    exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    ObjectNode body =
        MAPPER
            .createObjectNode()
            .put("error", "unauthorized")
            .put("reason", reason)
            .put("message", "The token was not accepted.");
    Answers.json(exchange, 401, body.toString());
    return Optional.empty();
  }
}
