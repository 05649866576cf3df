package io.auscult.local.bench.speakers;

import io.auscult.local.bench.speakers.Rttm.Scored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far an answer to "who spoke when" is from the reference: collar 0, overlap counted, exact
 * between the events of both, names mapped one to one so that they agree for as long as possible
 * (the diarisation error rate of NIST, md-eval without collar).
 *
 * @param speechMs speech of the reference, each speaker of an overlap counted: the denominator
 * @param missMs speech of the reference that nobody in the answer speaks
 * @param falseAlarmMs speech of the answer that nobody in the reference speaks
 * @param confusionMs speech that the answer gives to another speaker
 */
public record DiarizationErrors(long speechMs, long missMs, long falseAlarmMs, long confusionMs) {
  /** Of nothing at all; the neutral element of {@link #plus}. */
  public static final DiarizationErrors NONE = new DiarizationErrors(0, 0, 0, 0);

  /** Of a whole recording. */
  public static DiarizationErrors between(List<SpokenTurn> reference, List<SpokenTurn> answer) {
    return between(reference, answer, List.of(new Scored(0, Long.MAX_VALUE)));
  }

  /**
   * Of the stretches of a recording that are scored; the mapping too is made from these alone.
   * Turns of one speaker that overlap count once.
   */
  public static DiarizationErrors between(
      List<SpokenTurn> reference, List<SpokenTurn> answer, List<Scored> scored) {
    List<Moment> moments = moments(reference, answer, scored);
    Map<String, String> mapping = mapping(moments);
    DiarizationErrors sum = NONE;
    for (Moment m : moments) sum = sum.plus(m.errors(mapping));
    return sum;
  }

  /** The answer's name to the reference's; an answer's speaker too many has none. */
  public static Map<String, String> mapping(
      List<SpokenTurn> reference, List<SpokenTurn> answer, List<Scored> scored) {
    return mapping(moments(reference, answer, scored));
  }

  /** Both together: times add up, so that a rate over many recordings weighs speech, not files. */
  public DiarizationErrors plus(DiarizationErrors o) {
    return new DiarizationErrors(
        speechMs + o.speechMs,
        missMs + o.missMs,
        falseAlarmMs + o.falseAlarmMs,
        confusionMs + o.confusionMs);
  }

  /** Diarisation error rate, 1 is 100 %; NaN where the reference has no speech. */
  public double rate() {
    return speechMs == 0 ? Double.NaN : (double) (missMs + falseAlarmMs + confusionMs) / speechMs;
  }

  /** A stretch in which nobody begins or ends. */
  private record Moment(long ms, Set<String> reference, Set<String> answer) {
    DiarizationErrors errors(Map<String, String> mapping) {
      int right = 0;
      for (String name : answer) {
        String mapped = mapping.get(name);
        if (mapped != null && reference.contains(mapped)) right++;
      }
      int both = Math.min(reference.size(), answer.size());
      return new DiarizationErrors(
          ms * reference.size(),
          ms * (reference.size() - both),
          ms * (answer.size() - both),
          ms * (both - right));
    }
  }

  private static List<Moment> moments(
      List<SpokenTurn> reference, List<SpokenTurn> answer, List<Scored> scored) {
    TreeSet<Long> events = new TreeSet<>();
    for (List<SpokenTurn> turns : List.of(reference, answer)) {
      for (SpokenTurn t : turns) {
        events.add(t.startMs());
        events.add(t.endMs());
      }
    }
    for (Scored s : scored) {
      events.add(s.startMs());
      events.add(s.endMs());
    }
    List<Moment> moments = new ArrayList<>();
    Long from = null;
    for (long to : events) {
      if (from != null && inside(scored, from, to)) {
        Set<String> speaks = speaking(reference, from, to);
        Set<String> answers = speaking(answer, from, to);
        if (!speaks.isEmpty() || !answers.isEmpty()) {
          moments.add(new Moment(to - from, speaks, answers));
        }
      }
      from = to;
    }
    return moments;
  }

  private static boolean inside(List<Scored> scored, long from, long to) {
    return scored.stream().anyMatch(s -> s.startMs() <= from && to <= s.endMs());
  }

  private static Set<String> speaking(List<SpokenTurn> turns, long from, long to) {
    Set<String> names = new HashSet<>();
    for (SpokenTurn t : turns) {
      if (t.startMs() <= from && to <= t.endMs()) names.add(t.speaker());
    }
    return names;
  }

  private static Map<String, String> mapping(List<Moment> moments) {
    List<String> references = new ArrayList<>(new TreeSet<>(all(moments, true)));
    List<String> answers = new ArrayList<>(new TreeSet<>(all(moments, false)));
    int n = Math.max(references.size(), answers.size());
    long[][] together = new long[n][n];
    for (Moment m : moments) {
      for (String a : m.answer) {
        for (String r : m.reference) {
          together[answers.indexOf(a)][references.indexOf(r)] += m.ms;
        }
      }
    }
    int[] best = Assignment.most(together);
    Map<String, String> mapping = new HashMap<>();
    for (int a = 0; a < answers.size(); a++) {
      if (best[a] < references.size() && together[a][best[a]] > 0) {
        mapping.put(answers.get(a), references.get(best[a]));
      }
    }
    return mapping;
  }

  private static Set<String> all(List<Moment> moments, boolean reference) {
    Set<String> names = new HashSet<>();
    for (Moment m : moments) names.addAll(reference ? m.reference : m.answer);
    return names;
  }
}
