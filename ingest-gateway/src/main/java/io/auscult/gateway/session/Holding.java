package io.auscult.gateway.session;

/**
 * Why a client is held back at the moment. Its socket is read again when no reason is left. Runs on
 * the session's thread; {@link #forLog()} may be asked from any.
 */
final class Holding {
  private final Wire wire;
  private final SessionSettings settings;
  private volatile boolean forLog;
  private boolean forJob;
  private long rateUntilMs;
  private boolean forRate;
  private boolean degraded;

  Holding(Wire wire, SessionSettings settings) {
    this.wire = wire;
    this.settings = settings;
  }

  boolean any() {
    return forLog || forRate || forJob;
  }

  boolean forLog() {
    return forLog;
  }

  boolean forRate() {
    return forRate;
  }

  /**
   * Holds while more waits for the log than may; lets go at half of it, so as not to flutter.
   *
   * @param receiptChars of frames that wait for it: they must find room in the outbox at once
   */
  void look(long unrecordedHere, long unrecordedOverall, long receiptChars) {
    boolean over =
        unrecordedHere > settings.maxUnrecordedBytes()
            || unrecordedOverall > settings.maxUnrecordedBytesOverall()
            || receiptChars > settings.maxOutboxBytes() / 2;
    boolean under =
        unrecordedHere <= settings.maxUnrecordedBytes() / 2
            && unrecordedOverall <= settings.maxUnrecordedBytesOverall() / 4 * 3
            && receiptChars <= settings.maxOutboxBytes() / 4;
    if (!forLog && over) {
      if (!any()) wire.suspend();
      forLog = true;
    } else if (forLog && under) {
      forLog = false;
      if (!any()) wire.resume();
    }
  }

  /** Holds while recognition has to catch up. */
  void lookAhead(boolean wait) {
    if (wait == forJob) return;
    boolean before = any();
    forJob = wait;
    if (!before) wire.suspend();
    if (!any()) wire.resume();
  }

  void holdForRate(long untilMs) {
    if (!any()) wire.suspend();
    forRate = true;
    rateUntilMs = untilMs;
  }

  void tick(long nowMs) {
    if (forRate && nowMs >= rateUntilMs) {
      forRate = false;
      if (!any()) wire.resume();
    }
  }

  /** Whether this is the beginning of an episode in which the log stands still. */
  boolean turnedDegraded(boolean stalled) {
    boolean turned = stalled && !degraded;
    degraded = stalled;
    return turned;
  }
}
