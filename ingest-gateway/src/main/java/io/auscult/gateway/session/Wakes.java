package io.auscult.gateway.session;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** The times at which a dialect asked to be called back. A plain rule with memory. */
final class Wakes {
  private final Map<String, Long> atMs = new HashMap<>();

  void set(String name, long dueMs) {
    atMs.put(name, dueMs);
  }

  /** When the next one is due; {@link Long#MAX_VALUE}: none. */
  long dueMs() {
    long due = Long.MAX_VALUE;
    for (long at : atMs.values()) due = Math.min(due, at);
    return due;
  }

  /** Takes out one whose time has come. */
  Optional<String> next(long nowMs) {
    for (Iterator<Map.Entry<String, Long>> it = atMs.entrySet().iterator(); it.hasNext(); ) {
      Map.Entry<String, Long> e = it.next();
      if (e.getValue() > nowMs) continue;
      it.remove();
      return Optional.of(e.getKey());
    }
    return Optional.empty();
  }

  void clear() {
    atMs.clear();
  }
}
