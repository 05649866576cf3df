package io.auscult.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A note on {@link Topics#NOTES}, the public face for analytics.
 *
 * @param id a function of the session: the same after a replay
 * @param writer what wrote it, as {@code extractive}
 * @param createdAt ISO-8601, UTC
 */
public record NoteRecord(
    @JsonProperty(value = "session_id", required = true) String session,
    String organization,
    String department,
    @JsonProperty(value = "note_id", required = true) String id,
    @JsonProperty(required = true) ClinicalNote note,
    String tier,
    String writer,
    String language,
    @JsonProperty("created_at") String createdAt) {

  private static final VersionedJson<NoteRecord> JSON = new VersionedJson<>(NoteRecord.class);

  /** Bytes for the topic: JSON, {@code "v":1} first. */
  public byte[] encode() {
    return JSON.encode(this);
  }

  /** The record in some bytes, or why there is none. */
  public static Decoded<NoteRecord> decode(byte[] raw) {
    return JSON.decode(raw);
  }

  @Override
  public String toString() {
    return "NoteRecord[" + session + "]";
  }
}
