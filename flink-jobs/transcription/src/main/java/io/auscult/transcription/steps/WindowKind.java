package io.auscult.transcription.steps;

/** Why a stretch of audio is to be recognised. */
public enum WindowKind {
  /** An utterance that is still open, for clients that show partials. May be shed. */
  PARTIAL,
  /**
   * An utterance in which silence has begun: the final, if the silence lasts. Decoded while the
   * endpoint is not yet certain, so that the text is there when it is.
   */
  DRAFT,
  /** An utterance that has ended. Never shed. */
  FINAL
}
