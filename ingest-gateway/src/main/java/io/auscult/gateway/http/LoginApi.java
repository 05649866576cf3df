package io.auscult.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.gateway.auth.FailedAuthThrottle;
import io.auscult.gateway.auth.Logins;
import io.auscult.gateway.auth.TokenVerifier;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /login}: a token for a user's password (SA-02). Runs on a worker thread. */
final class LoginApi {
  static final String PATH = "/login";

  private static final Logger LOG = LoggerFactory.getLogger(LoginApi.class);
  private static final int MAX_BODY_BYTES = 16_384;
  private static final int MAX_USERNAME_CHARS = 200;
  private static final int MAX_PASSWORD_CHARS = 1_000;

  /** Wrong passwords for one user from one address in a minute. */
  private static final int TOLERATED_OF_USER = 10;

  /** For all users together; a clinic may be one address. */
  private static final int TOLERATED_OF_ADDRESS = 100;

  /** Passwords that are hashed at once: each takes a core, and audio needs them too. */
  private static final int AT_ONCE = 2;

  private final Logins logins;
  private final Clock clock;
  private final boolean requireTls;
  private final FailedAuthThrottle users = new FailedAuthThrottle(TOLERATED_OF_USER);
  private final FailedAuthThrottle addresses = new FailedAuthThrottle(TOLERATED_OF_ADDRESS);
  private final Semaphore turns = new Semaphore(AT_ONCE);

  /** A field that is not as it has to be. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  LoginApi(Logins logins, Clock clock, boolean requireTls) {
    this.logins = logins;
    this.clock = clock;
    this.requireTls = requireTls;
  }

  void handle(HttpServerExchange exchange) throws IOException {
    UpgradeRequest request = UpgradeHandler.request(exchange);
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "POST");
      Answers.error(exchange, 405, "method_not_allowed", "POST.");
      return;
    }
    if (requireTls && !request.header("X-Forwarded-Proto").orElse("").equals("https")) {
      Answers.error(exchange, 403, "forbidden", "Log in by https:// only.");
      return;
    }
    try {
      JsonNode body = body(exchange);
      String username = field(body, "username", MAX_USERNAME_CHARS);
      String password = field(body, "password", MAX_PASSWORD_CHARS);
      login(exchange, request.address(), username, password);
    } catch (Refused e) {
      Answers.error(exchange, 400, "bad_request", e.getMessage());
    } catch (RequestTooBigException e) {
      Answers.error(exchange, 413, "too_large", "The body is too large.");
    }
  }

  private void login(
      HttpServerExchange exchange, String address, String username, String password) {
    String user = TokenVerifier.sha256(username);
    long nowMs = clock.millis();
    if (users.closed(address, user, nowMs) || addresses.closed(address, "", nowMs)) {
      LOG.info("login refused: throttled");
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "60");
      Answers.error(exchange, 429, "too_many_requests", "Too many failures. Try again later.");
      return;
    }
    if (!turns.tryAcquire()) {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
      Answers.error(exchange, 503, "unavailable", "Too many logins at once. Try again.");
      return;
    }
    Optional<String> token;
    try {
      token = logins.token(username, password);
    } finally {
      turns.release();
    }
    if (token.isEmpty()) {
      users.failed(address, user, nowMs);
      addresses.failed(address, "", nowMs);
      LOG.info("login refused");
      // The same for a user who is not there and a password that is wrong.
      Answers.error(exchange, 401, "unauthorized", "Username or password is wrong.");
      return;
    }
    Answers.json(exchange, 200, JsonText.write(JsonText.object().put("token", token.get())));
  }

  private static JsonNode body(HttpServerExchange exchange) throws IOException, Refused {
    exchange.startBlocking();
    byte[] body = exchange.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    Event event =
        body.length > MAX_BODY_BYTES
            ? new Event.BadText("too long")
            : JsonText.read(new String(body, StandardCharsets.UTF_8));
    if (event instanceof Event.Text text) return text.json();
    throw new Refused("The body must be a JSON object with username and password.");
  }

  private static String field(JsonNode body, String name, int maxChars) throws Refused {
    JsonNode value = body.path(name);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new Refused(name + " is needed, as text.");
    }
    if (value.textValue().length() > maxChars) {
      throw new Refused(name + " is longer than " + maxChars + " characters.");
    }
    return value.textValue();
  }
}
