package io.auscult.speech.recognition;

/**
 * An utterance could not be recognised, through no fault of its audio. The message holds nothing
 * that was spoken.
 */
public final class RecognitionFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The recogniser was closed before the call. */
  public static final String CLOSED = "recogniser_closed";

  /** The runtime refused or broke off the computation. */
  public static final String RUNTIME = "recogniser_runtime";

  private final String code;

  /** A failure with its machine-readable reason. */
  public RecognitionFailed(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The machine-readable reason: one of the constants of this class. */
  public String code() {
    return code;
  }
}
