package io.auscult.local.bench.callbacks;

import io.auscult.audio.Pcm;
import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.bench.wire.RawSession;
import io.auscult.local.client.ClientDialect;
import io.auscult.local.client.InvoxDialect;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An Invox session of one short frame of silence, open until it is ended. */
final class Caller implements AutoCloseable {
  private static final int FRAME = 1365;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A gateway takes a hundred new connections a second; nobody is to wait here. */
  private static final int AT_ONCE = 16;

  private final RawSession session;
  private final String id;

  private Caller(RawSession session, String id) {
    this.session = session;
    this.id = id;
  }

  /** Returns when its audio is acknowledged. */
  static Caller open(HttpClient http, OwnSystem system, URI callback)
      throws IOException, InterruptedException {
    InvoxDialect dialect = new InvoxDialect(callback);
    CompletableFuture<String> named = new CompletableFuture<>();
    CompletableFuture<Boolean> acknowledged = new CompletableFuture<>();
    RawSession session =
        RawSession.open(
            http,
            dialect.upgrade(system.gateway(), system.token(TokenMint.Kind.INVOX, "caller")),
            frame -> {
              if (frame.json().has("connectionId")) {
                named.complete(frame.json().path("connectionId").asText());
              } else {
                acknowledged.complete(frame.json().path("audioReceived").asBoolean());
              }
            });
    session.send(((ClientDialect.Frame.Text) dialect.audio(Pcm.toBytes(new short[FRAME]))).json());
    if (!get(acknowledged)) throw new IOException("a frame was not acknowledged");
    return new Caller(session, get(named));
  }

  /**
   * Many, some at a time.
   *
   * @param callbacks one a session
   */
  static List<Caller> open(OwnSystem system, List<URI> callbacks)
      throws IOException, InterruptedException {
    HttpClient http = RawSession.client();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Caller>> opening = new ArrayList<>();
      for (URI callback : callbacks) {
        opening.add(threads.submit(() -> open(http, system, callback)));
      }
      List<Caller> open = new ArrayList<>();
      for (Future<Caller> one : opening) open.add(one.get());
      return open;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** The {@code connectionId}. */
  String id() {
    return id;
  }

  /** Closes with 1000; returns {@link System#nanoTime()} just before. */
  long end() throws IOException, InterruptedException {
    return session.sendClose();
  }

  void awaitEnd() throws IOException, InterruptedException {
    session.awaitEnd(PATIENCE);
  }

  @Override
  public void close() {
    session.close();
  }

  private static <T> T get(CompletableFuture<T> what) throws IOException, InterruptedException {
    try {
      return what.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("the gateway did not answer in " + PATIENCE.toSeconds() + " s");
    }
  }
}
