package io.auscult.local.bench.delays;

import io.auscult.local.client.Percentile;
import java.util.Collection;
import java.util.Locale;

/** How a handful of measured times lie, in milliseconds; NaN where there are none. */
public record Spread(int count, double p50, double p95, double p99, double max) {
  public static Spread of(Collection<Double> milliseconds) {
    return new Spread(
        milliseconds.size(),
        Percentile.of(milliseconds, 50),
        Percentile.of(milliseconds, 95),
        Percentile.of(milliseconds, 99),
        Percentile.of(milliseconds, 100));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "p50 %.0f  p95 %.0f  p99 %.0f  max %.0f ms  (%d)", p50, p95, p99, max, count);
  }
}
