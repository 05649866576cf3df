package io.auscult.delivery.schedule;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * When to try again (IN-46): after 1 s, then twice as long each time up to 6 h, each 20 % more or
 * less, until 24 h after the first try. That makes 18 tries; 8 where the receiver asks for the
 * longest waits, however long those take.
 */
public final class Backoff {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofHours(6);
  static final Duration GIVE_UP_AFTER = Duration.ofHours(24);
  static final int LEAST_TRIES = 8;
  static final double JITTER = 0.2;

  private static final Duration BUSY_FIRST = Duration.ofMillis(500);
  private static final Duration BUSY_LONGEST = Duration.ofSeconds(10);

  private Backoff() {}

  /**
   * When the next try is due, in milliseconds since 1970; empty: never.
   *
   * @param tries that failed, from 1
   * @param firstAtMs when the first was made
   * @param atMs when the last had failed
   * @param retryAfterMs what the receiver asks for; lengthens a wait, never shortens one
   * @param chance 0 to 1
   */
  static OptionalLong next(int tries, long firstAtMs, long atMs, long retryAfterMs, double chance) {
    long wait = jittered(doubled(FIRST, tries - 1, LONGEST), chance);
    long asked = Math.min(retryAfterMs, LONGEST.toMillis());
    long next = atMs + Math.max(wait, asked);
    boolean late = next > firstAtMs + GIVE_UP_AFTER.toMillis();
    return late && tries >= LEAST_TRIES ? OptionalLong.empty() : OptionalLong.of(next);
  }

  /**
   * How long to wait where there was no room for a try, in milliseconds.
   *
   * @param before how often there was none in a row before
   * @param chance 0 to 1
   */
  static long busyMs(int before, double chance) {
    return jittered(doubled(BUSY_FIRST, before, BUSY_LONGEST), chance);
  }

  private static long doubled(Duration first, int times, Duration longest) {
    // 30 doublings are beyond every limit here; more would overflow.
    return Math.min(first.toMillis() << Math.min(times, 30), longest.toMillis());
  }

  private static long jittered(long ms, double chance) {
    return Math.round(ms * (1 - JITTER + 2 * JITTER * chance));
  }
}
