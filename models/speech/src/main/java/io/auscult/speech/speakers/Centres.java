package io.auscult.speech.speakers;

import java.util.Arrays;

/** Spherical k-means over weighted voices. */
final class Centres {
  private Centres() {}

  /**
   * Where voices gather.
   *
   * @param centres of norm 1
   * @param of the centre of each voice
   * @param seconds weight of each centre
   * @param likeness mean weighted cosine of the voices to their centres
   */
  record Clusters(float[][] centres, int[] of, float[] seconds, float likeness) {
    float least() {
      float least = Float.POSITIVE_INFINITY;
      for (float s : seconds) least = Math.min(least, s);
      return least;
    }

    /** The cosine of the two centres that are the most alike. */
    float closest() {
      float closest = -1;
      for (int a = 0; a < centres.length; a++) {
        for (int b = 0; b < a; b++) {
          closest = Math.max(closest, Vectors.dot(centres[a], centres[b]));
        }
      }
      return closest;
    }
  }

  /** From given centres, until nothing moves or {@code rounds} are over. */
  static Clusters settle(float[][] voices, float[] weights, float[][] from, int rounds) {
    float[][] centres = from.clone();
    int[] of = assign(voices, centres);
    for (int round = 0; round < rounds; round++) {
      centres = means(voices, weights, of, centres);
      int[] next = assign(voices, centres);
      if (Arrays.equals(next, of)) break;
      of = next;
    }
    float[] seconds = new float[centres.length];
    double likeness = 0;
    double total = 0;
    for (int i = 0; i < voices.length; i++) {
      seconds[of[i]] += weights[i];
      likeness += weights[i] * Vectors.dot(voices[i], centres[of[i]]);
      total += weights[i];
    }
    return new Clusters(centres, of, seconds, total == 0 ? 0 : (float) (likeness / total));
  }

  private static int[] assign(float[][] voices, float[][] centres) {
    int[] of = new int[voices.length];
    for (int i = 0; i < of.length; i++) of[i] = Vectors.nearest(voices[i], centres);
    return of;
  }

  /** A centre to which nothing belongs stays: who is silent now may speak again. */
  private static float[][] means(float[][] voices, float[] weights, int[] of, float[][] before) {
    float[][] sums = new float[before.length][];
    for (int i = 0; i < voices.length; i++) {
      if (sums[of[i]] == null) sums[of[i]] = new float[voices[i].length];
      Vectors.add(sums[of[i]], voices[i], weights[i]);
    }
    for (int c = 0; c < sums.length; c++) {
      sums[c] = sums[c] == null ? before[c] : Vectors.normalise(sums[c]);
    }
    return sums;
  }
}
