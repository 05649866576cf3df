package io.auscult.delivery.schedule;

/**
 * An order as it lies on {@code deliveries}, with what has to be known of it without reading it.
 *
 * @param receiver whom a slow answer may delay, as {@code https://host:443}; see {@link Receivers}
 * @param value the order's bytes; null: it is taken back
 */
public record Order(
    String session, String receiver, long orderedAtMs, byte[] value, int partition, long offset) {
  @Override
  public String toString() {
    return "Order[" + session + ", " + partition + "@" + offset + "]";
  }
}
