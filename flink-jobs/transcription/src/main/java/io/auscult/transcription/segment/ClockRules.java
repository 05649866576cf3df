package io.auscult.transcription.segment;

import io.auscult.events.Limits;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the clocks of a session say at a given time. Plain rules; nothing here reads a clock.
 *
 * <p>The audio clock decides wherever audio arrives. The wall clock decides only what depends on
 * nothing arriving.
 */
final class ClockRules {
  /**
   * A gateway ends idle sessions itself. The job ends only those whose gateway is gone, so it waits
   * this much longer.
   */
  static final long ORPHAN_GRACE_MS = 30_000;

  /** Reasons for an end, as they stand in the usage record. */
  static final String END_IDLE = "idle";

  static final String END_CONNECTION_LOST = "connection_lost";
  static final String END_PAUSE_LIMIT = "pause_limit";
  static final String END_MAX_SESSION = "max_session";
  static final String END_DURATION_LIMIT = "duration_limit";

  /** The countdown begins so long before the limit (DI-61). */
  static final int COUNTDOWN_SECONDS = 60;

  /** A silence that goes on is told again after so long (SA-14). */
  static final long SILENCE_AGAIN_MS = 30_000;

  private ClockRules() {}

  /** Milliseconds in which nothing was said, whether silence came or nothing at all. */
  static long quietMs(Clocks c, long nowMs) {
    if (c.pausedAtMs != 0) return 0;
    return c.audioMs - c.spokenMs + Math.max(0, nowMs - c.audioAtMs);
  }

  /** Whether the client is to be told now that nobody speaks, for the first time or again. */
  static boolean silenceDue(Clocks c, Limits limits, long nowMs) {
    return silenceCounts(c, limits) && quietMs(c, nowMs) >= silenceDueMs(c, limits);
  }

  private static boolean silenceCounts(Clocks c, Limits limits) {
    return limits.silenceWarningMs() > 0 && c.pausedAtMs == 0 && c.detachedAtMs == 0;
  }

  /** Length of the silence at which the client is told next. */
  private static long silenceDueMs(Clocks c, Limits limits) {
    return limits.silenceWarningMs() + c.silenceTold * SILENCE_AGAIN_MS;
  }

  /**
   * Seconds left that the client is to be told now; empty: nothing new. Counts on the wall clock or
   * the audio clock, whichever is further (DI-62); a value that was passed over is not made up for.
   */
  static OptionalInt remainingDue(Clocks c, Limits limits, long nowMs) {
    if (limits.durationMs() <= 0) return OptionalInt.empty();
    long leftMs = Math.max(0, limits.durationMs() - Math.max(nowMs - c.openedAtMs, c.audioMs));
    long seconds = (leftMs + 999) / 1000;
    return seconds < c.remainingTold ? OptionalInt.of((int) seconds) : OptionalInt.empty();
  }

  /** Something was said at a place on the audio clock: the silence is over. */
  static void spoken(Clocks c, long atMs) {
    if (atMs <= c.spokenMs) return;
    c.spokenMs = atMs;
    if (c.silenceTold == 0) return;
    c.silenceTold = 0;
    c.silence++;
  }

  /** Audio came in: a pause is over, and a silence is measured from here. */
  static void heard(Clocks c, long streamMs, long atMs, long nowMs) {
    resume(c, atMs);
    c.audioMs = Math.max(c.audioMs, streamMs);
    c.audioAtMs = nowMs;
  }

  /** A pause begins; the audio clock stands still by itself, since no audio counts. */
  static void pause(Clocks c, long atMs) {
    if (c.pausedAtMs == 0) c.pausedAtMs = atMs;
  }

  /** A pause, if there is one, is over. Silence before it does not count any more. */
  static void resume(Clocks c, long atMs) {
    if (c.pausedAtMs == 0) return;
    c.pausedMs += Math.max(0, atMs - c.pausedAtMs);
    c.pausedAtMs = 0;
    spoken(c, c.audioMs);
  }

  /**
   * Why the session is to end now, if it is.
   *
   * @param sinceMs since when this job has been running: what it could not see before is no idling
   */
  static Optional<String> endDue(Clocks c, Limits limits, long sinceMs, long nowMs) {
    if (reached(maxSessionAt(c, limits), nowMs)) return Optional.of(END_MAX_SESSION);
    if (reached(limitAt(c, limits.durationMs()), nowMs)) return Optional.of(END_DURATION_LIMIT);
    if (reached(detachedAt(c, limits, sinceMs), nowMs)) return Optional.of(END_CONNECTION_LOST);
    if (reached(pauseLimitAt(c, limits), nowMs)) return Optional.of(END_PAUSE_LIMIT);
    if (reached(idleAt(c, limits, sinceMs), nowMs)) return Optional.of(END_IDLE);
    return Optional.empty();
  }

  /** When to look again at the latest; {@link Long#MAX_VALUE}: nothing can fall due. */
  static long nextAt(Clocks c, Limits limits, long sinceMs, long nowMs) {
    long next =
        Math.min(
            Math.min(maxSessionAt(c, limits), detachedAt(c, limits, sinceMs)),
            Math.min(pauseLimitAt(c, limits), idleAt(c, limits, sinceMs)));
    next = Math.min(next, limitAt(c, limits.durationMs()));
    if (limits.durationMs() > 0) {
      // When the next lower value begins.
      next = Math.min(next, c.openedAtMs + limits.durationMs() - 1000L * (c.remainingTold - 1));
    }
    if (silenceCounts(c, limits)) {
      next = Math.min(next, nowMs + silenceDueMs(c, limits) - quietMs(c, nowMs));
    }
    return Math.max(next, nowMs + 1);
  }

  private static boolean reached(long atMs, long nowMs) {
    return nowMs >= atMs;
  }

  private static long maxSessionAt(Clocks c, Limits limits) {
    return limitAt(c, limits.maxSessionMs());
  }

  private static long limitAt(Clocks c, long limitMs) {
    if (limitMs <= 0) return Long.MAX_VALUE;
    // A sender that is faster than the clock reaches the limit on its audio.
    return c.audioMs >= limitMs ? 0 : c.openedAtMs + limitMs;
  }

  private static long detachedAt(Clocks c, Limits limits, long sinceMs) {
    if (c.detachedAtMs == 0) return Long.MAX_VALUE;
    return Math.max(c.detachedAtMs, sinceMs) + limits.resumeMs();
  }

  private static long pauseLimitAt(Clocks c, Limits limits) {
    if (c.pausedAtMs == 0 || limits.pauseMs() <= 0) return Long.MAX_VALUE;
    return c.pausedAtMs + limits.pauseMs();
  }

  private static long idleAt(Clocks c, Limits limits, long sinceMs) {
    if (limits.idleMs() <= 0 || c.pausedAtMs != 0 || c.detachedAtMs != 0) return Long.MAX_VALUE;
    return Math.max(c.inputAtMs, sinceMs) + limits.idleMs() + ORPHAN_GRACE_MS;
  }
}
