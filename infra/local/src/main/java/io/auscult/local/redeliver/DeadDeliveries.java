package io.auscult.local.redeliver;

import io.auscult.events.DeadLetter;
import io.auscult.events.Decoded;
import io.auscult.events.DeliveryOrder;
import io.auscult.events.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which results that were given up can be sent again. A result cannot where {@code deliveries} says
 * something newer of its session: that it is erased, or that it was sent again already.
 */
final class DeadDeliveries {
  private final Map<String, DeadLetter> newest = new LinkedHashMap<>();

  /** Takes a record of {@code dead-letter}, whatever it is of. */
  void dead(byte[] value) {
    if (!(DeadLetter.decode(value) instanceof Decoded.Good<DeadLetter> good)) return;
    DeadLetter letter = good.value();
    if (!letter.topic().equals(Topics.DELIVERIES) || letter.value() == null) return;
    // What could not be read then cannot be now.
    if (!(DeliveryOrder.decode(letter.value()) instanceof Decoded.Good<DeliveryOrder> order)) {
      return;
    }
    newest.merge(order.value().session(), letter, (a, b) -> b.offset() >= a.offset() ? b : a);
  }

  /** Takes a record of {@code deliveries}, tombstones too; told whether it says anything new. */
  boolean later(String session, int partition, long offset) {
    DeadLetter letter = newest.get(session);
    if (letter == null || letter.partition() != partition || letter.offset() >= offset) {
      return false;
    }
    newest.remove(session);
    return true;
  }

  /** From where on a partition of {@code deliveries} has to be read: the first offset. */
  Map<Integer, Long> from() {
    Map<Integer, Long> from = new TreeMap<>();
    for (DeadLetter letter : newest.values()) {
      from.merge(letter.partition(), letter.offset() + 1, Math::min);
    }
    return from;
  }

  boolean has(String session) {
    return newest.containsKey(session);
  }

  /** An order that can be sent again. */
  record Order(String session, byte[] value) {}

  /** All that is left, in the order they were given up. */
  List<Order> orders() {
    List<Order> all = new ArrayList<>();
    newest.forEach((session, letter) -> all.add(new Order(session, letter.value())));
    return all;
  }
}
