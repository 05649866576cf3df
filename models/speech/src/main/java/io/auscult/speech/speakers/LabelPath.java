package io.auscult.speech.speakers;

import java.util.List;

/** The most likely voice of each cell, where a change of voice has its price (Viterbi). */
final class LabelPath {
  private LabelPath() {}

  /** The voice of each cell, an index into {@code voices}. */
  static int[] of(List<VoiceCell> cells, float[][] voices, float costOfDistance) {
    float changeCost = costOfDistance * distance(voices);
    int[][] before = new int[cells.size()][voices.length];
    float[] score = new float[voices.length];
    for (int i = 0; i < cells.size(); i++) {
      int best = most(score);
      float[] next = new float[voices.length];
      for (int v = 0; v < voices.length; v++) {
        boolean stays = score[v] >= score[best] - changeCost;
        before[i][v] = stays ? v : best;
        next[v] =
            (stays ? score[v] : score[best] - changeCost)
                + Vectors.dot(cells.get(i).voice(), voices[v]);
      }
      score = next;
    }
    int[] path = new int[cells.size()];
    int at = most(score);
    for (int i = cells.size() - 1; i >= 0; i--) {
      path[i] = at;
      at = before[i][at];
    }
    return withoutFlickers(path);
  }

  /** One cell between two of another voice is that voice: windows are four cells wide. */
  private static int[] withoutFlickers(int[] path) {
    for (int i = 1; i + 1 < path.length; i++) {
      if (path[i - 1] == path[i + 1]) path[i] = path[i - 1];
    }
    return path;
  }

  /** How far voices are from the one that is the most alike to them, on average. */
  private static float distance(float[][] voices) {
    float sum = 0;
    for (int v = 0; v < voices.length; v++) {
      float closest = -1;
      for (int w = 0; w < voices.length; w++) {
        if (w != v) closest = Math.max(closest, Vectors.dot(voices[v], voices[w]));
      }
      sum += 1 - closest;
    }
    return sum / voices.length;
  }

  private static int most(float[] score) {
    int best = 0;
    for (int v = 1; v < score.length; v++) if (score[v] > score[best]) best = v;
    return best;
  }
}
