package io.auscult.gateway.session;

import io.auscult.events.SessionOutput;
import java.util.List;

/**
 * Which of the job's answers the client sees, and when; what the gateway alone is told goes to its
 * rules. Runs on the session's thread.
 */
final class Telling {
  private final Delivered delivered;
  private final Flow flow;
  private final PartialPace pace = new PartialPace();

  /**
   * Nothing was said over this connection.
   *
   * @param delivered what the client has had over an earlier one
   */
  Telling(Delivered delivered, Flow flow) {
    this.delivered = delivered;
    this.flow = flow;
  }

  /** What the client has had. */
  Delivered delivered() {
    return delivered;
  }

  /** Hypotheses of an item stay so far apart, in milliseconds. */
  void every(int partialEveryMs) {
    pace.every(partialEveryMs);
  }

  /** Whether the client is to see this now. */
  boolean shows(SessionOutput output, long nowMs) {
    if (output instanceof SessionOutput.Progress p) flow.recognised(p.audioMs(), nowMs);
    return delivered.isNew(output) && pace.mayGo(output, nowMs);
  }

  /** Hypotheses that waited and whose time has come. */
  List<SessionOutput.Item> due(long nowMs) {
    return pace.due(nowMs);
  }

  /** When {@link #due} has something to say. */
  long dueMs() {
    return pace.dueMs();
  }

  /** A final is on its way to the client. */
  void finalItem(SessionOutput.Item item, long nowMs) {
    // Read back from the sessions topic it does not say when it was spoken.
    if (item.spokenAtMs() > 0) flow.finalItem(nowMs - item.spokenAtMs(), nowMs);
  }

  /** A final has left for the client; how many have by now. */
  int written(SessionOutput.Item item) {
    delivered.written(item);
    return delivered.finals();
  }
}
