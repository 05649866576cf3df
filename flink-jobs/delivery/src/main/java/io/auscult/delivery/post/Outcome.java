package io.auscult.delivery.post;

import io.auscult.delivery.schedule.Attempt;
import io.auscult.events.DeliveryAttempt;

/** What came of a try, before it is a record. */
sealed interface Outcome {
  /** The receiver answered. */
  record Answered(int status, long retryAfterMs) implements Outcome {}

  /** It did not, or was not asked. */
  record Unanswered(Reason reason) implements Outcome {}

  /** There was no room. */
  record NoRoom() implements Outcome {}

  /** The record for the topic. */
  default DeliveryAttempt of(Attempt attempt, long tookMs, long atMs) {
    if (this instanceof Answered a) {
      if (a.status() >= 200 && a.status() < 300) {
        return record(attempt, DeliveryAttempt.DELIVERED, "", a.status(), 0, tookMs, atMs);
      }
      if (a.status() == 410) {
        return record(attempt, DeliveryAttempt.GONE, "", a.status(), 0, tookMs, atMs);
      }
      String reason = Reason.STATUS.word();
      return record(
          attempt, DeliveryAttempt.FAILED, reason, a.status(), a.retryAfterMs(), tookMs, atMs);
    }
    if (this instanceof Unanswered u) {
      return record(attempt, DeliveryAttempt.FAILED, u.reason().word(), 0, 0, tookMs, atMs);
    }
    return record(attempt, DeliveryAttempt.BUSY, "", 0, 0, tookMs, atMs);
  }

  private static DeliveryAttempt record(
      Attempt a, String outcome, String reason, int status, long retryMs, long tookMs, long atMs) {
    return new DeliveryAttempt(
        a.session(), a.turn(), a.number(), outcome, reason, status, retryMs, tookMs, atMs);
  }
}
