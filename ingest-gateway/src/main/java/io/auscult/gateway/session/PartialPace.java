package io.auscult.gateway.session;

import io.auscult.events.SessionOutput;
import io.auscult.events.SessionOutput.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps hypotheses of one item apart by what the session asked for. The job takes them at even
 * steps of audio, but decoding takes longer now and then: without this the next would come right
 * behind a late one. A plain rule with memory.
 */
final class PartialPace {
  private final Map<String, Long> sentAtMs = new HashMap<>();
  private final Map<String, Item> held = new HashMap<>();
  private long everyMs;

  /** Sets how far hypotheses of one item are to be apart, in milliseconds. */
  void every(long ms) {
    everyMs = ms;
  }

  /**
   * Whether an output may go now. A hypothesis that may not is kept in place of an older one; a
   * final always may, and its hypotheses are no more.
   */
  boolean mayGo(SessionOutput output, long nowMs) {
    if (!(output instanceof Item item)) return true;
    Long last = sentAtMs.get(item.id());
    held.remove(item.id());
    if (item.isFinal()) {
      sentAtMs.remove(item.id());
      return true;
    }
    if (last != null && nowMs - last < everyMs) {
      held.put(item.id(), item);
      return false;
    }
    sentAtMs.put(item.id(), nowMs);
    return true;
  }

  /** When the next kept hypothesis may go; {@link Long#MAX_VALUE}: there is none. */
  long dueMs() {
    long due = Long.MAX_VALUE;
    for (String id : held.keySet()) due = Math.min(due, sentAtMs.get(id) + everyMs);
    return due;
  }

  /** Takes out the kept hypotheses that may go now. */
  List<Item> due(long nowMs) {
    List<Item> due = new ArrayList<>();
    for (Item kept : List.copyOf(held.values())) if (mayGo(kept, nowMs)) due.add(kept);
    return due;
  }
}
