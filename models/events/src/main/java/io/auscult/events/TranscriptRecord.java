package io.auscult.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A final item on {@link Topics#TRANSCRIPTS}, the public face for analytics.
 *
 * @param role {@code provider} or {@code patient} where it was known by then; else empty
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
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String role,
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
    role = role == null ? "" : role;
    words = words == null ? List.of() : List.copyOf(words);
  }

  /** An item whose speaker's role is not known. */
  public TranscriptRecord(
      String session,
      String organization,
      String department,
      String itemId,
      String stream,
      String speaker,
      long startMs,
      long endMs,
      String text,
      List<Word> words,
      double confidence,
      String wordTimes,
      String model,
      String language,
      String createdAt) {
    this(
        session,
        organization,
        department,
        itemId,
        stream,
        speaker,
        "",
        startMs,
        endMs,
        text,
        words,
        confidence,
        wordTimes,
        model,
        language,
        createdAt);
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
