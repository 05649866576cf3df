package io.auscult.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** An integrator's endpoint that takes every Invox result. */
final class CallbackReceiver implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, CompletableFuture<JsonNode>> results = new ConcurrentHashMap<>();

  private CallbackReceiver(HttpServer server) {
    this.server = server;
  }

  static CallbackReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    CallbackReceiver receiver = new CallbackReceiver(server);
    server.createContext("/results", receiver::take);
    server.start();
    return receiver;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/results";
  }

  /** The result of a connection, as soon as it comes. */
  JsonNode await(String connectionId, Duration most) throws Exception {
    return result(connectionId).get(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonNode body =
        Frames.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    result(body.path("connectionId").asText()).complete(body);
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private CompletableFuture<JsonNode> result(String connectionId) {
    return results.computeIfAbsent(connectionId, id -> new CompletableFuture<>());
  }
}
