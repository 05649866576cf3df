package io.auscult.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One record a session on {@link Topics#USAGE}, for billing and quotas.
 *
 * @param audioMs audio received
 * @param speechMs audio inside utterances
 * @param pausedMs wall clock time spent paused
 * @param startedAt ISO-8601, UTC
 */
public record UsageRecord(
    @JsonProperty(value = "session_id", required = true) String session,
    String organization,
    String department,
    String subject,
    String dialect,
    String tier,
    @JsonProperty(value = "audio_ms", required = true) long audioMs,
    @JsonProperty("speech_ms") long speechMs,
    @JsonProperty("paused_ms") long pausedMs,
    int items,
    int words,
    int failures,
    @JsonProperty("started_at") String startedAt,
    @JsonProperty("ended_at") String endedAt,
    @JsonProperty("end_reason") String endReason) {

  private static final VersionedJson<UsageRecord> JSON = new VersionedJson<>(UsageRecord.class);

  /** Bytes for the topic: JSON, {@code "v":1} first. */
  public byte[] encode() {
    return JSON.encode(this);
  }

  /** The record in some bytes, or why there is none. */
  public static Decoded<UsageRecord> decode(byte[] raw) {
    return JSON.decode(raw);
  }

  @Override
  public String toString() {
    return "UsageRecord[" + session + "]";
  }
}
