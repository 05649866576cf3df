package io.auscult.gateway;

import io.auscult.events.SessionInput;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionView;
import io.auscult.gateway.auth.TokenMint;
import io.auscult.gateway.auth.TokenMint.Kind;
import io.auscult.gateway.auth.TokenMint.Order;
import io.auscult.gateway.dialect.Dialect;
import io.auscult.gateway.metrics.GatewayMetrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A {@link Running} gateway for tests in other rooms. */
public final class OpenGateway implements AutoCloseable {
  /** Of {@code POST /admin/…}. */
  public static final String ADMIN = Running.ADMIN;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final MemoryEdges kafka = new MemoryEdges();
  private final MovingClock clock = new MovingClock();
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final Gateway gateway;

  private OpenGateway(List<Dialect<?>> more) throws IOException {
    GatewaySettings settings = Running.settings();
    List<Dialect<?>> dialects = new ArrayList<>(Gateway.dialects(settings));
    dialects.addAll(more);
    gateway = Gateway.start(settings, kafka.edges(), metrics, clock, dialects);
  }

  /** A gateway of the four dialects and some more. */
  public static OpenGateway with(Dialect<?>... more) throws IOException {
    return new OpenGateway(List.of(more));
  }

  /** The dialects of every gateway. */
  public static List<Dialect<?>> dialects() {
    return Gateway.dialects(Running.settings());
  }

  /** A WebSocket with a token in the header; an empty one: without. */
  public Peer connect(String pathAndQuery, String token, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    if (!token.isEmpty()) all.add("Authorization: Bearer " + token);
    return Peer.connect(gateway.port(), pathAndQuery, all.toArray(String[]::new));
  }

  /** A token of one clinic. */
  public String token(Kind kind, String subject) {
    return token(kind, subject, Optional.empty());
  }

  /** The same with a scope of one's own. */
  public String token(Kind kind, String subject, String scope) {
    return token(kind, subject, Optional.of(scope));
  }

  private String token(Kind kind, String subject, Optional<String> scope) {
    Optional<String> app = kind == Kind.INVOX ? Optional.of("app-1") : Optional.empty();
    Duration life = Duration.ofHours(8);
    return new TokenMint(
            Running.SECRET,
            Optional.empty(),
            Optional.empty(),
            clock,
            () -> UUID.randomUUID().toString())
        .mint(new Order(kind, subject, "clinic-1", "", scope, life, app));
  }

  /** What the job would say. */
  public void say(SessionOutput output) {
    kafka.say(output);
  }

  /** What REST is to answer from. */
  public void publish(SessionView view) {
    kafka.publish(view);
  }

  /** Waits until a session is open. */
  public SessionInput.Opened awaitOpened(String session) throws InterruptedException {
    return kafka.await(session, SessionInput.Opened.class);
  }

  /** Waits until the audio of a session has ended. */
  public void awaitStopped(String session) throws InterruptedException {
    kafka.await(session, SessionInput.Stopped.class);
  }

  /** Kafka takes nothing any more. */
  public void takeKafkaAway() {
    kafka.goAway();
  }

  /** Kafka takes what waits, and everything again. */
  public void giveKafkaBack() {
    kafka.comeBack();
  }

  /** Moves the gateway's clock. */
  public void advance(Duration by) {
    clock.advance(by);
  }

  /** Sends every client away. */
  public void drain() {
    gateway.drain();
  }

  /** A request; an empty token: without. */
  public HttpResponse<String> http(String method, String path, String token, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sessions that an error of our own has ended. */
  public double faults() {
    return counted("auscult_gateway_faults_total ");
  }

  /** Messages of clients of a dialect. */
  public double messages(String dialect) {
    return counted("auscult_gateway_frames_total{dialect=\"" + dialect + "\"} ");
  }

  private double counted(String series) {
    return new String(metrics.text(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .sum();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
