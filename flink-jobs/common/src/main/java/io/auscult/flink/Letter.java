package io.auscult.flink;

import java.nio.charset.StandardCharsets;

/**
 * A Kafka record on its way out.
 *
 * @param partition {@link #BY_KEY}, or where it has to go
 * @param value null: a tombstone
 */
public record Letter(String topic, int partition, byte[] key, byte[] value) {
  /** The partition follows from the key. */
  public static final int BY_KEY = -1;

  /** A record whose partition follows from its key. */
  public static Letter keyed(String topic, String key, byte[] value) {
    return new Letter(topic, BY_KEY, key.getBytes(StandardCharsets.UTF_8), value);
  }

  @Override
  public String toString() {
    return "Letter[" + topic + "]";
  }
}
