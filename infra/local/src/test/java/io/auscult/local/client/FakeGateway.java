package io.auscult.local.client;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A gateway that says what a test tells it to say. */
final class FakeGateway implements AutoCloseable {
  static final String SESSION = "s-1";

  /** Clients' frames: text as it is, binary as its length; a close as its code. */
  final List<String> received = new CopyOnWriteArrayList<>();

  /** Query, and value of the {@code Authorization} header, of each upgrade. */
  final List<String> upgrades = new CopyOnWriteArrayList<>();

  private final Undertow server;
  private final List<String> greeting;
  private final BiConsumer<String, Say> script;
  private volatile List<String> reads = List.of();
  private int readings;

  /** Answers of the server. */
  interface Say {
    void text(String json);

    void close(int code);
  }

  private FakeGateway(List<String> greeting, BiConsumer<String, Say> script) {
    this.greeting = greeting;
    this.script = script;
    WebSocketProtocolHandshakeHandler sockets =
        new WebSocketProtocolHandshakeHandler(
            List.of(new Hybi13Handshake(Set.of("listen-protocol"), true)),
            (WebSocketConnectionCallback) (exchange, channel) -> talk(channel));
    server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(1)
            .setWorkerThreads(1)
            .setHandler(
                exchange -> {
                  if (exchange.getRequestPath().startsWith("/v1/sessions/")) {
                    read(exchange);
                    return;
                  }
                  upgrades.add(
                      exchange.getQueryString()
                          + " "
                          + exchange.getRequestHeaders().getFirst("Authorization"));
                  exchange.getResponseHeaders().put(new HttpString("X-Session-Id"), SESSION);
                  sockets.handleRequest(exchange);
                })
            .build();
    server.start();
  }

  /**
   * A server.
   *
   * @param greeting sent to each client that connects
   * @param script what it says to each frame
   */
  static FakeGateway that(List<String> greeting, BiConsumer<String, Say> script) {
    return new FakeGateway(greeting, script);
  }

  /** What {@code GET /v1/sessions/{id}} answers, one after the other; the last for ever. */
  FakeGateway reads(String... bodies) {
    reads = List.of(bodies);
    return this;
  }

  URI url() {
    int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    server.stop();
  }

  private synchronized void read(HttpServerExchange exchange) {
    if (reads.isEmpty()) {
      exchange.setStatusCode(404).endExchange();
      return;
    }
    exchange.getResponseSender().send(reads.get(Math.min(readings++, reads.size() - 1)));
  }

  private void talk(WebSocketChannel channel) {
    Say say =
        new Say() {
          @Override
          public void text(String json) {
            WebSockets.sendText(json, channel, null);
          }

          @Override
          public void close(int code) {
            WebSockets.sendClose(code, "", channel, null);
          }
        };
    greeting.forEach(say::text);
    channel
        .getReceiveSetter()
        .set(
            new AbstractReceiveListener() {
              @Override
              protected void onFullTextMessage(WebSocketChannel c, BufferedTextMessage message) {
                hear(message.getData());
              }

              @Override
              protected void onFullBinaryMessage(WebSocketChannel c, BufferedBinaryMessage m) {
                try (var pooled = m.getData()) {
                  long bytes = 0;
                  for (var buffer : pooled.getResource()) bytes += buffer.remaining();
                  hear(Long.toString(bytes));
                }
              }

              @Override
              protected void onCloseMessage(CloseMessage message, WebSocketChannel c) {
                // Not the echo of the server's own.
                if (c.isCloseInitiatedByRemotePeer()) received.add("close " + message.getCode());
              }

              private void hear(String frame) {
                received.add(frame);
                script.accept(frame, say);
              }
            });
    channel.resumeReceives();
  }
}
