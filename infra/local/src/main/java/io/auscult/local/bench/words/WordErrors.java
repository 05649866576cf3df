package io.auscult.local.bench.words;

import java.util.List;

/**
 * How a transcript differs from its reference, by a shortest sequence of edits over whole words
 * (Levenshtein; among equal ones a substitution is taken before a deletion and an insertion).
 *
 * @param words length of the reference
 * @param longestDeletion most reference words in a row that are missing: a lost piece of audio
 *     shows here, a recogniser's slip does not
 */
public record WordErrors(
    int words, int substitutions, int insertions, int deletions, int longestDeletion) {
  /** Of nothing at all; the neutral element of {@link #plus}. */
  public static final WordErrors NONE = new WordErrors(0, 0, 0, 0, 0);

  /** Aligns two texts after {@link EnglishText} normalised them. */
  public static WordErrors between(String reference, String hypothesis) {
    return between(EnglishText.words(reference), EnglishText.words(hypothesis));
  }

  /** Aligns words as they stand. Time and memory grow with the product of the lengths. */
  public static WordErrors between(List<String> reference, List<String> hypothesis) {
    int[][] cost = new int[reference.size() + 1][hypothesis.size() + 1];
    for (int r = 0; r <= reference.size(); r++) {
      for (int h = 0; h <= hypothesis.size(); h++) {
        if (r == 0 || h == 0) {
          cost[r][h] = r + h;
          continue;
        }
        boolean same = reference.get(r - 1).equals(hypothesis.get(h - 1));
        int diagonal = cost[r - 1][h - 1] + (same ? 0 : 1);
        cost[r][h] = Math.min(diagonal, Math.min(cost[r - 1][h], cost[r][h - 1]) + 1);
      }
    }
    return walkBack(reference, hypothesis, cost);
  }

  private static WordErrors walkBack(List<String> reference, List<String> hyp, int[][] cost) {
    int substitutions = 0;
    int insertions = 0;
    int deletions = 0;
    int run = 0;
    int longest = 0;
    int r = reference.size();
    int h = hyp.size();
    while (r > 0 || h > 0) {
      boolean both = r > 0 && h > 0;
      boolean same = both && reference.get(r - 1).equals(hyp.get(h - 1));
      if (both && cost[r][h] == cost[r - 1][h - 1] + (same ? 0 : 1)) {
        if (!same) substitutions++;
        run = 0;
        r--;
        h--;
      } else if (r > 0 && cost[r][h] == cost[r - 1][h] + 1) {
        deletions++;
        longest = Math.max(longest, ++run);
        r--;
      } else {
        insertions++;
        h--;
      }
    }
    return new WordErrors(reference.size(), substitutions, insertions, deletions, longest);
  }

  /** Both together: counts add up, so that a rate over many clips weighs words, not clips. */
  public WordErrors plus(WordErrors other) {
    return new WordErrors(
        words + other.words,
        substitutions + other.substitutions,
        insertions + other.insertions,
        deletions + other.deletions,
        Math.max(longestDeletion, other.longestDeletion));
  }

  public int edits() {
    return substitutions + insertions + deletions;
  }

  /** Edits per reference word; NaN where the reference has no word. */
  public double rate() {
    return words == 0 ? Double.NaN : (double) edits() / words;
  }
}
