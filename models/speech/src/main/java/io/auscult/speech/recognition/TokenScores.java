package io.auscult.speech.recognition;

import java.nio.FloatBuffer;

/** The scores after the tokens of one pass. */
interface TokenScores {
  /** The scores of every token to follow the one in that row. */
  float[] row(int index);

  /** Scores that lie row after row. */
  static TokenScores of(FloatBuffer scores, int rows) {
    int vocabulary = scores.capacity() / rows;
    return index -> {
      float[] row = new float[vocabulary];
      scores.get(index * vocabulary, row);
      return row;
    };
  }
}
