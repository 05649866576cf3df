package io.auscult.local.client;

import java.io.IOException;

/** A session that could not be had or did not end as it should; the message is for people. */
public final class LiveFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  LiveFailure(String message, int status, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** HTTP status of the refusal; 0 where there was no answer. */
  public int status() {
    return status;
  }
}
