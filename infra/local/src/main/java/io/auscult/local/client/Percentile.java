package io.auscult.local.client;

import java.util.Collection;

/** Percentiles of a handful of measurements. */
public final class Percentile {
  private Percentile() {}

  /**
   * The nearest-rank percentile: the smallest value that at least {@code percent} of all values do
   * not exceed. NaN where there are none.
   */
  public static double of(Collection<Double> values, double percent) {
    if (values.isEmpty()) return Double.NaN;
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
  }
}
