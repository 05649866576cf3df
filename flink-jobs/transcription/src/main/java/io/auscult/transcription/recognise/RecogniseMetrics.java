package io.auscult.transcription.recognise;

import io.auscult.flink.Histograms;
import io.auscult.speech.onnx.OnnxScope;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.steps.Window;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** What Recognise counts; called from the threads of the pool. */
final class RecogniseMetrics {
  private final Counter recognised;
  private final Counter failed;
  private final Counter shed;
  private final Histogram answerMs;
  private final Histogram realTimePercent;

  RecogniseMetrics(MetricGroup group, IntSupplier waiting) {
    recognised = group.counter("windows_recognised_total", new ThreadSafeSimpleCounter());
    failed = group.counter("windows_failed_total", new ThreadSafeSimpleCounter());
    shed = group.counter("windows_shed_total", new ThreadSafeSimpleCounter());
    answerMs = Histograms.of(group, "window_answer_ms");
    realTimePercent = Histograms.of(group, "window_real_time_percent");
    group.gauge("windows_waiting", waiting::getAsInt);
    group.gauge("native_objects_open", OnnxScope::openObjects);
  }

  /**
   * @param nanos from hand-in to answer, waiting included
   */
  void answered(Window window, Step answer, long nanos) {
    if (answer instanceof Step.Shed) {
      shed.inc();
      return;
    }
    (answer instanceof Step.Unheard ? failed : recognised).inc();
    long ms = nanos / 1_000_000;
    int audioMs = (window.pcm().length - window.contextSamples()) / 16;
    // Histograms of Flink are not thread-safe.
    synchronized (this) {
      answerMs.update(ms);
      if (audioMs > 0) realTimePercent.update(100 * ms / audioMs);
    }
  }
}
