package io.auscult.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A second look at a final item, on {@link Topics#CORRECTIONS}. The item itself is never written
 * again: who wants the better label applies the correction, who has shown the old one need not.
 *
 * @param itemId of the {@link TranscriptRecord}
 * @param field which of its fields; only {@code speaker} so far
 * @param old what the final item says
 * @param now what it should say
 * @param reason machine-readable: {@code speakers_second_look}
 * @param createdAt ISO-8601, UTC
 */
public record Correction(
    @JsonProperty(value = "session_id", required = true) String session,
    String organization,
    String department,
    @JsonProperty(value = "item_id", required = true) String itemId,
    @JsonProperty(required = true) String field,
    String old,
    @JsonProperty("new") String now,
    String reason,
    @JsonProperty("created_at") String createdAt) {
  private static final VersionedJson<Correction> JSON = new VersionedJson<>(Correction.class);

  /** Bytes for the topic: JSON, {@code "v":1} first. */
  public byte[] encode() {
    return JSON.encode(this);
  }

  /** The record in some bytes, or why there is none. */
  public static Decoded<Correction> decode(byte[] raw) {
    return JSON.decode(raw);
  }
}
