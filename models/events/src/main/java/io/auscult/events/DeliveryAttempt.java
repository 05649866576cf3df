package io.auscult.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * What came of one try to deliver, on {@link Topics#DELIVERY_ATTEMPTS}. Holds nothing of what was
 * sent or where to.
 *
 * @param turn counts every hand-over to the sender, tries or not, from 1
 * @param attempt number of the try, from 1; a turn that was answered {@code busy} is no try
 * @param outcome {@code delivered}, {@code failed}, {@code gone} or {@code busy}
 * @param reason why it failed, as {@code status} or {@code timeout}; else empty
 * @param status of HTTP; 0 where none was answered
 * @param retryAfterMs how long the receiver asks to wait; 0 where it asks nothing
 * @param tookMs from the hand-over to the outcome
 * @param atMs milliseconds since 1970
 */
public record DeliveryAttempt(
    @JsonProperty(value = "session_id", required = true) String session,
    @JsonProperty(required = true) int turn,
    @JsonProperty(required = true) int attempt,
    @JsonProperty(required = true) String outcome,
    String reason,
    int status,
    @JsonProperty("retry_after_ms") long retryAfterMs,
    @JsonProperty("took_ms") long tookMs,
    @JsonProperty(value = "at_ms", required = true) long atMs) {
  public DeliveryAttempt {
    // A field that is there and null does not fit either.
    Objects.requireNonNull(session);
    Objects.requireNonNull(outcome);
    reason = reason == null ? "" : reason;
  }

  /** The receiver answered 2xx. */
  public static final String DELIVERED = "delivered";

  /** The receiver answered otherwise, or not, or could not be asked. */
  public static final String FAILED = "failed";

  /** The receiver answered 410: it wants no more of these. */
  public static final String GONE = "gone";

  /** There are too many under way to this receiver, or at all: it was not asked. */
  public static final String BUSY = "busy";

  private static final VersionedJson<DeliveryAttempt> JSON =
      new VersionedJson<>(DeliveryAttempt.class);

  /** Bytes for the topic: JSON, {@code "v":1} first. */
  public byte[] encode() {
    return JSON.encode(this);
  }

  /** The record in some bytes, or why there is none. */
  public static Decoded<DeliveryAttempt> decode(byte[] raw) {
    return JSON.decode(raw);
  }
}
