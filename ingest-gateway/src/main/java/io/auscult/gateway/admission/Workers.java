package io.auscult.gateway.admission;

import io.auscult.events.SessionOutput.Load;
import java.util.HashMap;
import java.util.Map;

/** What each worker that recognises has said of itself lately. A plain rule with memory. */
final class Workers {
  /** Who has said nothing for so long is not known any more. */
  static final long FORGOTTEN_MS = 10_000;

  /** A worker that recognises says how long finals wait every second; older is over. */
  private static final long WAIT_COUNTS_MS = 3_000;

  /**
   * What a worker said last.
   *
   * @param heardAtMs by our clock: theirs may be another
   * @param beforeMs what it had said of waiting the time before
   */
  private record Said(Load load, long heardAtMs, long beforeMs) {}

  private final Map<String, Said> byWorker = new HashMap<>();

  void say(Load load, long nowMs) {
    Said old = byWorker.get(load.worker());
    // A replay, or two sessions' copies of one: the time before stays what it was.
    if (old != null && load.atMs() <= old.load().atMs()) return;
    boolean fresh = old != null && nowMs - old.heardAtMs() <= WAIT_COUNTS_MS;
    byWorker.put(load.worker(), new Said(load, nowMs, fresh ? old.load().waitMs() : 0));
  }

  void forgetOld(long nowMs) {
    byWorker.values().removeIf(said -> nowMs - said.heardAtMs() > FORGOTTEN_MS);
  }

  int known() {
    return byWorker.size();
  }

  /** When one was heard last; {@link Long#MIN_VALUE}: none is known. */
  long heardAtMs() {
    return byWorker.values().stream().mapToLong(Said::heardAtMs).max().orElse(Long.MIN_VALUE);
  }

  /** Of all, together; 100 is one worker with nothing to spare. */
  int busyPercent() {
    return byWorker.values().stream().mapToInt(said -> said.load().busyPercent()).sum();
  }

  /** Of all, together. */
  int sessions() {
    return byWorker.values().stream().mapToInt(said -> said.load().sessions()).sum();
  }

  /** Whether there are any, and each is at least so busy. */
  boolean allBusy(int percent) {
    return !byWorker.isEmpty()
        && byWorker.values().stream().allMatch(said -> said.load().busyPercent() >= percent);
  }

  /**
   * How long finals wait at the worker where they wait longest, in milliseconds: the smaller of its
   * last two readings, since one slow final, as the first after a start, is no queue.
   */
  long waitMs(long nowMs) {
    return byWorker.values().stream()
        .filter(said -> nowMs - said.heardAtMs() <= WAIT_COUNTS_MS)
        .mapToLong(said -> Math.min(said.load().waitMs(), said.beforeMs()))
        .max()
        .orElse(0);
  }
}
