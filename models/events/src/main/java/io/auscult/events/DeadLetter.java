package io.auscult.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Bytes that could not be understood, in a form that can be repaired and fed back.
 *
 * @param topic where they lay
 * @param reason {@link Decoded.Fault} or another machine-readable word
 * @param detail which field, without its content
 * @param key raw, base64 in JSON; null where there was none
 * @param value raw, base64 in JSON; null where there was none
 * @param at ISO-8601, UTC
 */
public record DeadLetter(
    @JsonProperty(required = true) String topic,
    int partition,
    long offset,
    @JsonProperty(required = true) String reason,
    String detail,
    @JsonProperty("key_base64") byte[] key,
    @JsonProperty("value_base64") byte[] value,
    String at) {

  private static final VersionedJson<DeadLetter> JSON = new VersionedJson<>(DeadLetter.class);

  /** Bytes for the topic: JSON, {@code "v":1} first. */
  public byte[] encode() {
    return JSON.encode(this);
  }

  /** The record in some bytes, or why there is none. */
  public static Decoded<DeadLetter> decode(byte[] raw) {
    return JSON.decode(raw);
  }

  @Override
  public String toString() {
    return "DeadLetter[" + topic + "-" + partition + "@" + offset + ", " + reason + "]";
  }
}
