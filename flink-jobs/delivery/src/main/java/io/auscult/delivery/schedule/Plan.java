package io.auscult.delivery.schedule;

/**
 * How far a delivery has come.
 *
 * @param turn the last that was handed over
 * @param settled the last whose outcome is known; {@code turn}: nothing is under way
 * @param tries that failed
 * @param busies how often in a row there was no room
 * @param firstAtMs when the first was handed over
 * @param wakeAtMs when to hand over again, or to wonder where an outcome is
 */
public record Plan(int turn, int settled, int tries, int busies, long firstAtMs, long wakeAtMs) {
  /** Nothing was handed over yet. */
  static Plan begun(long atMs) {
    return new Plan(0, 0, 0, 0, atMs, 0);
  }

  boolean underWay() {
    return turn > settled;
  }

  /** The next turn is handed over; its outcome is missed at {@code missedAtMs}. */
  Plan handedOver(long missedAtMs) {
    return new Plan(turn + 1, settled, tries, busies, firstAtMs, missedAtMs);
  }

  /** A turn failed, which was try {@code number}. */
  Plan failed(int turn, int number, long wakeAtMs) {
    return new Plan(
        Math.max(turn, this.turn), turn, Math.max(number, tries + 1), 0, firstAtMs, wakeAtMs);
  }

  /** A turn found no room. */
  Plan busy(int turn, long wakeAtMs) {
    return new Plan(Math.max(turn, this.turn), turn, tries, busies + 1, firstAtMs, wakeAtMs);
  }

  Plan wakingAt(long atMs) {
    return new Plan(turn, settled, tries, busies, firstAtMs, atMs);
  }
}
