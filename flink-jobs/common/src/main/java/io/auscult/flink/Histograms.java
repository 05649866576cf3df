package io.auscult.flink;

import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Histograms with a window that fits a page of a dashboard. */
public final class Histograms {
  private static final int LAST_VALUES = 1_000;

  private Histograms() {}

  /** A histogram over the last thousand values. */
  public static Histogram of(MetricGroup group, String name) {
    return group.histogram(name, new DescriptiveStatisticsHistogram(LAST_VALUES));
  }
}
