package io.auscult.transcription.recognise;

/**
 * How much of the last seconds a process's threads spent on what cannot be shed. A ring of seconds;
 * times are nanoseconds on the caller's clock.
 */
final class Busy {
  private static final int SECONDS = 5;
  private static final long SECOND = 1_000_000_000L;

  private final int threads;
  private final long[] nanos = new long[SECONDS];
  private final long[] second = new long[SECONDS];
  private final long since;

  Busy(int threads, long now) {
    this.threads = threads;
    this.since = now;
  }

  /** A thread has worked from one time to another. */
  void worked(long from, long to) {
    for (long at = from; at < to; ) {
      long s = Math.floorDiv(at, SECOND);
      long end = Math.min(to, (s + 1) * SECOND);
      int i = (int) Math.floorMod(s, (long) SECONDS);
      if (second[i] != s) {
        second[i] = s;
        nanos[i] = 0;
      }
      nanos[i] += end - at;
      at = end;
    }
  }

  /** 0 to 100, over the last five seconds or what there is of them. */
  int percent(long now) {
    long newest = Math.floorDiv(now, SECOND);
    long sum = 0;
    for (int i = 0; i < SECONDS; i++) {
      if (newest - second[i] < SECONDS) sum += nanos[i];
    }
    long oldest = Math.max(since, (newest - SECONDS + 1) * SECOND);
    long span = Math.max(now - oldest, SECOND);
    return (int) Math.min(100, 100 * sum / (span * threads));
  }
}
