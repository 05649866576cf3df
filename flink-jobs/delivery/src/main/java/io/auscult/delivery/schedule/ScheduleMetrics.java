package io.auscult.delivery.schedule;

import io.auscult.flink.Histograms;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** What Schedule counts. */
final class ScheduleMetrics {
  private final Counter delivered;
  private final Counter dead;
  private final Counter takenBack;
  private final Histogram timeToDeliveryMs;

  /**
   * @param pending deliveries that are not over; after a rescale only the sum over all subtasks is
   *     right
   */
  ScheduleMetrics(MetricGroup group, LongSupplier pending) {
    delivered = group.counter("delivered_total");
    dead = group.counter("dead_letters_total");
    takenBack = group.counter("taken_back_total");
    timeToDeliveryMs = Histograms.of(group, "time_to_delivery_ms");
    group.gauge("deliveries_pending", pending::getAsLong);
  }

  void delivered(long sinceOrderMs) {
    delivered.inc();
    timeToDeliveryMs.update(Math.max(0, sinceOrderMs));
  }

  void dead() {
    dead.inc();
  }

  void takenBack() {
    takenBack.inc();
  }
}
