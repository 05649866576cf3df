package io.auscult.gateway.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** Takes out those whose time has come. */
  List<String> due(long nowMs) {
    List<String> due = new ArrayList<>();
    for (Map.Entry<String, Long> e : atMs.entrySet()) {
      if (e.getValue() <= nowMs) due.add(e.getKey());
    }
    due.forEach(atMs::remove);
    return due;
  }
}
