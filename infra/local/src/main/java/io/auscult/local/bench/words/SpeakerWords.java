package io.auscult.local.bench.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many words of a transcript stand under the wrong speaker: word errors when each speaker's
 * words are compared with those of one label, labels assigned so that the errors are fewest
 * (concatenated minimum-permutation WER), less the word errors of the same words without speakers.
 *
 * @param mixed errors without speakers
 * @param bySpeaker errors with the best assignment; words of a label too many are insertions, those
 *     of a speaker without one deletions
 */
public record SpeakerWords(WordErrors mixed, WordErrors bySpeaker) {
  /** Of nothing at all; the neutral element of {@link #plus}. */
  public static final SpeakerWords NONE = new SpeakerWords(WordErrors.NONE, WordErrors.NONE);

  /** More than this many labels or speakers are more than any session has. */
  private static final int MOST = 16;

  /** What somebody says. */
  public record Said(String speaker, String text) {
    @Override
    public String toString() {
      return "Said[" + speaker + "]";
    }
  }

  /**
   * Compares a transcript with its reference, both in the order of time.
   *
   * @param orders the same reference, in other orders that are as right: where two speak at once
   *     nobody can say whose words come first. The one with the fewest errors counts
   * @throws IllegalArgumentException for more than 16 speakers
   */
  public static SpeakerWords between(
      List<Said> heard, List<Said> reference, List<List<Said>> orders) {
    List<String> all = words(heard);
    WordErrors mixed = WordErrors.between(words(reference), all);
    for (List<Said> order : orders) {
      WordErrors other = WordErrors.between(words(order), all);
      if (other.edits() < mixed.edits()) mixed = other;
    }
    return new SpeakerWords(mixed, best(bySpeaker(reference), bySpeaker(heard)));
  }

  /** Both together. */
  public SpeakerWords plus(SpeakerWords o) {
    return new SpeakerWords(mixed.plus(o.mixed), bySpeaker.plus(o.bySpeaker));
  }

  /** Share of the reference's words; 0.04 is 4 points. NaN where it has none. */
  public double underWrongSpeaker() {
    return bySpeaker.rate() - mixed.rate();
  }

  private static List<String> words(List<Said> said) {
    return EnglishText.words(String.join(" ", said.stream().map(Said::text).toList()));
  }

  private static List<List<String>> bySpeaker(List<Said> said) {
    Map<String, List<Said>> parts = new LinkedHashMap<>();
    for (Said one : said) parts.computeIfAbsent(one.speaker, s -> new ArrayList<>()).add(one);
    if (parts.size() > MOST) throw new IllegalArgumentException(parts.size() + " speakers");
    return parts.values().stream().map(SpeakerWords::words).toList();
  }

  /** Speakers in turn, with the set of labels that are taken as the state. */
  private static WordErrors best(List<List<String>> speakers, List<List<String>> labels) {
    int n = Math.max(speakers.size(), labels.size());
    WordErrors[][] errors = new WordErrors[n][n];
    for (int s = 0; s < n; s++) {
      for (int l = 0; l < n; l++) errors[s][l] = WordErrors.between(at(speakers, s), at(labels, l));
    }
    WordErrors[] byTaken = new WordErrors[1 << n];
    byTaken[0] = WordErrors.NONE;
    for (int taken = 0; taken < byTaken.length - 1; taken++) {
      int speaker = Integer.bitCount(taken);
      for (int l = 0; l < n; l++) {
        if ((taken & 1 << l) != 0) continue;
        WordErrors sum = byTaken[taken].plus(errors[speaker][l]);
        WordErrors before = byTaken[taken | 1 << l];
        if (before == null || sum.edits() < before.edits()) byTaken[taken | 1 << l] = sum;
      }
    }
    return byTaken[byTaken.length - 1];
  }

  private static List<String> at(List<List<String>> texts, int i) {
    return i < texts.size() ? texts.get(i) : Arrays.asList();
  }
}
