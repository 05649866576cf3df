package io.auscult.gateway.session;

import io.auscult.gateway.auth.Owner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who holds a place under which session limit (MS-34). Counts the sessions connected here at once,
 * and those of other gateways as far as their state has been published. Thread-safe.
 */
final class Places {
  /** Sessions of an owner that are live anywhere, as the sessions topic says. */
  interface Elsewhere {
    Set<String> live(Owner owner);
  }

  private final Elsewhere elsewhere;
  private final Map<Owner, Set<String>> here = new HashMap<>();

  /** Sessions that left here lately but may still be published as live. */
  private final Map<String, Long> left = new HashMap<>();

  /** Publishing takes a second or two; after a minute the topic is right and we are not. */
  private static final long LEFT_COUNTS_MS = 60_000;

  Places(Elsewhere elsewhere) {
    this.elsewhere = elsewhere;
  }

  /** Takes a place for a session, unless all are taken. */
  synchronized boolean take(Owner owner, String session, int limit, long nowMs) {
    left.values().removeIf(at -> nowMs - at > LEFT_COUNTS_MS);
    Set<String> mine = here.getOrDefault(owner, Set.of());
    if (mine.contains(session)) return true;
    int taken = mine.size();
    if (taken < limit) {
      for (String other : elsewhere.live(owner)) {
        boolean counted = mine.contains(other) || left.containsKey(other) || other.equals(session);
        if (!counted) taken++;
      }
    }
    if (taken >= limit) return false;
    left.remove(session);
    return here.computeIfAbsent(owner, o -> new HashSet<>()).add(session);
  }

  /** Gives a place back; does nothing if there was none. */
  synchronized void giveBack(Owner owner, String session, long nowMs) {
    Set<String> mine = here.get(owner);
    if (mine == null || !mine.remove(session)) return;
    if (mine.isEmpty()) here.remove(owner);
    left.put(session, nowMs);
  }
}
