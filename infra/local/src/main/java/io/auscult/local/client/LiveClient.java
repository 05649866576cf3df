package io.auscult.local.client;

import io.auscult.audio.Pcm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends recordings through the MediSync dialect of a gateway as a live client would, and keeps what
 * came back with the moment of its arrival. Thread-safe; each {@link #transcribe} is one session.
 */
public final class LiveClient {
  /** Sample rate of everything that is sent, in hertz. */
  public static final int SAMPLE_RATE = 16_000;

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Longest wait of one frame for the server's back-pressure to ease. */
  private static final Duration STALL = Duration.ofMinutes(5);

  private final HttpClient http;
  private final URI endpoint;
  private final String token;

  private LiveClient(HttpClient http, URI endpoint, String token) {
    this.http = http;
    this.endpoint = endpoint;
    this.token = token;
  }

  /**
   * A client of one gateway.
   *
   * @param gateway {@code http://host:port} or a whole {@code ws://…} endpoint
   * @param token sent as {@code Authorization: Bearer …}
   */
  public static LiveClient of(URI gateway, String token) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    return new LiveClient(http, endpoint(gateway), token);
  }

  /** {@code http://host:port} becomes the MediSync endpoint there; a path that is given stays. */
  static URI endpoint(URI gateway) {
    String scheme =
        switch (gateway.getScheme() == null ? "" : gateway.getScheme()) {
          case "http", "ws" -> "ws";
          case "https", "wss" -> "wss";
          default ->
              throw new IllegalArgumentException(
                  gateway + ": must begin with http://, https://, ws:// or wss://");
        };
    String path = gateway.getRawPath();
    boolean bare = path == null || path.isEmpty() || path.equals("/");
    String query = gateway.getRawQuery() == null ? "" : "?" + gateway.getRawQuery();
    return URI.create(
        scheme + "://" + gateway.getRawAuthority() + (bare ? "/ws/transcribe" : path) + query);
  }

  /**
   * Streams a recording, says that it is over and waits for everything that is due.
   *
   * @param pcm 16 kHz mono
   * @param onItem called on a network thread for every item as it arrives
   * @param patience how long after the last frame the server may take to close
   * @throws LiveFailure where the server refused, broke off, or did not close in time
   */
  public LiveResult transcribe(short[] pcm, Pace pace, Consumer<LiveItem> onItem, Duration patience)
      throws IOException, InterruptedException {
    SendClock clock = new SendClock(pace, pcm.length);
    SessionListener listener = new SessionListener(clock, onItem);
    WebSocket socket = connect(listener);
    try {
      listener.awaitSession(CONNECT);
      clock.start();
      long sentNanos;
      try {
        sentNanos = send(socket, pcm, pace, clock, listener);
        await(socket.sendText("{\"type\":\"stop\"}", true), STALL);
      } catch (LiveFailure broken) {
        // The server's own words, if it said why it closed, tell more than the failed write.
        SessionListener.Close why = listener.awaitClose(Duration.ofSeconds(5));
        throw new LiveFailure(ended(why), 0, broken);
      }
      SessionListener.Close close = listener.awaitClose(patience);
      if (close.code() != WebSocket.NORMAL_CLOSURE) {
        throw new LiveFailure(ended(close), 0, null);
      }
      return new LiveResult(
          listener.sessionId(),
          listener.items(),
          listener.warnings(),
          close.code(),
          close.reason(),
          pcm.length * 1000L / SAMPLE_RATE,
          clock.startNanos(),
          sentNanos,
          close.atNanos());
    } catch (LiveFailure failure) {
      throw failure.in(listener.sessionId());
    } finally {
      socket.abort();
    }
  }

  private static String ended(SessionListener.Close close) {
    return "the server ended the session with " + close.code() + " " + close.reason();
  }

  private WebSocket connect(SessionListener listener) throws IOException, InterruptedException {
    CompletableFuture<WebSocket> opening =
        http.newWebSocketBuilder()
            .connectTimeout(CONNECT)
            .header("Authorization", "Bearer " + token)
            .buildAsync(endpoint, listener);
    try {
      return opening.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        int status = refused.getResponse().statusCode();
        throw new LiveFailure("the gateway refused the session: HTTP " + status, status, refused);
      }
      String where = endpoint.getScheme() + "://" + endpoint.getAuthority();
      throw new LiveFailure("no gateway answers at " + where, 0, e.getCause());
    }
  }

  private static long send(
      WebSocket socket, short[] pcm, Pace pace, SendClock clock, SessionListener listener)
      throws IOException, InterruptedException {
    int chunk = SAMPLE_RATE * pace.chunkMs() / 1000;
    for (int from = 0; from < pcm.length && !listener.closed(); from += chunk) {
      int to = Math.min(pcm.length, from + chunk);
      // A big-endian view of little-endian samples: the JDK's client masks eight bytes at a time in
      // the order of the buffer it is given, and would turn them around in a little-endian one.
      // Wrapped, so in big-endian order: the JDK masks a little-endian buffer wrongly, to noise.
      ByteBuffer frame = ByteBuffer.wrap(Pcm.toBytes(Arrays.copyOfRange(pcm, from, to)));
      clock.awaitSpoken(to);
      // A frame that waits here waits for the server: that is its back-pressure, felt.
      await(socket.sendBinary(frame, true), STALL);
      clock.sent(to);
    }
    return System.nanoTime();
  }

  private static void await(CompletableFuture<?> sending, Duration most)
      throws IOException, InterruptedException {
    try {
      sending.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LiveFailure("the server took no frame for " + most.toSeconds() + " s", 0, e);
    } catch (ExecutionException | CompletionException e) {
      throw new LiveFailure("the connection broke", 0, e.getCause());
    }
  }

  /** Sleeps until a moment of {@link System#nanoTime()}. */
  static void sleepUntil(long nanos) throws InterruptedException {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      if (Thread.interrupted()) throw new InterruptedException();
      LockSupport.parkNanos(left);
    }
  }
}
