package io.auscult.transcription.keep;

import io.auscult.flink.Histograms;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** What Keep counts. */
final class KeepMetrics {
  private final Counter finals;
  private final Counter partials;
  private final Counter empty;
  private final Counter failures;
  private final Counter words;
  private final Counter shed;
  private final Counter corrections;
  private final Histogram timeToFinalMs;

  KeepMetrics(MetricGroup group) {
    finals = group.counter("finals_total");
    partials = group.counter("partials_total");
    empty = group.counter("utterances_without_words_total");
    failures = group.counter("failures_total");
    words = group.counter("words_total");
    shed = group.counter("partials_shed_total");
    corrections = group.counter("corrections_total");
    timeToFinalMs = Histograms.of(group, "time_to_final_ms");
  }

  /**
   * @param afterMs from the gateway's acceptance of the last voiced audio to here
   */
  void done(int wordCount, long afterMs) {
    finals.inc();
    words.inc(wordCount);
    timeToFinalMs.update(afterMs);
  }

  void partial() {
    partials.inc();
  }

  void shed() {
    shed.inc();
  }

  void corrected(int items) {
    corrections.inc(items);
  }

  void empty() {
    empty.inc();
  }

  void failed() {
    failures.inc();
  }
}
