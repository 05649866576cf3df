package io.auscult.notes;

import java.util.HashMap;
import java.util.Map;

/**
 * What {@link RoleGuess} knows of one session: sums, never words.
 *
 * <p>Public fields and plain values, so that Flink keeps it as a POJO; at most {@link
 * RoleGuess#LABELS} labels, some 50 bytes and the label each.
 */
public final class RoleEvidence {
  /** Of each label: the sum of the scores of its pieces, how many pieces, how many words. */
  public Map<String, double[]> heard = new HashMap<>();

  /** Names of {@link Role}, of the labels of which one was sure enough to tell. */
  public Map<String, String> told = new HashMap<>();
}
