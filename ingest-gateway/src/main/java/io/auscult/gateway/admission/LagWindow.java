package io.auscult.gateway.admission;

import java.util.ArrayDeque;

/** How late finals have been lately. A plain rule with memory. */
final class LagWindow {
  static final long LATELY_MS = 10_000;

  /** Fewer say nothing: one is slow because it is long, or the first after a start. */
  static final int ENOUGH = 5;

  /** Two a second of 50 sessions; more would only be sorted. */
  private static final int MOST = 1_000;

  /** Later than this is one said again after an outage: it does not tell how it is now. */
  private static final long REPEATED_MS = 600_000;

  private record Lag(long atMs, long lagMs) {}

  private final ArrayDeque<Lag> lately = new ArrayDeque<>();

  void add(long lagMs, long nowMs) {
    if (lagMs > REPEATED_MS) return;
    lately.add(new Lag(nowMs, lagMs));
    if (lately.size() > MOST) lately.remove();
  }

  /** What nine of ten stay below, in milliseconds; 0: too few to tell. */
  long p90(long nowMs) {
    while (!lately.isEmpty() && nowMs - lately.peek().atMs() > LATELY_MS) lately.remove();
    if (lately.size() < ENOUGH) return 0;
    long[] sorted = lately.stream().mapToLong(Lag::lagMs).sorted().toArray();
    return sorted[(sorted.length * 9 + 9) / 10 - 1];
  }
}
