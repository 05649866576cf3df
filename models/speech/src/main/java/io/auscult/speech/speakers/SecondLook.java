package io.auscult.speech.speakers;

import io.auscult.speech.speakers.Centres.Clusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Divides a whole session once more, at its end. */
final class SecondLook {
  private static final int STARTS = 12;
  private static final int ROUNDS = 30;
  private static final long SEED = 5;

  private SecondLook() {}

  static List<Relabelled> of(Voices state, int maxSpeakers) {
    if (maxSpeakers < 2 || state.segments < maxSpeakers) return List.of();
    float[][] voices = state.history();
    float[] weights = Arrays.copyOf(state.weights, state.segments);
    Clusters best = null;
    double most = Double.NEGATIVE_INFINITY;
    Random random = new Random(SEED);
    for (int start = 0; start < STARTS; start++) {
      float[][] from = start(voices, maxSpeakers, random, start % 2 == 0);
      Clusters clusters = Centres.settle(voices, weights, from, ROUNDS);
      if (clusters.likeness() > most) {
        most = clusters.likeness();
        best = clusters;
      }
    }
    return relabelled(state, best, names(state, best, maxSpeakers));
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
  private static int[] names(Voices state, Clusters clusters, int k) {
    int labels = Math.max(k, Voices.MOST_SPEAKERS);
    float[][] shared = new float[k][labels];
    for (int i = 0; i < state.segments; i++) {
      shared[clusters.of()[i]][state.labels[i]] += state.weights[i];
    }
    int[] names = new int[k];
    Arrays.fill(names, -1);
    boolean[] used = new boolean[labels];
    for (int round = 0; round < k; round++) {
      int cluster = -1;
      int label = -1;
      for (int c = 0; c < k; c++) {
        for (int l = 0; l < labels && names[c] < 0; l++) {
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

  /** A turn has the label of most of its seconds. */
  private static List<Relabelled> relabelled(Voices state, Clusters clusters, int[] names) {
    Map<Integer, Map<Integer, Float>> seconds = new TreeMap<>();
    Map<Integer, Integer> sent = new HashMap<>();
    for (int i = 0; i < state.segments; i++) {
      sent.put(state.turns[i], (int) state.labels[i]);
      seconds
          .computeIfAbsent(state.turns[i], t -> new TreeMap<>())
          .merge(names[clusters.of()[i]], state.weights[i], Float::sum);
    }
    List<Relabelled> relabelled = new ArrayList<>();
    seconds.forEach(
        (turn, by) -> {
          int after =
              by.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
          int before = sent.get(turn);
          if (after != before) relabelled.add(new Relabelled(turn, before, after));
        });
    return relabelled;
  }
}
