package io.auscult.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auscult.gateway.dialect.JsonText;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;

/** Writes HTTP answers. Nothing of a request is ever written back. */
final class Answers {
  private static final HttpString NO_SNIFF = new HttpString("X-Content-Type-Options");

  private Answers() {}

  static void json(HttpServerExchange exchange, int status, String body) {
    send(exchange, status, "application/json; charset=utf-8", body);
  }

  static void error(HttpServerExchange exchange, int status, String error, String message) {
    ObjectNode body = JsonText.object().put("error", error).put("message", message);
    json(exchange, status, JsonText.write(body));
  }

  static void html(HttpServerExchange exchange, String body) {
    send(exchange, 200, "text/html; charset=utf-8", body);
  }

  static void empty(HttpServerExchange exchange, int status) {
    exchange.setStatusCode(status);
    exchange.endExchange();
  }

  private static void send(HttpServerExchange exchange, int status, String type, String body) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseHeaders().put(NO_SNIFF, "nosniff");
    exchange.getResponseSender().send(body);
  }
}
