package io.auscult.local.bench.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auscult.local.client.ClientDialect;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One WebSocket session of JSON texts, frame by frame: for benchmarks that time single frames. One
 * thread may send.
 */
public final class RawSession implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final Duration STALL = Duration.ofSeconds(60);
  private static final int BROKEN = 1006;

  /** A frame from the server and {@link System#nanoTime()} at its arrival. */
  public record Frame(JsonNode json, long atNanos) {
    @Override
    public String toString() {
      return "Frame[…]";
    }
  }

  /** How it ended and when; 1006 where the connection broke. */
  public record End(int code, String reason, long atNanos) {}

  private final WebSocket socket;
  private final CompletableFuture<End> end;

  private RawSession(WebSocket socket, CompletableFuture<End> end) {
    this.socket = socket;
    this.end = end;
  }

  /** Hands out frames and keeps the end. */
  private static final class Reader implements WebSocket.Listener {
    private final Consumer<Frame> onFrame;
    private final CompletableFuture<End> end;
    private final StringBuilder text = new StringBuilder();

    Reader(Consumer<Frame> onFrame, CompletableFuture<End> end) {
      this.onFrame = onFrame;
      this.end = end;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      long now = System.nanoTime();
      text.append(data);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        try {
          onFrame.accept(new Frame(JSON.readTree(whole), now));
        } catch (JacksonException e) {
          socket.abort();
          end.complete(new End(BROKEN, "a frame that is not JSON", now));
        }
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      end.complete(new End(code, reason, System.nanoTime()));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      end.complete(new End(BROKEN, error.getClass().getSimpleName(), System.nanoTime()));
    }
  }

  /** A client for any number of sessions. */
  public static HttpClient client() {
    return HttpClient.newBuilder().connectTimeout(CONNECT).build();
  }

  /**
   * Returns when the server took the upgrade.
   *
   * @param onFrame called for each frame on a network thread
   * @throws IOException where it was refused, with the status
   */
  public static RawSession open(
      HttpClient http, ClientDialect.Upgrade upgrade, Consumer<Frame> onFrame)
      throws IOException, InterruptedException {
    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT);
    upgrade.bearer().ifPresent(token -> builder.header("Authorization", "Bearer " + token));
    if (!upgrade.subprotocols().isEmpty()) {
      builder.subprotocols(
          upgrade.subprotocols().get(0),
          upgrade.subprotocols().stream().skip(1).toArray(String[]::new));
    }
    CompletableFuture<End> end = new CompletableFuture<>();
    try {
      WebSocket socket = builder.buildAsync(upgrade.endpoint(), new Reader(onFrame, end)).get();
      return new RawSession(socket, end);
    } catch (ExecutionException e) {
      // Not the cause's message: it may hold the URL, and that the token.
      String why =
          e.getCause() instanceof WebSocketHandshakeException refused
              ? "HTTP " + refused.getResponse().statusCode()
              : e.getCause().getClass().getSimpleName();
      throw new IOException("no session: " + why);
    }
  }

  /** Hands a text over to the network; returns {@link System#nanoTime()} just before. */
  public long send(String json) throws IOException, InterruptedException {
    long before = System.nanoTime();
    await(socket.sendText(json, true));
    return before;
  }

  /** Says 1000; returns {@link System#nanoTime()} just before. */
  public long sendClose() throws IOException, InterruptedException {
    long before = System.nanoTime();
    await(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    return before;
  }

  public boolean ended() {
    return end.isDone();
  }

  /** How it ended. */
  public End awaitEnd(Duration most) throws IOException, InterruptedException {
    try {
      return end.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("the server did not close in " + most.toSeconds() + " s");
    }
  }

  /** Without a word, if it is still open. */
  @Override
  public void close() {
    socket.abort();
  }

  private static void await(CompletableFuture<?> sending) throws IOException, InterruptedException {
    try {
      sending.get(STALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("the server took no frame for " + STALL.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new IOException("the connection broke: " + e.getCause().getClass().getSimpleName());
    }
  }
}
