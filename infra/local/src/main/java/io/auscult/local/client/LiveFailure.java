package io.auscult.local.client;

import java.io.IOException;

/** A session that could not be had or did not end as it should; the message is for people. */
public final class LiveFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String sessionId;

  LiveFailure(String message, int status, Throwable cause) {
    this(message, status, "", cause);
  }

  private LiveFailure(String message, int status, String sessionId, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.sessionId = sessionId;
  }

  /** The same failure, of a session that had begun. */
  LiveFailure in(String session) {
    return new LiveFailure(getMessage(), status, session, this);
  }

  /** HTTP status of the refusal; 0 where there was no answer. */
  public int status() {
    return status;
  }

  /** The session that broke off; empty where none had begun. */
  public String sessionId() {
    return sessionId;
  }
}
