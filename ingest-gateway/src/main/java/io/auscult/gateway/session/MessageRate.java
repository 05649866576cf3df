package io.auscult.gateway.session;

/**
 * Messages a minute of one owner (K11): a token bucket whose burst is the limit. Over it the client
 * is held back for ten seconds; over it again within the minute after that, it is refused. A plain
 * rule with memory; thread-safe, because an owner may have several sessions.
 */
final class MessageRate {
  /** What to do with the sender of a message; the message itself is always taken. */
  enum Ruling {
    GO_ON,
    HOLD_BACK,
    REFUSE,
  }

  static final long HOLD_MS = 10_000;
  private static final long MINUTE_MS = 60_000;

  private final int perMinute;
  private double tokens;
  private long filledAtMs;
  private long heldAtMs = Long.MIN_VALUE;

  MessageRate(int perMinute, long nowMs) {
    this.perMinute = perMinute;
    this.tokens = perMinute;
    this.filledAtMs = nowMs;
  }

  synchronized Ruling message(long nowMs) {
    double earned = (double) Math.max(0, nowMs - filledAtMs) * perMinute / MINUTE_MS;
    tokens = Math.min(perMinute, tokens + earned);
    filledAtMs = nowMs;
    if (tokens >= 1) {
      tokens -= 1;
      return Ruling.GO_ON;
    }
    boolean heldLately = heldAtMs != Long.MIN_VALUE && nowMs - heldAtMs < HOLD_MS + MINUTE_MS;
    // What was on its way when the holding began is part of the same excess.
    if (heldLately && nowMs - heldAtMs < HOLD_MS) return Ruling.HOLD_BACK;
    if (heldLately) return Ruling.REFUSE;
    heldAtMs = nowMs;
    return Ruling.HOLD_BACK;
  }
}
