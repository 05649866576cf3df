package io.auscult.speech.speakers;

/** What is computed on voices: they lie on the unit sphere, so that a dot product is a cosine. */
final class Vectors {
  private Vectors() {}

  static float dot(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  static void add(float[] sum, float[] more, float weight) {
    for (int i = 0; i < sum.length; i++) sum[i] += weight * more[i];
  }

  /** Brings a vector to norm 1, in place; one without direction stays as it is. */
  static float[] normalise(float[] v) {
    double squares = dot(v, v);
    if (squares == 0) return v;
    float scale = (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < v.length; i++) v[i] *= scale;
    return v;
  }

  /** Which of the centres is the most alike. */
  static int nearest(float[] v, float[][] centres) {
    int best = 0;
    float most = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < centres.length; c++) {
      float cosine = dot(v, centres[c]);
      if (cosine > most) {
        most = cosine;
        best = c;
      }
    }
    return best;
  }

  /**
   * A vector as bytes, the largest value at 127. The scale is not kept: {@link #unpack} brings the
   * norm back to 1. The cosine to the original is 0.9999 or more.
   */
  static void pack(float[] v, byte[] into, int offset) {
    float largest = 1e-9f;
    for (float x : v) largest = Math.max(largest, Math.abs(x));
    for (int i = 0; i < v.length; i++) into[offset + i] = (byte) Math.round(127 * v[i] / largest);
  }

  static float[] unpack(byte[] from, int offset, int dimension) {
    float[] v = new float[dimension];
    for (int i = 0; i < dimension; i++) v[i] = from[offset + i];
    return normalise(v);
  }
}
