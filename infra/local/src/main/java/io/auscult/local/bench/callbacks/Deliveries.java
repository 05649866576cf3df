package io.auscult.local.bench.callbacks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What came at receivers, by session. Thread-safe. */
public final class Deliveries {
  /**
   * One request.
   *
   * @param webhookId empty: it had none
   * @param status what it was answered; {@link CallbackReceiver#HANGS}: nothing
   * @param signed both signatures are right
   * @param atNanos {@link System#nanoTime()} when its body was there
   */
  record Try(String webhookId, int status, boolean signed, long atNanos) {
    boolean accepted() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * Whether every session was delivered as it should.
   *
   * @param sessions that were to be delivered
   * @param delivered sessions of which a try was accepted
   * @param again sessions that came once more after a try had been accepted: harmless with the same
   *     id
   * @param severalIds sessions whose tries had different ids, or none
   * @param sharedIds ids of more than one session
   * @param unsigned tries of which a signature was wrong
   * @param strangers sessions that nobody asked about
   */
  public record Tally(
      int sessions,
      int delivered,
      int tries,
      int again,
      int severalIds,
      int sharedIds,
      int unsigned,
      int strangers) {
    /** Each delivered once logically, and none lost. */
    public boolean onceEach() {
      return delivered == sessions && severalIds == 0 && sharedIds == 0;
    }

    /** And every try could be believed. */
    public boolean allSigned() {
      return unsigned == 0;
    }
  }

  private final Map<String, List<Try>> bySession = new HashMap<>();
  private final Set<String> accepted = new HashSet<>();

  synchronized void tried(String session, Try one) {
    if (one.accepted()) accepted.add(session);
    bySession.computeIfAbsent(session, s -> new ArrayList<>()).add(one);
    notifyAll();
  }

  /** Tries of one session so far, in their order. */
  synchronized List<Try> of(String session) {
    return List.copyOf(bySession.getOrDefault(session, List.of()));
  }

  /** When the first try came that was accepted. */
  synchronized Optional<Long> acceptedNanos(String session) {
    return of(session).stream().filter(Try::accepted).map(Try::atNanos).findFirst();
  }

  /** Waits until a try of each has been accepted; false: not in this time. */
  synchronized boolean awaitAccepted(Collection<String> sessions, Duration most)
      throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (!accepted.containsAll(sessions)) {
      if (!waitUntil(deadline)) return false;
    }
    return true;
  }

  /** Waits until a session has been tried; false: not in this time. */
  synchronized boolean awaitTried(String session, Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (!bySession.containsKey(session)) {
      if (!waitUntil(deadline)) return false;
    }
    return true;
  }

  private boolean waitUntil(long deadline) throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) return false;
    wait(left);
    return true;
  }

  synchronized Tally tally(Collection<String> sessions) {
    int delivered = 0;
    int tries = 0;
    int again = 0;
    int severalIds = 0;
    int unsigned = 0;
    Map<String, Integer> sessionsOfId = new HashMap<>();
    for (String session : sessions) {
      List<Try> all = of(session);
      tries += all.size();
      unsigned += (int) all.stream().filter(one -> !one.signed).count();
      List<String> ids = all.stream().map(Try::webhookId).distinct().toList();
      if (ids.size() > 1 || ids.contains("")) severalIds++;
      ids.forEach(id -> sessionsOfId.merge(id, 1, Integer::sum));
      int first = firstAccepted(all);
      if (first >= 0) delivered++;
      if (first >= 0 && first < all.size() - 1) again++;
    }
    return new Tally(
        sessions.size(),
        delivered,
        tries,
        again,
        severalIds,
        (int) sessionsOfId.values().stream().filter(n -> n > 1).count(),
        unsigned,
        (int) bySession.keySet().stream().filter(s -> !sessions.contains(s)).count());
  }

  private static int firstAccepted(List<Try> all) {
    for (int i = 0; i < all.size(); i++) if (all.get(i).accepted()) return i;
    return -1;
  }
}
