package io.auscult.gateway.dialect;

/** What the gateway has to tell a client outside of any transcript. */
public enum Notice {
  /** Kafka is slow or gone; the client is held back until it takes audio again. */
  DEGRADED("degraded", "Audio is held back for a moment; nothing received is lost."),
  /** This gateway goes away; another one takes the client. */
  DRAINING("draining", "This server is going away. Please connect again."),
  /** More messages than the token allows; held back. */
  OVER_RATE("over_rate", "Too many messages a minute. They are held back for 10 seconds."),
  /** More messages than the token allows, again, after being held back. */
  RATE_EXCEEDED("rate_exceeded", "Too many messages a minute. Try again later."),
  /** The token expires within a minute. */
  TOKEN_EXPIRING("token_expiring", "The token expires within a minute."),
  /** The token has expired. */
  TOKEN_EXPIRED("token_expired", "The token has expired."),
  /** The token was revoked. */
  TOKEN_REVOKED("token_revoked", "The token was revoked."),
  /** Nothing came for longer than the idle timeout. */
  IDLE("idle", "Nothing was received for too long."),
  /** A frame over the limit. */
  FRAME_TOO_BIG("frame_too_big", "The message is larger than this server takes."),
  /** The client does not read what it is sent. */
  SLOW_READER("slow_reader", "Results are not read fast enough."),
  /** The job did not end the session in time after a stop. */
  LATE("late", "The transcript is late; it can be read by GET /v1/sessions/{id}."),
  /** Somebody erased the session. */
  ERASED("erased", "The session was erased."),
  /** Our own fault. */
  INTERNAL("internal", "An error on our side ended the session.");

  private final String code;
  private final String message;

  Notice(String code, String message) {
    this.code = code;
    this.message = message;
  }

  /** Machine-readable; also the reason of a session that ends for it, and a metric label. */
  public String code() {
    return code;
  }

  /** For people. */
  public String message() {
    return message;
  }
}
