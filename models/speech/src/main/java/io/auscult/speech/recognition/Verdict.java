package io.auscult.speech.recognition;

/** What the recogniser makes of an utterance. */
public enum Verdict {
  /** Words. */
  HEARD,
  /** The model says that nothing was spoken. */
  NOTHING,
  /**
   * The model gave words, but so few or so unsure that they are taken for an answer to noise: no
   * text.
   */
  NOISE,
  /** The model repeated itself; the text is what came before, with the repeated part once. */
  LOOP_CUT
}
