package io.auscult.gateway.dialect;

import io.auscult.gateway.auth.Reason;

/**
 * A connection that is not taken, before any vendor words it.
 *
 * @param reason machine-readable, as {@code token_expired}
 * @param message for people; the same for every {@link Kind#UNAUTHORIZED}
 */
public record Refusal(Kind kind, String reason, String message) {
  /** HTTP status and close code belong together (conformance K1). */
  public enum Kind {
    BAD_REQUEST(400, 1008, "bad_request"),
    UNAUTHORIZED(401, 1002, "unauthorized"),
    FORBIDDEN(403, 1008, "forbidden"),
    NOT_FOUND(404, 1008, "not_found"),
    TOO_MANY(429, 1013, "too_many_requests"),
    UNAVAILABLE(503, 1013, "unavailable");

    private final int status;
    private final int closeCode;
    private final String error;

    Kind(int status, int closeCode, String error) {
      this.status = status;
      this.closeCode = closeCode;
      this.error = error;
    }

    public int status() {
      return status;
    }

    public int closeCode() {
      return closeCode;
    }

    /** The {@code error} field. */
    public String error() {
      return error;
    }
  }

  /** The token was not accepted. */
  public static Refusal unauthorized(Reason reason) {
    return new Refusal(
        Kind.UNAUTHORIZED,
        reason.code(),
        "The token was not accepted. Send a valid one in the Authorization header; "
            + "browsers must use ?token=.");
  }

  /** The token is good but does not allow this. */
  public static Refusal forbidden(String reason, String message) {
    return new Refusal(Kind.FORBIDDEN, reason, message);
  }

  /** The request itself cannot be. */
  public static Refusal badRequest(String reason, String message) {
    return new Refusal(Kind.BAD_REQUEST, reason, message);
  }

  /** What it names is not there, or not for this client. */
  public static Refusal notFound(String reason, String message) {
    return new Refusal(Kind.NOT_FOUND, reason, message);
  }

  /** Too much of it; later it may work. */
  public static Refusal tooMany(String reason, String message) {
    return new Refusal(Kind.TOO_MANY, reason, message);
  }

  /** Nobody is served at the moment. */
  public static Refusal unavailable(String reason, String message) {
    return new Refusal(Kind.UNAVAILABLE, reason, message);
  }
}
