package io.auscult.speech.speakers;

import io.auscult.speech.speakers.Centres.Clusters;
import io.auscult.speech.speakers.Changes.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks at all that was heard so far once more: moves the voices to where the segments gather, and
 * tries whether a segment that fits nowhere belongs to a voice not found yet. This is what makes
 * early mistakes heal.
 */
final class VoiceSearch {
  private static final int ROUNDS = 6;
  private static final int DOUBTFUL = 3;
  private static final float DOUBT_BELOW = 0.9f;
  private static final float DOUBTFUL_SECONDS = 0.8f;
  private static final float CLUSTER_SECONDS = 2;

  /** How much more alike to their centres the segments must become when one centre is replaced. */
  private static final float GAIN = 0.01f;

  /** The same where a voice more could be found instead. */
  private static final float GAIN_WITH_ROOM = 0.015f;

  /** With less than this, two ways of speaking of one voice would be taken for two. */
  private static final float SECONDS_WITH_ROOM = 15;

  /** Two voices that were let apart are one again when they come closer by this. */
  private static final float SLACK = 0.04f;

  private final ClusteringRules rules;
  private final TwoVoices twoVoices;

  VoiceSearch(ClusteringRules rules) {
    this.rules = rules;
    this.twoVoices = new TwoVoices(rules);
  }

  /**
   * Moves the voices of a session.
   *
   * @param limit how many there can be
   * @param fresh segments of the utterance under way, not remembered yet
   */
  void again(Voices state, int limit, List<Segment> fresh) {
    float[][] voices = Arrays.copyOf(state.history(), state.segments + fresh.size());
    float[] weights = Arrays.copyOf(state.weights, voices.length);
    for (int i = 0; i < fresh.size(); i++) {
      voices[state.segments + i] = fresh.get(i).voice();
      weights[state.segments + i] = SpeakerClustering.weight(fresh.get(i));
    }
    if (voices.length == 0) return;
    Clusters now = Centres.settle(voices, weights, state.found(), ROUNDS);
    byte[] names = state.names;
    if (now.centres().length == 1 && limit > 1) {
      Clusters two = TwoVoices.divided(voices, weights, now);
      if (twoVoices.convincing(now, two, limit)) {
        now = two;
        names = new byte[] {names[0], -1};
      }
    }
    for (int doubtful : doubtful(voices, weights, now)) {
      boolean room = now.centres().length < limit;
      if (room) {
        Clusters more = withOneMore(voices, weights, now, doubtful);
        if (more.least() >= CLUSTER_SECONDS && more.closest() <= apart(now.centres().length)) {
          now = more;
          names = Arrays.copyOf(names, names.length + 1);
          names[names.length - 1] = -1;
          continue;
        }
      }
      // A voice that was found in the overlap of two may stand in the way of the true one.
      if (room && seconds(now) < SECONDS_WITH_ROOM) continue;
      float gain = room ? GAIN_WITH_ROOM : GAIN;
      Clusters other = inPlaceOfOne(voices, weights, now, doubtful, gain);
      if (other != null) {
        names = handOver(now, other, weights, names);
        now = other;
      }
    }
    dropTwins(state, limit, now.centres(), names);
  }

  private static float seconds(Clusters clusters) {
    float sum = 0;
    for (float s : clusters.seconds()) sum += s;
    return sum;
  }

  private float apart(int known) {
    return known == 1 ? rules.apartTwo() : rules.apartMore();
  }

  private List<Integer> doubtful(float[][] voices, float[] weights, Clusters now) {
    record Doubt(int segment, float likeness) {}
    return IntStream.range(0, voices.length)
        .filter(i -> weights[i] >= DOUBTFUL_SECONDS)
        .mapToObj(i -> new Doubt(i, Vectors.dot(voices[i], now.centres()[now.of()[i]])))
        .filter(d -> d.likeness < DOUBT_BELOW)
        .sorted(Comparator.comparingDouble(Doubt::likeness))
        .limit(DOUBTFUL)
        .map(Doubt::segment)
        .toList();
  }

  private static Clusters withOneMore(
      float[][] voices, float[] weights, Clusters now, int segment) {
    float[][] centres = Arrays.copyOf(now.centres(), now.centres().length + 1);
    centres[now.centres().length] = voices[segment];
    return Centres.settle(voices, weights, centres, ROUNDS);
  }

  private static Clusters inPlaceOfOne(
      float[][] voices, float[] weights, Clusters now, int segment, float gain) {
    Clusters best = null;
    for (int c = 0; c < now.centres().length && now.centres().length > 1; c++) {
      float[][] centres = now.centres().clone();
      centres[c] = voices[segment];
      Clusters other = Centres.settle(voices, weights, centres, ROUNDS);
      if (other.least() < CLUSTER_SECONDS || other.likeness() <= now.likeness() + gain) continue;
      if (best == null || other.likeness() > best.likeness()) best = other;
    }
    return best;
  }

  /** Each cluster keeps the name that it shares the most weight with. */
  static byte[] handOver(Clusters before, Clusters after, float[] weights, byte[] names) {
    int n = names.length;
    float[][] shared = new float[n][n];
    for (int i = 0; i < weights.length; i++) shared[after.of()[i]][before.of()[i]] += weights[i];
    byte[] given = new byte[n];
    boolean[] done = new boolean[n];
    boolean[] used = new boolean[n];
    for (int round = 0; round < n; round++) {
      int bestAfter = -1;
      int bestBefore = -1;
      for (int a = 0; a < n; a++) {
        for (int b = 0; b < n; b++) {
          if (done[a] || used[b]) continue;
          if (bestAfter < 0 || shared[a][b] > shared[bestAfter][bestBefore]) {
            bestAfter = a;
            bestBefore = b;
          }
        }
      }
      done[bestAfter] = true;
      used[bestBefore] = true;
      given[bestAfter] = names[bestBefore];
    }
    return given;
  }

  /** Of two voices that turn out to be one the later goes. */
  private void dropTwins(Voices state, int limit, float[][] centres, byte[] names) {
    float same = centres.length == 2 ? twoVoices.closest(limit) + SLACK : rules.sameAbove();
    List<Integer> kept = new ArrayList<>();
    for (int c = 0; c < centres.length; c++) {
      float[] centre = centres[c];
      boolean twin = false;
      for (int k : kept) twin |= Vectors.dot(centre, centres[k]) > same;
      if (!twin) kept.add(c);
    }
    float[][] left = new float[kept.size()][];
    byte[] leftNames = new byte[kept.size()];
    for (int i = 0; i < left.length; i++) {
      left[i] = centres[kept.get(i)];
      leftNames[i] = names[kept.get(i)];
    }
    state.found(left, leftNames);
  }
}
