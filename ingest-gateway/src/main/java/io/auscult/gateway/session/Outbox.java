package io.auscult.gateway.session;

import io.auscult.gateway.dialect.Action.Send;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Frames that wait for a client to read them, within bounds: a newer hypothesis takes the place of
 * an older one, hypotheses go first when space runs out, finals never go. A plain rule with memory.
 */
final class Outbox {
  /** What became of an offered frame. */
  enum Offer {
    QUEUED,
    /** Queued, or was itself thrown away, at the price of hypotheses. */
    SHED,
    /** Finals alone are more than may wait: the client does not read. */
    OVERFLOW,
  }

  /**
   * A frame in line.
   *
   * @param number of its offer, from 1
   */
  record Waiting(Send frame, int bytes, long number) {}

  private final long maxBytes;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private long bytes;
  private long offered;

  Outbox(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  Offer offer(Send frame) {
    offered++;
    boolean partial = !frame.replaces().isEmpty();
    if (partial) remove(frame.replaces());
    int size = frame.json().getBytes(StandardCharsets.UTF_8).length;
    boolean shed = false;
    if (bytes + size > maxBytes) {
      shed = true;
      if (partial) return Offer.SHED;
      removePartials();
      if (bytes + size > maxBytes) return Offer.OVERFLOW;
    }
    waiting.add(new Waiting(frame, size, offered));
    bytes += size;
    return shed ? Offer.SHED : Offer.QUEUED;
  }

  /** The next frame to send. */
  Optional<Waiting> poll() {
    Waiting next = waiting.poll();
    if (next != null) bytes -= next.bytes();
    return Optional.ofNullable(next);
  }

  /** How many frames were offered so far. */
  long offered() {
    return offered;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void clear() {
    waiting.clear();
    bytes = 0;
  }

  private void remove(String key) {
    for (Iterator<Waiting> it = waiting.iterator(); it.hasNext(); ) {
      Waiting w = it.next();
      if (!w.frame().replaces().equals(key)) continue;
      bytes -= w.bytes();
      it.remove();
    }
  }

  private void removePartials() {
    for (Iterator<Waiting> it = waiting.iterator(); it.hasNext(); ) {
      Waiting w = it.next();
      if (w.frame().replaces().isEmpty()) continue;
      bytes -= w.bytes();
      it.remove();
    }
  }
}
