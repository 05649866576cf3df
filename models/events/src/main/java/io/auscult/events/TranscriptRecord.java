package io.auscult.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A final item on {@link Topics#TRANSCRIPTS}, the public face for analytics.
 *
 * @param startMs milliseconds from the beginning of the session's audio
 * @param wordTimes {@code aligned} or {@code estimated}
 * @param confidence 0 to 1, mean over the item's tokens
 * @param model name and content hash, as {@code moonshine-base-int8@1a2b3c4d}
 * @param createdAt ISO-8601, UTC
 */
public record TranscriptRecord(
    @JsonProperty(value = "session_id", required = true) String session,
    String organization,
    String department,
    @JsonProperty(value = "item_id", required = true) String itemId,
    String stream,
    String speaker,
    @JsonProperty(value = "start_ms", required = true) long startMs,
    @JsonProperty(value = "end_ms", required = true) long endMs,
    String text,
    List<Word> words,
    double confidence,
    @JsonProperty("word_times") String wordTimes,
    String model,
    String language,
    @JsonProperty("created_at") String createdAt) {
  public TranscriptRecord {
    words = words == null ? List.of() : List.copyOf(words);
  }

  private static final VersionedJson<TranscriptRecord> JSON =
      new VersionedJson<>(TranscriptRecord.class);

  /** Bytes for the topic: JSON, {@code "v":1} first. */
  public byte[] encode() {
    return JSON.encode(this);
  }

  /** The record in some bytes, or why there is none. */
  public static Decoded<TranscriptRecord> decode(byte[] raw) {
    return JSON.decode(raw);
  }

  @Override
  public String toString() {
    return "TranscriptRecord[" + session + ", " + itemId + "]";
  }
}
