package io.auscult.delivery.post;

import java.util.HashMap;
import java.util.Map;

/** How many POSTs are under way, to each receiver and at all: nobody may take all the room. */
final class InFlight {
  private final int perReceiver;
  private final int overall;
  private final Map<String, Integer> byReceiver = new HashMap<>();
  private int all;

  InFlight(int perReceiver, int overall) {
    this.perReceiver = perReceiver;
    this.overall = overall;
  }

  /** Whether there is room; every true wants one {@link #leave}. */
  synchronized boolean enter(String receiver) {
    int now = byReceiver.getOrDefault(receiver, 0);
    if (now >= perReceiver || all >= overall) return false;
    byReceiver.put(receiver, now + 1);
    all++;
    return true;
  }

  synchronized void leave(String receiver) {
    byReceiver.computeIfPresent(receiver, (r, n) -> n == 1 ? null : n - 1);
    all--;
  }

  /** POSTs under way. */
  synchronized int all() {
    return all;
  }
}
