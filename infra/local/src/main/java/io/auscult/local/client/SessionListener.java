package io.auscult.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Reads the frames of one session. */
final class SessionListener implements WebSocket.Listener {
  /** How a session ended and when. */
  record Close(int code, String reason, long atNanos) {}

  private static final int BROKEN = 1006;

  private final ClientDialect dialect;
  private final SendClock clock;
  private final Consumer<LiveItem> onItem;
  private final StringBuilder frame = new StringBuilder();
  private final CompletableFuture<String> session = new CompletableFuture<>();

  /** Done when nothing more will come, or with {@link #close}. */
  private final CompletableFuture<Void> finished = new CompletableFuture<>();

  private final CompletableFuture<Close> close = new CompletableFuture<>();

  // All of what follows belongs to the monitor of this object.
  private final List<LiveItem> items = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Integer> remaining = new ArrayList<>();
  private final Deque<Long> unacknowledgedNanos = new ArrayDeque<>();
  private final List<Double> ackMs = new ArrayList<>();
  private CompletableFuture<Void> acknowledged = CompletableFuture.completedFuture(null);
  private LiveNote note;

  SessionListener(ClientDialect dialect, SendClock clock, Consumer<LiveItem> onItem) {
    this.dialect = dialect;
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
    LiveFailure closed = new LiveFailure("the server closed with " + code + " " + reason, 0, null);
    session.completeExceptionally(closed);
    finished.complete(null);
    synchronized (this) {
      acknowledged.completeExceptionally(closed);
    }
  }

  private void read(WebSocket socket, String json, long now) {
    Optional<JsonNode> message = Json.read(json);
    if (message.isEmpty()) {
      socket.abort();
      end(BROKEN, "the server sent a frame that is not JSON");
      return;
    }
    for (Heard heard : dialect.read(message.get())) hear(heard, json, now);
  }

  private void hear(Heard heard, String json, long now) {
    if (heard instanceof Heard.Begun begun) {
      session.complete(begun.session());
    } else if (heard instanceof Heard.Item item) {
      item(item, json, now);
    } else if (heard instanceof Heard.Finished) {
      finished.complete(null);
    } else {
      keep(heard, now);
    }
  }

  private synchronized void keep(Heard heard, long now) {
    if (heard instanceof Heard.Written written) {
      note = written.note();
    } else if (heard instanceof Heard.Remaining left) {
      remaining.add(left.seconds());
    } else if (heard instanceof Heard.Warned warned) {
      warnings.add(warned.what());
    } else if (heard instanceof Heard.Acknowledged && !unacknowledgedNanos.isEmpty()) {
      ackMs.add((now - unacknowledgedNanos.remove()) / 1e6);
      if (unacknowledgedNanos.isEmpty()) acknowledged.complete(null);
    }
  }

  private void item(Heard.Item heard, String json, long now) {
    LiveItem item =
        new LiveItem(
            heard.id(),
            heard.speaker(),
            heard.startMs(),
            heard.endMs(),
            heard.text(),
            heard.isFinal(),
            json,
            now,
            clock.spokenNanos(heard.endMs()));
    synchronized (this) {
      items.add(item);
    }
    onItem.accept(item);
  }

  /** An audio frame is about to leave; it is to be acknowledged. */
  synchronized void leaving() {
    if (unacknowledgedNanos.isEmpty()) {
      acknowledged = new CompletableFuture<>();
      if (closed()) acknowledged.complete(null); // nothing will come, and why is told elsewhere
    }
    unacknowledgedNanos.add(System.nanoTime());
  }

  /** Only the handshake told the session. */
  void begun(String id) {
    session.complete(id);
  }

  boolean closed() {
    return close.isDone();
  }

  void awaitSession(Duration most) throws IOException, InterruptedException {
    get(session, most, "the server did not name the session in ");
  }

  void awaitAcknowledged(Duration most) throws IOException, InterruptedException {
    CompletableFuture<Void> last;
    synchronized (this) {
      last = acknowledged;
    }
    get(last, most, "the server did not acknowledge all audio in ");
  }

  /** Until nothing more will come, or the server has closed. */
  void awaitFinished(Duration most) throws IOException, InterruptedException {
    get(finished, most, "the server did not end the session in ");
  }

  Close awaitClose(Duration most) throws IOException, InterruptedException {
    return get(close, most, "the server did not close in ");
  }

  /** How it ended, if it ends so soon. */
  Optional<Close> closeWithin(Duration most) throws InterruptedException {
    try {
      return Optional.of(close.get(most.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty(); // still open, and what went wrong before is what counts
    }
  }

  /** Empty where none has begun. */
  String sessionId() {
    return session.isCompletedExceptionally() ? "" : session.getNow("");
  }

  synchronized List<LiveItem> items() {
    return List.copyOf(items);
  }

  synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  synchronized List<Integer> remaining() {
    return List.copyOf(remaining);
  }

  synchronized List<Double> ackMs() {
    return List.copyOf(ackMs);
  }

  synchronized Optional<LiveNote> note() {
    return Optional.ofNullable(note);
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
