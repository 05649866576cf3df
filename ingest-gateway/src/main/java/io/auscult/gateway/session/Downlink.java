package io.auscult.gateway.session;

import io.auscult.gateway.dialect.Action.Send;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The way to the client: one frame under way at a time, the rest waiting in a bounded outbox, and
 * the end of the connection in its order behind them. Runs on the session's thread.
 */
final class Downlink {
  /** How long a client has to answer a Close, or to read a last warning, before it is dropped. */
  static final long CLOSE_GRACE_MS = 5_000;

  /** A dropped client gets this long to read what it was sent last. */
  static final long DROP_GRACE_MS = 250;

  private sealed interface End {
    record Open() implements End {}

    record CloseWith(int code, String reason) implements End {}

    record Drop() implements End {}

    record Done() implements End {}
  }

  /** Something to do when so many frames have been offered and written or thrown away. */
  private record Mark(long after, Runnable work) {}

  private final Wire wire;
  private final LongSupplier clock;
  private final Outbox outbox;
  private final ArrayDeque<Mark> marks = new ArrayDeque<>();
  private boolean broken;
  private End end = new End.Open();
  private boolean sending;
  private boolean closeSent;
  private long dropAtMs = Long.MAX_VALUE;

  Downlink(Wire wire, long maxOutboxBytes, LongSupplier clock) {
    this.wire = wire;
    this.clock = clock;
    this.outbox = new Outbox(maxOutboxBytes);
  }

  /** Sends a frame when its turn comes; nothing after an end was asked for. */
  Outbox.Offer send(Send frame) {
    if (!(end instanceof End.Open)) return Outbox.Offer.QUEUED;
    Outbox.Offer offer = outbox.offer(frame);
    pump();
    return offer;
  }

  /**
   * Runs something once every frame so far has been written; never, if the connection breaks
   * before. Frames that were thrown away count as written with the next one.
   */
  void whenWritten(Runnable work) {
    if (end instanceof End.Done || broken) return;
    marks.add(new Mark(outbox.offered(), work));
    if (!sending && outbox.isEmpty()) settle(outbox.offered());
  }

  /** Closes when everything before is sent, or drops the client after the grace. */
  void close(int code, String reason) {
    endWith(new End.CloseWith(code, reason));
  }

  /** Throws away what waits and closes. */
  void closeNow(int code, String reason) {
    outbox.clear();
    sending = false;
    close(code, reason);
  }

  /** Drops the connection without a Close when everything before is sent. */
  void drop() {
    endWith(new End.Drop());
  }

  /** The client closed: nothing more can be said, and it has the grace to hang up. */
  void closedByClient() {
    outbox.clear();
    if (end instanceof End.Done) return;
    end = new End.Done();
    dropAtMs = clock.getAsLong() + CLOSE_GRACE_MS;
  }

  /** Whether an end was asked for. */
  boolean ending() {
    return !(end instanceof End.Open);
  }

  /** Whether our Close is sent: a Close of the client's is the answer to it, whatever its code. */
  boolean closeSent() {
    return closeSent;
  }

  /** When {@link #tick} has something to do. */
  long dueMs() {
    return dropAtMs;
  }

  void tick(long nowMs) {
    if (nowMs < dropAtMs) return;
    dropAtMs = Long.MAX_VALUE;
    wire.drop();
  }

  private void endWith(End how) {
    if (ending()) return;
    end = how;
    dropAtMs = clock.getAsLong() + CLOSE_GRACE_MS;
    pump();
  }

  private void settle(long upTo) {
    while (!marks.isEmpty() && marks.peek().after() <= upTo) marks.poll().work().run();
  }

  private void pump() {
    if (sending) return;
    Optional<Outbox.Waiting> next = outbox.poll();
    if (next.isPresent()) {
      sending = true;
      wire.send(
          next.get().frame().json(),
          written -> {
            sending = false;
            if (written) {
              settle(next.get().number());
            } else {
              broken = true;
              marks.clear();
            }
            pump();
          });
    } else if (end instanceof End.CloseWith c) {
      end = new End.Done();
      closeSent = true;
      wire.close(c.code(), c.reason());
    } else if (end instanceof End.Drop) {
      end = new End.Done();
      dropAtMs = Math.min(dropAtMs, clock.getAsLong() + DROP_GRACE_MS);
    }
  }
}
