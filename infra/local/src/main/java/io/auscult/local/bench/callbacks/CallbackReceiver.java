package io.auscult.local.bench.callbacks;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auscult.settings.Application;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An integrator's endpoint on 127.0.0.1: checks what comes, answers as it is told, notes both. */
final class CallbackReceiver implements AutoCloseable {
  /** An answer that never comes. */
  static final int HANGS = 0;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BACKLOG = 4096;

  /** Longer than whoever delivers waits. */
  private static final long HANG_S = 60;

  /** What a try is answered. */
  @FunctionalInterface
  interface Answers {
    /**
     * An HTTP status, or {@link #HANGS}.
     *
     * @param tries of this session so far with this one, from 1
     */
    int of(String session, int tries);
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Integer> tries = new ConcurrentHashMap<>();
  private final CallbackSignatures signatures;
  private final Answers answers;
  private final Deliveries deliveries;

  private CallbackReceiver(
      HttpServer server, Application application, Answers answers, Deliveries deliveries) {
    this.server = server;
    this.signatures = new CallbackSignatures(application);
    this.answers = answers;
    this.deliveries = deliveries;
  }

  /**
   * Listens.
   *
   * @param port 0: any free one
   * @param application whose secrets sign
   * @param deliveries where what comes is noted
   */
  static CallbackReceiver start(
      int port, Application application, Answers answers, Deliveries deliveries)
      throws IOException {
    InetAddress here = InetAddress.getByName("127.0.0.1");
    HttpServer server = HttpServer.create(new InetSocketAddress(here, port), BACKLOG);
    CallbackReceiver receiver = new CallbackReceiver(server, application, answers, deliveries);
    server.createContext("/", receiver::take);
    server.setExecutor(receiver.threads);
    server.start();
    return receiver;
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/results");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] raw = exchange.getRequestBody().readAllBytes();
      long now = System.nanoTime();
      Headers headers = exchange.getRequestHeaders();
      JsonNode body = read(raw);
      String session = body.path("connectionId").asText();
      int status = answers.of(session, tries.merge(session, 1, Integer::sum));
      String id = headers.getFirst("webhook-id");
      boolean signed =
          signatures.invox(body.path("signature").asText(null))
              && signatures.webhook(
                  id,
                  headers.getFirst("webhook-timestamp"),
                  headers.getFirst("webhook-signature"),
                  raw,
                  Clock.systemUTC().millis() / 1000);
      deliveries.tried(session, new Deliveries.Try(id == null ? "" : id, status, signed, now));
      if (status == HANGS) hang();
      else exchange.sendResponseHeaders(status, -1);
    }
  }

  private void hang() {
    try {
      closed.await(HANG_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode read(byte[] raw) throws IOException {
    try {
      JsonNode body = JSON.readTree(raw);
      return body == null ? MissingNode.getInstance() : body;
    } catch (JacksonException e) {
      return MissingNode.getInstance(); // counts as unsigned, and of no session
    }
  }

  /** Nobody listens any more. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
