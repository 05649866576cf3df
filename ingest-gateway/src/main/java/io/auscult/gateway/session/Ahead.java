package io.auscult.gateway.session;

/**
 * How far a session's audio runs ahead of the clock and of recognition, and whether its client is
 * to wait for that. Who sends no faster than people speak is never held. A plain rule with memory.
 *
 * <p>Recognition says how far it is by {@link io.auscult.events.SessionOutput.Progress}, and only
 * of sessions that run ahead.
 */
final class Ahead {
  /** Audio that nobody could recognise yet is not worth more than a minute of the job's memory. */
  static final long HOLD_MS = 60_000;

  /** So that a client that is let go sends for a while. */
  static final long GO_ON_MS = 45_000;

  /** Recognition may be restarting; it may also have lost what it was to say. */
  static final long PATIENCE_MS = 30_000;

  /** What is let through then: something to say progress of. */
  static final long LET_THROUGH_MS = 5_000;

  /** Clients gather up to 5 s before they send (MS-67); more is faster than speech. */
  static final long LIVE_MS = 5_000;

  private static final int BYTES_PER_MS = 32;

  private long[] streamBytes = new long[0];
  private long openedAtMs;
  private long baseMs;
  private long recognisedMs;
  private long ceilingMs = HOLD_MS;
  private long newsAtMs;
  private boolean held;

  /** Begins to count, at an open or when a client is back. */
  void begin(int streams, long nowMs) {
    streamBytes = new long[streams];
    openedAtMs = nowMs;
  }

  /** Canonical audio was taken. */
  void audio(int stream, int bytes) {
    streamBytes[stream] += bytes;
  }

  /**
   * Recognition is so far.
   *
   * @param audioMs of the session, also of what an earlier connection sent: nothing can be
   *     recognised that was not sent, so this says at least where this connection began
   */
  void recognised(long audioMs, long nowMs) {
    if (audioMs <= recognisedMs) return;
    recognisedMs = audioMs;
    baseMs = Math.max(baseMs, audioMs - hereMs());
    ceilingMs = HOLD_MS;
    newsAtMs = nowMs;
  }

  /** Whether it runs ahead of the clock by more than live clients do. */
  boolean fasterThanSpeech(long nowMs) {
    return beforeClockMs(nowMs) > LIVE_MS;
  }

  /** What is to be done about the client. */
  enum Ruling {
    READ,
    HOLD,
    /** Read on for a while although nothing was heard of recognition. */
    OUT_OF_PATIENCE
  }

  /** What is to be done about the client now. */
  Ruling look(long nowMs) {
    long clockMs = beforeClockMs(nowMs);
    long aheadMs = baseMs + hereMs() - recognisedMs;
    if (!held) {
      held = aheadMs > ceilingMs && clockMs > HOLD_MS;
      if (held) newsAtMs = nowMs;
    } else if (clockMs < GO_ON_MS || aheadMs < GO_ON_MS) {
      held = false;
    } else if (nowMs - newsAtMs >= PATIENCE_MS) {
      held = false;
      ceilingMs = aheadMs + LET_THROUGH_MS;
      return Ruling.OUT_OF_PATIENCE;
    }
    return held ? Ruling.HOLD : Ruling.READ;
  }

  private long beforeClockMs(long nowMs) {
    return hereMs() - (nowMs - openedAtMs);
  }

  /** The longest stream of this connection; one that was away counts for less than it is. */
  private long hereMs() {
    long most = 0;
    for (long bytes : streamBytes) most = Math.max(most, bytes);
    return most / BYTES_PER_MS;
  }
}
