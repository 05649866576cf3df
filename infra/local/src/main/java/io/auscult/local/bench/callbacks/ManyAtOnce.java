package io.auscult.local.bench.callbacks;

import io.auscult.local.bench.system.OwnSystem;
import io.auscult.settings.Application;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Many sessions end at once, and some of their receivers hang: on the first try they never answer,
 * on the next they do, so that in the end every session can be counted.
 */
public final class ManyAtOnce {
  private static final int WORKS = 200;

  /** A try that hangs is given up after 30 s, then comes a pause and another. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private ManyAtOnce() {}

  /**
   * One round.
   *
   * @param othersMs from the close of a session to the arrival of its callback, of all whose
   *     receiver does not hang
   * @param hangingMs of the others, to the try that was accepted
   * @param closingMs how long it took to close all
   */
  public record Round(
      List<Double> othersMs, List<Double> hangingMs, double closingMs, Deliveries.Tally tally) {}

  /**
   * Runs one round.
   *
   * @param hanging how many receivers hang
   * @param one all of them are one receiver (scheme, host and port); else each that hangs is one of
   *     its own
   */
  public static Round run(
      OwnSystem system, Application application, int sessions, int hanging, boolean one)
      throws IOException, InterruptedException {
    Deliveries deliveries = new Deliveries();
    Set<String> hang = new HashSet<>();
    List<CallbackReceiver> receivers = new ArrayList<>();
    List<Caller> callers = List.of();
    try {
      CallbackReceiver all =
          CallbackReceiver.start(
              0, application, (session, tries) -> hangs(hang, session, tries), deliveries);
      receivers.add(all);
      List<URI> callbacks = new ArrayList<>();
      List<Integer> hangingAt = new ArrayList<>();
      for (int s = 0; s < sessions; s++) {
        // Spread over all: the first and the last to close are among them.
        boolean hangs = hanging > 0 && s % Math.max(1, sessions / hanging) == 0;
        if (hangs && hangingAt.size() < hanging) {
          hangingAt.add(s);
          if (!one) {
            receivers.add(
                CallbackReceiver.start(
                    0, application, (session, tries) -> hangs(hang, session, tries), deliveries));
          }
          callbacks.add(receivers.get(receivers.size() - 1).url());
        } else {
          callbacks.add(all.url());
        }
      }
      callers = Caller.open(system, callbacks);
      synchronized (hang) {
        for (int s : hangingAt) hang.add(callers.get(s).id());
      }
      return end(callers, hang, deliveries);
    } finally {
      for (Caller caller : callers) caller.close();
      for (CallbackReceiver receiver : receivers) receiver.close();
    }
  }

  private static int hangs(Set<String> hang, String session, int tries) {
    synchronized (hang) {
      return tries == 1 && hang.contains(session) ? CallbackReceiver.HANGS : WORKS;
    }
  }

  private static Round end(List<Caller> callers, Set<String> hang, Deliveries deliveries)
      throws IOException, InterruptedException {
    Map<String, Long> ended = new HashMap<>();
    long before = System.nanoTime();
    for (Caller caller : callers) ended.put(caller.id(), caller.end());
    double closingMs = (System.nanoTime() - before) / 1e6;
    Set<String> all = callers.stream().map(Caller::id).collect(Collectors.toSet());
    deliveries.awaitAccepted(all, PATIENCE);
    return round(ended, hang, closingMs, deliveries);
  }

  /**
   * @param ended every session, and when it was closed
   */
  static Round round(
      Map<String, Long> ended, Set<String> hang, double closingMs, Deliveries deliveries) {
    List<Double> others = new ArrayList<>();
    List<Double> hanging = new ArrayList<>();
    ended.forEach(
        (session, endedNanos) -> {
          Optional<Long> accepted = deliveries.acceptedNanos(session);
          if (accepted.isEmpty()) return; // missing in the tally
          double ms = (accepted.get() - endedNanos) / 1e6;
          (hang.contains(session) ? hanging : others).add(ms);
        });
    return new Round(others, hanging, closingMs, deliveries.tally(ended.keySet()));
  }
}
