package io.auscult.delivery.post;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks host names up beside everybody who waits: on threads of its own, one lookup a name at a
 * time, so that a name server that hangs costs one thread and not one for each result.
 */
final class Lookups implements AutoCloseable {
  /** So many names whose servers hang delay the others. */
  private static final int THREADS = 64;

  private final Lookup lookup;
  private final ThreadPoolExecutor threads;
  private final Map<String, CompletableFuture<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();

  Lookups(Lookup lookup) {
    this.lookup = lookup;
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> daemon(work, "delivery-lookup"));
    threads.allowCoreThreadTimeOut(true);
  }

  /** All addresses of a host; fails with {@link UnknownHostException}. */
  CompletableFuture<List<InetAddress>> of(String host) {
    CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> other = underWay.putIfAbsent(host, mine);
    if (other != null) return other;
    mine.whenComplete((found, failure) -> underWay.remove(host, mine));
    threads.execute(() -> look(host, mine));
    return mine;
  }

  private void look(String host, CompletableFuture<List<InetAddress>> answer) {
    try {
      // An IPv6 literal comes in the brackets of its URL.
      answer.complete(lookup.all(host.replaceAll("[\\[\\]]", "")));
    } catch (UnknownHostException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
