package io.auscult.speech.speakers;

import io.auscult.speech.speakers.Centres.Clusters;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether what was taken for one voice is two. On a telephone line two voices may be more alike
 * than two recordings of one voice are elsewhere, so that no cosine alone can tell; but then the
 * segments gather around two places, and dividing them makes them much more alike to their own.
 */
final class TwoVoices {
  private static final int SEEDS = 6;
  private static final int ROUNDS = 12;
  private static final float SEED_SECONDS = 0.8f;

  /**
   * Of the distance to one centre, how much may be left to two. Measured on pure voices of {@code
   * eval/asr/clean}, some 50 s each: dividing one leaves 0.72 to 0.89, two on a telephone line 0.54
   * to 0.80.
   */
  private static final float LEFT = 0.72f;

  private static final float LEFT_OF_SAID_TWO = 0.82f;
  private static final float LEAST_SECONDS = 4;
  private static final float LEAST_SECONDS_OF_SAID_TWO = 6;

  /** Before that one voice may say nearly everything although the session says two. */
  private static final float SAID_TWO_AFTER_SECONDS = 30;

  private final ClusteringRules rules;

  TwoVoices(ClusteringRules rules) {
    this.rules = rules;
  }

  /** The best division of one cluster; the first of the two is whom the earliest voice is of. */
  static Clusters divided(float[][] voices, float[] weights, Clusters one) {
    Clusters best = null;
    for (int seed : seeds(voices, weights, one)) {
      float[][] others = {one.centres()[0], leastLike(voices, voices[seed])};
      for (float[] other : others) {
        float[][] from = {other, voices[seed]};
        Clusters two = Centres.settle(voices, weights, from, ROUNDS);
        if (best == null || two.likeness() > best.likeness()) best = two;
      }
    }
    return best == null || best.of()[0] == 0 ? best : swapped(best);
  }

  /**
   * Whether a division of one cluster is two voices.
   *
   * @param two null: there is none
   * @param limit how many there can be
   */
  boolean convincing(Clusters one, Clusters two, int limit) {
    if (two == null) return false;
    float left = (1 - two.likeness()) / (1 - one.likeness());
    float seconds = two.seconds()[0] + two.seconds()[1];
    if (limit == 2 && seconds >= SAID_TWO_AFTER_SECONDS) {
      return two.closest() <= rules.closeSaidTwo()
          && left <= LEFT_OF_SAID_TWO
          && two.least() >= LEAST_SECONDS_OF_SAID_TWO;
    }
    return two.closest() <= rules.closeTwo() && left <= LEFT && two.least() >= LEAST_SECONDS;
  }

  /** How alike the only two voices of a session may be. */
  float closest(int limit) {
    return limit == 2 ? rules.closeSaidTwo() : rules.closeTwo();
  }

  /** The segments that fit the one voice the least. */
  private static List<Integer> seeds(float[][] voices, float[] weights, Clusters one) {
    record Seed(int segment, float likeness) {}
    return IntStream.range(0, voices.length)
        .filter(i -> weights[i] >= SEED_SECONDS)
        .mapToObj(i -> new Seed(i, Vectors.dot(voices[i], one.centres()[0])))
        .sorted(Comparator.comparingDouble(Seed::likeness))
        .limit(SEEDS)
        .map(Seed::segment)
        .toList();
  }

  static float[] leastLike(float[][] voices, float[] voice) {
    float[] least = voice;
    for (float[] v : voices) if (Vectors.dot(v, voice) < Vectors.dot(least, voice)) least = v;
    return least;
  }

  private static Clusters swapped(Clusters c) {
    int[] of = new int[c.of().length];
    for (int i = 0; i < of.length; i++) of[i] = 1 - c.of()[i];
    float[][] centres = {c.centres()[1], c.centres()[0]};
    return new Clusters(centres, of, new float[] {c.seconds()[1], c.seconds()[0]}, c.likeness());
  }
}
