package io.auscult.local.bench.crowd;

import io.auscult.local.bench.wire.Metronome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many clients at once, each on a thread of its own. */
public final class Crowd {
  private Crowd() {}

  /**
   * Plays sessions that begin one after the other, since nobody's clients begin in step, and
   * returns when the last has ended.
   *
   * @param staggerMs between two beginnings
   * @param session what the session with this number, from 0, does; made before any begins
   * @throws IOException where one of them threw
   */
  public static <T> List<T> play(int sessions, double staggerMs, IntFunction<Callable<T>> session)
      throws IOException, InterruptedException {
    List<Callable<T>> all = new ArrayList<>();
    for (int s = 0; s < sessions; s++) all.add(session.apply(s));
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, sessions));
    long startNanos = System.nanoTime();
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int s = 0; s < sessions; s++) {
        Callable<T> one = all.get(s);
        long dueNanos = startNanos + (long) (s * staggerMs * 1e6);
        running.add(
            threads.submit(
                () -> {
                  Metronome.sleepUntil(dueNanos);
                  return one.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) results.add(one.get());
      return results;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
