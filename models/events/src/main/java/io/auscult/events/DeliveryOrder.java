package io.auscult.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A session's result that is to be POSTed to its client, on {@link Topics#DELIVERIES}. Vendor
 * neutral; one a session, at least once. A tombstone of the same key takes it back.
 *
 * @param callback where to
 * @param dialect whose words the body is in, as {@code invox}
 * @param succeeded whether all that was said is in {@code transcript}
 * @param error for people, empty where it succeeded
 * @param transcript final items in their order; empty where nothing was said
 * @param orderedAtMs milliseconds since 1970
 */
public record DeliveryOrder(
    @JsonProperty(value = "session_id", required = true) String session,
    String organization,
    @JsonProperty(required = true) Callback callback,
    String dialect,
    boolean succeeded,
    String error,
    List<TranscriptRecord> transcript,
    @JsonProperty("ordered_at_ms") long orderedAtMs) {
  public DeliveryOrder {
    transcript = transcript == null ? List.of() : List.copyOf(transcript);
    error = error == null ? "" : error;
  }

  private static final VersionedJson<DeliveryOrder> JSON = new VersionedJson<>(DeliveryOrder.class);

  /** Bytes for the topic: JSON, {@code "v":1} first. */
  public byte[] encode() {
    return JSON.encode(this);
  }

  /** The record in some bytes, or why there is none. */
  public static Decoded<DeliveryOrder> decode(byte[] raw) {
    return JSON.decode(raw);
  }

  @Override
  public String toString() {
    return "DeliveryOrder[" + session + "]";
  }
}
