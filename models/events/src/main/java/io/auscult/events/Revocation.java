package io.auscult.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A token, or all tokens of somebody, that must not be accepted any more.
 *
 * @param kind {@code jti}, {@code sub} or {@code token_sha256}
 * @param value the token id, the subject, or the lower-case hex SHA-256 of the token
 * @param revokedAtMs milliseconds since 1970; for {@code sub}: tokens issued before are refused
 */
public record Revocation(
    @JsonProperty(required = true) String kind,
    @JsonProperty(required = true) String value,
    @JsonProperty(value = "revoked_at_ms", required = true) long revokedAtMs) {

  private static final VersionedJson<Revocation> JSON = new VersionedJson<>(Revocation.class);

  /** Key on the compacted topic. */
  public String key() {
    return kind + ":" + value;
  }

  /** Bytes for the topic: JSON, {@code "v":1} first. */
  public byte[] encode() {
    return JSON.encode(this);
  }

  /** The record in some bytes, or why there is none. */
  public static Decoded<Revocation> decode(byte[] raw) {
    return JSON.decode(raw);
  }

  @Override
  public String toString() {
    return "Revocation[" + kind + "]";
  }
}
