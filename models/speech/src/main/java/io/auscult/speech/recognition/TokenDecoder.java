package io.auscult.speech.recognition;

import ai.onnxruntime.OrtException;

/** A text under way: the decoder remembers the tokens that it was given. */
interface TokenDecoder {
  /**
   * Adds {@code tokens}, at least one.
   *
   * @param firstRow the first of them after which the scores are wanted: row 0 of the answer
   */
  TokenScores append(int[] tokens, int firstRow) throws OrtException;

  /** Forgets all but the first {@code tokens}, at least one. */
  void keep(int tokens) throws OrtException;

  /** How many tokens are remembered. */
  int length();
}
