package io.auscult.flink;

/**
 * A record of a topic as it lies there.
 *
 * @param key null where there is none
 * @param value null where there is none
 */
public record Raw(byte[] key, byte[] value, int partition, long offset) {
  @Override
  public String toString() {
    return "Raw[" + partition + "@" + offset + "]";
  }
}
