package io.auscult.local.client;

import io.auscult.audio.Pcm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends recordings to a gateway as a live client of one of its dialects would, and keeps what came
 * back with the moment of its arrival. Thread-safe; each {@link #transcribe} is one session.
 */
public final class LiveClient {
  /** Sample rate of everything that is sent, in hertz. */
  public static final int SAMPLE_RATE = 16_000;

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final HttpClient http = Connection.http().build();
  private final ClientDialect dialect;
  private final ClientDialect.Upgrade upgrade;
  private final SessionReader reader;

  private LiveClient(ClientDialect dialect, ClientDialect.Upgrade upgrade, String token) {
    this.dialect = dialect;
    this.upgrade = upgrade;
    this.reader = new SessionReader(http, upgrade.endpoint(), token);
  }

  /** A client of one gateway's MediSync dialect. */
  public static LiveClient of(URI gateway, String token) {
    return of(gateway, token, new MediSyncDialect());
  }

  /**
   * A client of one gateway.
   *
   * @param gateway {@code http://host:port} or a whole {@code ws://…} endpoint
   * @param token one of that dialect
   */
  public static LiveClient of(URI gateway, String token, ClientDialect dialect) {
    return new LiveClient(dialect, dialect.upgrade(gateway, token), token);
  }

  /**
   * Streams a recording, says that it is over and waits for everything that is due.
   *
   * @param pcm 16 kHz mono
   * @param onItem called for every item as it arrives, on a network thread
   * @param patience how long after the last frame the server may take to end the session
   * @throws LiveFailure where the server refused, broke off, or did not end in time
   */
  public LiveResult transcribe(short[] pcm, Pace pace, Consumer<LiveItem> onItem, Duration patience)
      throws IOException, InterruptedException {
    Pace feasible = pace.inChunksOfAtMost(dialect.longestChunkMs());
    SendClock clock = new SendClock(feasible, pcm.length);
    SessionListener listener = new SessionListener(dialect, clock, onItem);
    try (Connection connection = Connection.open(http, dialect, upgrade, listener)) {
      clock.start();
      long sentNanos;
      SessionListener.Close close;
      try {
        for (String text : dialect.hello()) connection.send(new ClientDialect.Frame.Text(text));
        sentNanos = send(connection, pcm, feasible, clock, listener);
        close = end(connection, listener, patience);
      } catch (LiveFailure broken) {
        // The server's own words, if it said why it closed, tell more than the failed write.
        Optional<SessionListener.Close> why = listener.closeWithin(LAST_WORDS);
        if (why.isEmpty()) throw broken;
        throw new LiveFailure(ended(why.get()), 0, broken);
      }
      if (close.code() != WebSocket.NORMAL_CLOSURE) throw new LiveFailure(ended(close), 0, null);
      List<LiveItem> items = new ArrayList<>(listener.items());
      if (!dialect.showsItems()) {
        items.addAll(reader.awaitEnd(listener.sessionId(), patience, clock::spokenNanos).items());
        items.forEach(onItem);
      }
      return new LiveResult(
          listener.sessionId(),
          items,
          listener.note(),
          listener.warnings(),
          listener.remaining(),
          listener.ackMs(),
          close.code(),
          close.reason(),
          pcm.length * 1000L / SAMPLE_RATE,
          clock.startNanos(),
          sentNanos,
          close.atNanos());
    } catch (LiveFailure failure) {
      throw failure.in(listener.sessionId());
    }
  }

  /**
   * Reads a session that this client had, when it is over.
   *
   * @param patience how long that may take
   * @throws LiveFailure where it failed, is not readable, or is not over in time
   */
  public KeptSession read(String sessionId, Duration patience)
      throws IOException, InterruptedException {
    long now = System.nanoTime();
    return reader.awaitEnd(sessionId, patience, ms -> now);
  }

  private long send(
      Connection connection, short[] pcm, Pace pace, SendClock clock, SessionListener listener)
      throws IOException, InterruptedException {
    int chunk = SAMPLE_RATE * pace.chunkMs() / 1000;
    for (int from = 0; from < pcm.length && !listener.closed(); from += chunk) {
      int to = Math.min(pcm.length, from + chunk);
      ClientDialect.Frame frame = dialect.audio(Pcm.toBytes(Arrays.copyOfRange(pcm, from, to)));
      clock.awaitSpoken(to);
      if (dialect.acknowledges()) listener.leaving();
      // A frame that waits here waits for the server: that is its back-pressure, felt.
      connection.send(frame);
      clock.sent(to);
    }
    return System.nanoTime();
  }

  private SessionListener.Close end(
      Connection connection, SessionListener listener, Duration patience)
      throws IOException, InterruptedException {
    // Only what is acknowledged is safe when the socket closes.
    if (dialect.acknowledges()) listener.awaitAcknowledged(patience);
    Optional<String> goodbye = dialect.goodbye();
    if (goodbye.isPresent()) {
      connection.send(new ClientDialect.Frame.Text(goodbye.get()));
      listener.awaitFinished(patience);
    }
    if (!listener.closed()) connection.sendClose();
    return listener.awaitClose(patience);
  }

  private static String ended(SessionListener.Close close) {
    return "the server ended the session with " + close.code() + " " + close.reason();
  }

  /** Sleeps until a moment of {@link System#nanoTime()}. */
  static void sleepUntil(long nanos) throws InterruptedException {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      if (Thread.interrupted()) throw new InterruptedException();
      LockSupport.parkNanos(left);
    }
  }
}
