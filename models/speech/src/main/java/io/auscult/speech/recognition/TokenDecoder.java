package io.auscult.speech.recognition;

import ai.onnxruntime.OrtException;

/** A text under way: the decoder remembers the tokens that it was given. */
interface TokenDecoder {
  /** Adds {@code tokens}, at least one, and scores what may follow each of them. */
  TokenScores append(int[] tokens) throws OrtException;

  /** Forgets all but the first {@code tokens}, at least one. */
  void keep(int tokens) throws OrtException;

  /** How many tokens are remembered. */
  int length();
}
