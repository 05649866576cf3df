package io.auscult.speech.speakers;

import io.auscult.speech.speakers.Centres.Clusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Divides a whole session once more, at its end. Where the session says how many there can be, by
 * as many centres, if the division is convincing; else only from the voices found live.
 */
final class SecondLook {
  private static final int STARTS = 12;
  private static final int ROUNDS = 30;
  private static final long SEED = 5;

  /** A turn must fit its new label better than the one that was sent by this. */
  private static final float MARGIN = 0.05f;

  private static final float CLUSTER_SECONDS = 4;

  private final ClusteringRules rules;

  SecondLook(ClusteringRules rules) {
    this.rules = rules;
  }

  List<Relabelled> of(Voices state, int maxSpeakers) {
    if (state.segments < 2 || maxSpeakers == 1) return List.of();
    float[][] voices = state.history();
    float[] weights = Arrays.copyOf(state.weights, state.segments);
    Clusters clusters = maxSpeakers < 2 ? null : anew(state, voices, weights, maxSpeakers);
    if (clusters == null) clusters = Centres.settle(voices, weights, state.found(), ROUNDS);
    return relabelled(state, voices, clusters, names(state, clusters));
  }

  /** The best of many divisions into as many as the session says; null if it convinces nobody. */
  private Clusters anew(Voices state, float[][] voices, float[] weights, int k) {
    if (state.segments < k || k > Voices.MOST_SPEAKERS) return null;
    Random random = new Random(SEED);
    Clusters best = null;
    for (int start = 0; start < STARTS; start++) {
      float[][] from = start(voices, k, random, start % 2 == 0);
      Clusters clusters = Centres.settle(voices, weights, from, ROUNDS);
      if (best == null || clusters.likeness() > best.likeness()) best = clusters;
    }
    if (k > 2) {
      return best.closest() <= rules.sameAbove() && best.least() >= CLUSTER_SECONDS ? best : null;
    }
    float[][] centre = {voices[0]};
    Clusters one = Centres.settle(voices, weights, centre, ROUNDS);
    return new TwoVoices(rules).convincing(one, best, k) ? best : null;
  }

  private static float[][] start(float[][] voices, int k, Random random, boolean far) {
    float[][] from = new float[k][];
    from[0] = voices[random.nextInt(voices.length)];
    for (int c = 1; c < k; c++) {
      from[c] = far ? farthest(voices, from, c) : voices[random.nextInt(voices.length)];
    }
    return from;
  }

  private static float[] farthest(float[][] voices, float[][] chosen, int n) {
    float[] farthest = voices[0];
    float least = Float.POSITIVE_INFINITY;
    for (float[] voice : voices) {
      float likeness = -1;
      for (int c = 0; c < n; c++) likeness = Math.max(likeness, Vectors.dot(voice, chosen[c]));
      if (likeness < least) {
        least = likeness;
        farthest = voice;
      }
    }
    return farthest;
  }

  /** The label of each cluster: the one it shares the most time with, each given once. */
  private static int[] names(Voices state, Clusters clusters) {
    int k = clusters.centres().length;
    float[][] shared = new float[k][Voices.MOST_SPEAKERS];
    for (int i = 0; i < state.segments; i++) {
      shared[clusters.of()[i]][state.labels[i]] += state.weights[i];
    }
    int[] names = new int[k];
    Arrays.fill(names, -1);
    boolean[] used = new boolean[Voices.MOST_SPEAKERS];
    for (int round = 0; round < k; round++) {
      int cluster = -1;
      int label = -1;
      for (int c = 0; c < k; c++) {
        for (int l = 0; l < used.length && names[c] < 0; l++) {
          if (!used[l] && (cluster < 0 || shared[c][l] > shared[cluster][label])) {
            cluster = c;
            label = l;
          }
        }
      }
      names[cluster] = label;
      used[label] = true;
    }
    return names;
  }

  /** A turn has the label that most of its seconds speak for. */
  private static List<Relabelled> relabelled(
      Voices state, float[][] voices, Clusters clusters, int[] names) {
    int k = names.length;
    Map<Integer, float[]> likeness = new TreeMap<>();
    Map<Integer, Integer> sent = new TreeMap<>();
    for (int i = 0; i < state.segments; i++) {
      sent.put(state.turns[i], (int) state.labels[i]);
      float[] sum = likeness.computeIfAbsent(state.turns[i], t -> new float[k + 1]);
      for (int c = 0; c < k; c++) {
        sum[c] += state.weights[i] * Vectors.dot(voices[i], clusters.centres()[c]);
      }
      sum[k] += state.weights[i];
    }
    List<Relabelled> relabelled = new ArrayList<>();
    likeness.forEach(
        (turn, sum) -> {
          int best = 0;
          int before = -1;
          for (int c = 0; c < k; c++) {
            if (sum[c] > sum[best]) best = c;
            if (names[c] == sent.get(turn)) before = c;
          }
          boolean doubtful = before >= 0 && sum[best] - sum[before] < margin(clusters) * sum[k];
          if (names[best] != sent.get(turn) && !doubtful) {
            relabelled.add(new Relabelled(turn, sent.get(turn), names[best]));
          }
        });
    return relabelled;
  }

  /** Close voices are a small matter of degree. */
  private static float margin(Clusters clusters) {
    return Math.min(MARGIN, (1 - clusters.closest()) / 6);
  }
}
