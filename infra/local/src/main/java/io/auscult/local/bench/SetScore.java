package io.auscult.local.bench;

import io.auscult.local.bench.corpus.Clip;
import io.auscult.local.bench.words.EnglishText;
import io.auscult.local.bench.words.WordErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What came back for one set of clips.
 *
 * @param set name of the set, or {@code set (group)} for a part that is reported apart
 * @param wer total edits by total reference words; NaN without reference text
 * @param words of all references
 * @param empty clips for which no word came back, failed ones included
 * @param failed clips whose session broke; their words count as missing
 * @param phrases listed in the set's column of keywords or terms
 * @param recall share of those found as words side by side; NaN without such a column
 * @param wordsOnNoise clips without reference for which words came back, by kind of noise
 * @param audioSeconds of all clips
 */
record SetScore(
    String set,
    int clips,
    double wer,
    int words,
    int substitutions,
    int insertions,
    int deletions,
    int empty,
    int failed,
    int phrases,
    double recall,
    Map<String, Integer> wordsOnNoise,
    double audioSeconds) {

  /**
   * What came back for one clip.
   *
   * @param heard the finals, joined by spaces
   * @param failure why the session broke; empty where it did not
   */
  record Outcome(Clip clip, String heard, double seconds, String failure) {}

  /** Kinds of clips that belong to a set but not to its headline figure. */
  private static final Predicate<Clip> APART =
      clip -> clip.column("kind").contains("babble") || clip.column("group").equals("archaic");

  /** The headline of a set, and after it what is reported apart, if anything. */
  static List<SetScore> of(String set, List<Outcome> outcomes) {
    List<SetScore> scores = new ArrayList<>();
    scores.add(score(set, outcomes.stream().filter(o -> !APART.test(o.clip)).toList()));
    List<Outcome> apart = outcomes.stream().filter(o -> APART.test(o.clip)).toList();
    if (!apart.isEmpty()) {
      boolean voices = apart.get(0).clip.column("group").isEmpty();
      scores.add(score(set + (voices ? " (voices)" : " (archaic)"), apart));
    }
    return scores;
  }

  private static SetScore score(String name, List<Outcome> outcomes) {
    WordErrors errors = WordErrors.NONE;
    int empty = 0;
    int failed = 0;
    int phrases = 0;
    int found = 0;
    double seconds = 0;
    Map<String, Integer> onNoise = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      List<String> heard = EnglishText.words(outcome.heard);
      Clip clip = outcome.clip;
      if (heard.isEmpty()) empty++;
      if (!outcome.failure.isEmpty()) failed++;
      seconds += outcome.seconds;
      if (!clip.reference().isBlank()) {
        errors = errors.plus(WordErrors.between(EnglishText.words(clip.reference()), heard));
      } else if (!clip.column("kind").isEmpty() && !heard.isEmpty()) {
        onNoise.merge(clip.column("kind"), 1, Integer::sum);
      }
      for (String phrase : phrases(clip)) {
        phrases++;
        if (EnglishText.contains(heard, phrase)) found++;
      }
    }
    return new SetScore(
        name,
        outcomes.size(),
        errors.rate(),
        errors.words(),
        errors.substitutions(),
        errors.insertions(),
        errors.deletions(),
        empty,
        failed,
        phrases,
        phrases == 0 ? Double.NaN : (double) found / phrases,
        onNoise,
        seconds);
  }

  private static List<String> phrases(Clip clip) {
    List<String> keywords = clip.phrases("keywords");
    return keywords.isEmpty() ? clip.phrases("medical_terms") : keywords;
  }
}
