package io.auscult.local.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Reads the frames of one MediSync session. */
final class SessionListener implements WebSocket.Listener {
  /** How a session ended and when. */
  record Close(int code, String reason, long atNanos) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BROKEN = 1006;

  private final SendClock clock;
  private final Consumer<LiveItem> onItem;
  private final StringBuilder frame = new StringBuilder();
  private final List<LiveItem> items = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final CompletableFuture<String> session = new CompletableFuture<>();
  private final CompletableFuture<Close> close = new CompletableFuture<>();

  SessionListener(SendClock clock, Consumer<LiveItem> onItem) {
    this.clock = clock;
    this.onItem = onItem;
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    frame.append(data);
    if (last) {
      long now = System.nanoTime();
      String json = frame.toString();
      frame.setLength(0);
      read(socket, json, now);
    }
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    end(code, reason);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    end(BROKEN, "the connection broke: " + error.getClass().getSimpleName());
  }

  private void end(int code, String reason) {
    close.complete(new Close(code, reason, System.nanoTime()));
    session.completeExceptionally(
        new LiveFailure("the server closed with " + code + " " + reason, 0, null));
  }

  private void read(WebSocket socket, String json, long now) {
    JsonNode message;
    try {
      message = JSON.readTree(json);
    } catch (JacksonException e) {
      socket.abort();
      end(BROKEN, "the server sent a frame that is not JSON");
      return;
    }
    switch (message.path("type").asText()) {
      case "session_init" -> session.complete(message.path("session_id").asText());
      case "transcription" -> item(message, json, now);
      case "warning" -> warning(message);
      default -> {
        // Types that a client does not know are there for other clients (MS-06).
      }
    }
  }

  private void item(JsonNode m, String json, long now) {
    long startMs = Math.round(m.path("start").asDouble() * 1000);
    long endMs = Math.round(m.path("end").asDouble() * 1000);
    LiveItem item =
        new LiveItem(
            m.path("id").asText(),
            m.path("speaker").asText(),
            startMs,
            endMs,
            m.path("text").asText(),
            m.path("is_final").asBoolean(true),
            json,
            now,
            clock.spokenNanos(endMs));
    synchronized (items) {
      items.add(item);
    }
    onItem.accept(item);
  }

  private void warning(JsonNode m) {
    String code = m.path("code").asText();
    synchronized (items) {
      warnings.add(code.isEmpty() ? m.path("message").asText() : code);
    }
  }

  boolean closed() {
    return close.isDone();
  }

  String awaitSession(Duration most) throws IOException, InterruptedException {
    return get(session, most, "the server sent no session_init in ");
  }

  Close awaitClose(Duration most) throws IOException, InterruptedException {
    return get(close, most, "the server did not close in ");
  }

  /** Empty where none has begun. */
  String sessionId() {
    return session.isCompletedExceptionally() ? "" : session.getNow("");
  }

  List<LiveItem> items() {
    synchronized (items) {
      return List.copyOf(items);
    }
  }

  List<String> warnings() {
    synchronized (items) {
      return List.copyOf(warnings);
    }
  }

  private static <T> T get(CompletableFuture<T> what, Duration most, String late)
      throws IOException, InterruptedException {
    try {
      return what.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LiveFailure(late + most.toSeconds() + " s", 0, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LiveFailure failure) throw failure;
      throw new LiveFailure("the connection broke", 0, e.getCause());
    }
  }
}
