package io.auscult.gateway;

import io.auscult.events.Limits;
import io.auscult.events.NoteRequest;
import io.auscult.events.SessionView;
import io.auscult.events.Show;
import io.auscult.events.StreamSpec;
import io.auscult.gateway.admission.AdmissionSettings;
import io.auscult.gateway.auth.ClaimRules;
import io.auscult.gateway.auth.TokenMint;
import io.auscult.gateway.auth.TokenMint.Kind;
import io.auscult.gateway.auth.TokenMint.Order;
import io.auscult.gateway.http.RejectForm;
import io.auscult.gateway.metrics.GatewayMetrics;
import io.auscult.gateway.session.SessionSettings;
import io.auscult.settings.Application;
import io.auscult.settings.CallbackTargets;
import io.auscult.settings.Cidr;
import io.auscult.settings.User;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;

/** A gateway on a real port, over a Kafka in memory and a clock that tests can move. */
final class Running implements AutoCloseable {
  static final String SECRET = "a secret for tests that is long enough for HS256";
  static final String ADMIN = "the admin token of the tests";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final MemoryEdges kafka;
  final MovingClock clock;
  final Gateway gateway;

  private Running(MemoryEdges kafka, MovingClock clock, Gateway gateway) {
    this.kafka = kafka;
    this.clock = clock;
    this.gateway = gateway;
  }

  static Running start() throws IOException {
    return start(new MemoryEdges(), s -> s);
  }

  static Running start(UnaryOperator<GatewaySettings> change) throws IOException {
    return start(new MemoryEdges(), change);
  }

  static Running start(MemoryEdges kafka, UnaryOperator<GatewaySettings> change)
      throws IOException {
    MovingClock clock = new MovingClock();
    GatewaySettings settings = change.apply(settings());
    Gateway gateway = Gateway.start(settings, kafka.edges(), new GatewayMetrics(), clock);
    return new Running(kafka, clock, gateway);
  }

  static GatewaySettings settings() {
    return new GatewaySettings(
        "gateway-test",
        "127.0.0.1",
        0,
        "unused",
        new Secrets(SECRET, ADMIN),
        Optional.empty(),
        ClaimRules.open(),
        RejectForm.AUTO,
        false,
        sessions(OptionalInt.empty(), false),
        List.of(
            new Application(
                "app-1", "key-1", "secret-1", List.of("REAL-TIME-TRANSCRIBE"), 3, "clinic-1")),
        CallbackTargets.allowing(List.of(Cidr.of("127.0.0.0/8"))),
        List.of(new User("nurse", "pass-1", "", "clinic-1")));
  }

  /** One stream, finals only, no note. */
  static SessionView.Setup setup() {
    return new SessionView.Setup(
        List.of(StreamSpec.main()),
        16_000,
        Show.FINALS,
        NoteRequest.NONE,
        new Limits(10_000, 0, 14_400_000, 120_000, 3_600_000, 120_000));
  }

  static SessionSettings sessions(OptionalInt rateLimit, boolean enforceExpiry) {
    return new SessionSettings(
        SessionSettings.DEFAULT_MAX_FRAME_BYTES,
        256 * 1024,
        8 << 20,
        64 * 1024,
        Duration.ofSeconds(2),
        Duration.ofSeconds(20),
        Duration.ofSeconds(120),
        Duration.ofSeconds(10),
        Duration.ofHours(1),
        Duration.ofHours(4),
        Duration.ofMinutes(60),
        Duration.ofSeconds(120),
        20,
        rateLimit,
        enforceExpiry,
        new AdmissionSettings(true, Duration.ofSeconds(2)));
  }

  static GatewaySettings with(GatewaySettings s, SessionSettings sessions) {
    return new GatewaySettings(
        s.id(),
        s.host(),
        s.port(),
        s.bootstrapServers(),
        s.secrets(),
        s.keys(),
        s.claims(),
        s.rejectForm(),
        s.requireTls(),
        sessions,
        s.applications(),
        s.callbacks(),
        s.users());
  }

  static GatewaySettings with(GatewaySettings s, RejectForm form, boolean requireTls) {
    return new GatewaySettings(
        s.id(),
        s.host(),
        s.port(),
        s.bootstrapServers(),
        s.secrets(),
        s.keys(),
        s.claims(),
        form,
        requireTls,
        s.sessions(),
        s.applications(),
        s.callbacks(),
        s.users());
  }

  URI ws(String query) {
    return ws("/ws/transcribe", query);
  }

  /** A WebSocket of any dialect. */
  URI ws(String path, String query) {
    return URI.create("ws://127.0.0.1:" + gateway.port() + path + query);
  }

  /** A token of the organization and subject that the command line uses. */
  String token() {
    return mint().mint(Order.of(Kind.MEDISYNC));
  }

  String token(String organization, String subject) {
    return mint()
        .mint(
            new Order(
                Kind.MEDISYNC,
                subject,
                organization,
                "",
                Optional.empty(),
                Duration.ofHours(8),
                Optional.empty()));
  }

  TokenMint mint() {
    return new TokenMint(
        SECRET, Optional.empty(), Optional.empty(), clock, () -> UUID.randomUUID().toString());
  }

  /** A MediSync token with some claims changed; a null value removes one. */
  String tokenWith(Map<String, Object> changes) throws Exception {
    long now = clock.millis() / 1000;
    org.jose4j.jwt.JwtClaims claims = new org.jose4j.jwt.JwtClaims();
    claims.setClaim("sub", "user-1");
    claims.setClaim("iat", now);
    claims.setClaim("exp", now + 3_600);
    claims.setClaim("scope", "transcription:read transcription:write");
    claims.setClaim("user_type", "doctor");
    claims.setClaim("organization", "clinic");
    claims.setClaim("department", "cardiology");
    changes.forEach(
        (name, value) -> {
          if (value == null) {
            claims.unsetClaim(name);
          } else {
            claims.setClaim(name, value);
          }
        });
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue("HS256");
    jws.setKey(new HmacKey(SECRET.getBytes(StandardCharsets.UTF_8)));
    jws.setPayload(claims.toJson());
    return jws.getCompactSerialization();
  }

  Client connect() throws Exception {
    return Client.open(ws(""), token());
  }

  Client connect(String query) throws Exception {
    return Client.open(ws(query), token());
  }

  HttpResponse<String> http(String method, String path, String token, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    gateway.close();
  }
}
