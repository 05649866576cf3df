package io.auscult.speech.recognition;

/** The scores after each token of one pass; gone with the next pass. */
interface TokenScores {
  /** The scores of every token to follow token {@code index} of the pass. */
  float[] row(int index);
}
