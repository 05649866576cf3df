package io.auscult.local.bench.speakers;

import java.util.Arrays;

/** The best one-to-one assignment of rows to columns (Kuhn and Munkres, with potentials). */
final class Assignment {
  private static final long NEVER = Long.MAX_VALUE / 4;

  private Assignment() {}

  /**
   * The column of each row, so that the sum is the largest that can be had. Time grows with the
   * cube of the size.
   *
   * @param gain square
   */
  static int[] most(long[][] gain) {
    int n = gain.length;
    long[] ofRow = new long[n + 1];
    long[] ofColumn = new long[n + 1];
    int[] rowOf = new int[n + 1];
    for (int row = 1; row <= n; row++) augment(gain, row, ofRow, ofColumn, rowOf);
    int[] columnOf = new int[n];
    for (int column = 1; column <= n; column++) columnOf[rowOf[column] - 1] = column - 1;
    return columnOf;
  }

  /** Brings one more row in along the cheapest alternating path; row and column 0 are nobody. */
  private static void augment(long[][] gain, int row, long[] ofRow, long[] ofColumn, int[] rowOf) {
    int n = gain.length;
    long[] slack = new long[n + 1];
    int[] cameFrom = new int[n + 1];
    boolean[] seen = new boolean[n + 1];
    Arrays.fill(slack, NEVER);
    rowOf[0] = row;
    int at = 0;
    do {
      seen[at] = true;
      long least = NEVER;
      int next = 0;
      for (int c = 1; c <= n; c++) {
        if (seen[c]) continue;
        long cost = -gain[rowOf[at] - 1][c - 1] - ofRow[rowOf[at]] - ofColumn[c];
        if (cost < slack[c]) {
          slack[c] = cost;
          cameFrom[c] = at;
        }
        if (slack[c] < least) {
          least = slack[c];
          next = c;
        }
      }
      for (int c = 0; c <= n; c++) {
        if (seen[c]) {
          ofRow[rowOf[c]] += least;
          ofColumn[c] -= least;
        } else {
          slack[c] -= least;
        }
      }
      at = next;
    } while (rowOf[at] != 0);
    while (at != 0) {
      rowOf[at] = rowOf[cameFrom[at]];
      at = cameFrom[at];
    }
  }
}
