package io.auscult.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A real WebSocket client: the JDK's. Fails at any frame that is not one JSON object. */
final class Client implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  /** How a connection ended; code 1006: without a Close frame. */
  record Ended(int code, String reason) {}

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final BlockingQueue<ByteBuffer> pongs = new LinkedBlockingQueue<>();
  private final CompletableFuture<Ended> ended = new CompletableFuture<>();
  private WebSocket socket;

  /** Connects with a token in the header; an empty one sends no header. */
  static Client open(URI uri, String token) throws Exception {
    return open(uri, token, "");
  }

  /** Connects as a browser would where an origin is given. */
  static Client open(URI uri, String token, String origin) throws Exception {
    Client client = new Client();
    WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
    if (!token.isEmpty()) builder.header("Authorization", "Bearer " + token);
    if (!origin.isEmpty()) builder.header("Origin", origin);
    try {
      client.socket = builder.buildAsync(uri, client.new Listener()).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Exception cause) throw cause;
      throw e;
    }
    return client;
  }

  /** Connects as a browser does that can send no header: with subprotocols. */
  static Client offering(URI uri, String origin, String first, String... others) throws Exception {
    Client client = new Client();
    WebSocket.Builder builder = HTTP.newWebSocketBuilder().subprotocols(first, others);
    if (!origin.isEmpty()) builder.header("Origin", origin);
    try {
      client.socket = builder.buildAsync(uri, client.new Listener()).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Exception cause) throw cause;
      throw e;
    }
    return client;
  }

  /** The subprotocol that the server selected; empty: none. */
  String subprotocol() {
    return socket.getSubprotocol();
  }

  /** The next frame. */
  JsonNode next() throws Exception {
    JsonNode frame = frames.poll(10, TimeUnit.SECONDS);
    if (frame == null) throw new AssertionError("no frame came");
    return frame;
  }

  /** The next frame, which must be of this type. */
  JsonNode next(String type) throws Exception {
    JsonNode frame = next();
    if (!frame.path("type").asText().equals(type)) {
      throw new AssertionError("expected " + type + " but " + frame);
    }
    return frame;
  }

  /** The session's id, from the first frame. */
  String sessionId() throws Exception {
    return next("session_init").get("session_id").asText();
  }

  boolean hasMore() {
    return !frames.isEmpty();
  }

  void audio(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).orTimeout(30, TimeUnit.SECONDS).join();
  }

  CompletableFuture<WebSocket> audioLater(byte[] bytes) {
    return socket.sendBinary(ByteBuffer.wrap(bytes), true);
  }

  void fragment(byte[] bytes, boolean last) {
    socket.sendBinary(ByteBuffer.wrap(bytes), last).join();
  }

  void text(String text) {
    socket.sendText(text, true).join();
  }

  CompletableFuture<WebSocket> textLater(String text) {
    return socket.sendText(text, true);
  }

  void ping() {
    socket.sendPing(ByteBuffer.allocate(4)).join();
  }

  /** Waits until everything that the server wrote so far has come. */
  void catchUp() throws Exception {
    pongs.clear();
    ping();
    if (pongs.poll(10, TimeUnit.SECONDS) == null) throw new AssertionError("no pong came");
  }

  void closeWith(int code) {
    socket.sendClose(code, "").join();
  }

  /** Breaks the connection without a Close. */
  void vanish() {
    socket.abort();
  }

  Ended ended() throws Exception {
    return ended.get(10, TimeUnit.SECONDS);
  }

  boolean isOpen() {
    return !ended.isDone();
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket ws, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          JsonNode frame = JSON.readTree(text.toString());
          if (!frame.isObject()) throw new IllegalStateException("no object");
          frames.add(frame);
        } catch (Exception e) {
          ended.completeExceptionally(new AssertionError("not one JSON object", e));
        }
        text.setLength(0);
      }
      ws.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket ws, ByteBuffer data, boolean last) {
      ended.completeExceptionally(new AssertionError("a binary frame came"));
      return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket ws, ByteBuffer data) {
      pongs.add(data);
      ws.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket ws, int code, String reason) {
      ended.complete(new Ended(code, reason));
      return null;
    }

    @Override
    public void onError(WebSocket ws, Throwable error) {
      ended.complete(new Ended(1006, error.toString()));
    }
  }
}
