package io.auscult.speech.speakers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where in an utterance the speaker changes, told from the cells alone. */
final class Changes {
  /** Cells on both sides of a change that are compared, and the fewest between two changes. */
  private static final int SIDE = 2;

  private static final float SECONDS = 1f / 16_000;

  private Changes() {}

  /**
   * Cells with one voice.
   *
   * @param first cell
   * @param end behind the last cell
   * @param seconds from the first to the last
   * @param voice of norm 1; of the cells whose windows do not reach over a change, where there are
   *     any
   */
  record Segment(int first, int end, float seconds, float[] voice) {}

  /** The segments of an utterance, in order, without gaps. */
  static List<Segment> segments(List<VoiceCell> cells, float changeBelow) {
    List<Integer> cuts = cuts(cells, changeBelow);
    List<Segment> segments = new ArrayList<>();
    int first = 0;
    for (int i = 0; i <= cuts.size(); i++) {
      int end = i < cuts.size() ? cuts.get(i) : cells.size();
      segments.add(segment(cells, first, end));
      first = end;
    }
    return segments;
  }

  private static List<Integer> cuts(List<VoiceCell> cells, float changeBelow) {
    record Candidate(int at, float cosine) {}
    List<Candidate> candidates = new ArrayList<>();
    int k = cells.size();
    for (int c = SIDE; c <= k - SIDE; c++) {
      float[] before = cells.get(Math.max(0, c - SIDE)).voice();
      float[] after = cells.get(Math.min(k - 1, c + SIDE - 1)).voice();
      float cosine = Vectors.dot(before, after);
      if (cosine < changeBelow) candidates.add(new Candidate(c, cosine));
    }
    candidates.sort(Comparator.comparingDouble(Candidate::cosine));
    List<Integer> cuts = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (cuts.stream().allMatch(cut -> Math.abs(cut - candidate.at) >= SIDE)) {
        cuts.add(candidate.at);
      }
    }
    cuts.sort(null);
    return cuts;
  }

  private static Segment segment(List<VoiceCell> cells, int first, int end) {
    int from = first == 0 ? 0 : first + SIDE;
    int to = end == cells.size() ? end : end - SIDE;
    if (from >= to) {
      from = first;
      to = end;
    }
    float[] mean = new float[cells.get(0).voice().length];
    for (int i = from; i < to; i++) Vectors.add(mean, cells.get(i).voice(), 1);
    float seconds = (cells.get(end - 1).to() - cells.get(first).from()) * SECONDS;
    return new Segment(first, end, seconds, Vectors.normalise(mean));
  }
}
