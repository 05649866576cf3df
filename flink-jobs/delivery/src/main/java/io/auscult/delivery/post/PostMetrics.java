package io.auscult.delivery.post;

import io.auscult.events.DeliveryAttempt;
import io.auscult.flink.Histograms;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** What Post counts; called from the threads of the sender. */
final class PostMetrics {
  private final Map<String, Counter> failed = new HashMap<>();
  private final Counter busy;
  private final Histogram tookMs;

  PostMetrics(MetricGroup group, IntSupplier underWay) {
    for (Reason reason : Reason.values()) {
      failed.put(
          reason.word(),
          group
              .addGroup("reason", reason.word())
              .counter("tries_failed_total", new ThreadSafeSimpleCounter()));
    }
    busy = group.counter("tries_without_room_total", new ThreadSafeSimpleCounter());
    tookMs = Histograms.of(group, "try_ms");
    group.gauge("posts_under_way", underWay::getAsInt);
  }

  void over(DeliveryAttempt attempt) {
    switch (attempt.outcome()) {
      case DeliveryAttempt.BUSY -> {
        busy.inc();
        return;
      }
      case DeliveryAttempt.FAILED -> failed.get(attempt.reason()).inc();
      default -> {}
    }
    // Histograms of Flink are not thread-safe.
    synchronized (this) {
      tookMs.update(attempt.tookMs());
    }
  }
}
