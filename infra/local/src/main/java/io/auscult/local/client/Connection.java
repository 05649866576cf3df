package io.auscult.local.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An open socket: each send waits for the server's back-pressure. */
final class Connection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Longest wait of one frame for the server's back-pressure to ease. */
  private static final Duration STALL = Duration.ofMinutes(5);

  private final WebSocket socket;

  private Connection(WebSocket socket) {
    this.socket = socket;
  }

  static HttpClient.Builder http() {
    return HttpClient.newBuilder().connectTimeout(CONNECT);
  }

  /**
   * Returns when the server took the upgrade, and for dialects that do so has named the session.
   *
   * @param shared serves where the handshake's own headers are not needed
   */
  static Connection open(
      HttpClient shared,
      ClientDialect dialect,
      ClientDialect.Upgrade upgrade,
      SessionListener listener)
      throws IOException, InterruptedException {
    HandshakeHeaders headers = new HandshakeHeaders();
    HttpClient http = dialect.namesSession() ? shared : http().cookieHandler(headers).build();
    Connection connection = new Connection(open(http, upgrade, listener));
    headers.first("X-Session-Id").ifPresent(listener::begun);
    try {
      listener.awaitSession(CONNECT);
      return connection;
    } catch (IOException | InterruptedException e) {
      connection.close();
      throw e;
    }
  }

  private static WebSocket open(
      HttpClient http, ClientDialect.Upgrade upgrade, SessionListener listener)
      throws IOException, InterruptedException {
    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT);
    upgrade.bearer().ifPresent(token -> builder.header("Authorization", "Bearer " + token));
    if (!upgrade.subprotocols().isEmpty()) {
      builder.subprotocols(
          upgrade.subprotocols().get(0),
          upgrade.subprotocols().stream().skip(1).toArray(String[]::new));
    }
    try {
      return builder.buildAsync(upgrade.endpoint(), listener).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        int status = refused.getResponse().statusCode();
        throw new LiveFailure("the gateway refused the session: HTTP " + status, status, refused);
      }
      String where = upgrade.endpoint().getScheme() + "://" + upgrade.endpoint().getAuthority();
      throw new LiveFailure("no gateway answers at " + where, 0, e.getCause());
    }
  }

  void send(ClientDialect.Frame frame) throws IOException, InterruptedException {
    if (frame instanceof ClientDialect.Frame.Text text) {
      await(socket.sendText(text.json(), true));
    } else {
      // Wrapped, so in big-endian order: the JDK masks a little-endian buffer wrongly, to noise.
      byte[] bytes = ((ClientDialect.Frame.Binary) frame).bytes();
      await(socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }
  }

  void sendClose() throws IOException, InterruptedException {
    await(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
  }

  @Override
  public void close() {
    socket.abort();
  }

  private static void await(CompletableFuture<?> sending) throws IOException, InterruptedException {
    try {
      sending.get(STALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LiveFailure("the server took no frame for " + STALL.toSeconds() + " s", 0, e);
    } catch (ExecutionException | CompletionException e) {
      throw new LiveFailure("the connection broke", 0, e.getCause());
    }
  }
}
