package io.auscult.delivery.edge;

import io.auscult.events.Decoded;
import io.auscult.events.DeliveryAttempt;
import io.auscult.flink.Raw;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes of {@code delivery-attempts} to outcomes. One that cannot be read is counted and missed:
 * its turn is handed over again, so that nothing is lost by it.
 */
public final class ReadAttempts extends RichFlatMapFunction<Raw, DeliveryAttempt> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ReadAttempts.class);

  /** A promise, although there is no state: savepoints name every operator. */
  public static final String UID = "read-attempts";

  private transient Counter refused;

  @Override
  public void open(OpenContext context) {
    refused = getRuntimeContext().getMetricGroup().counter("attempts_refused_total");
  }

  @Override
  public void flatMap(Raw raw, Collector<DeliveryAttempt> out) {
    // Tombstones are what erasing a session leaves.
    if (raw.value() == null) return;
    Decoded<DeliveryAttempt> decoded = DeliveryAttempt.decode(raw.value());
    if (decoded instanceof Decoded.Good<DeliveryAttempt> good) {
      out.collect(good.value());
      return;
    }
    refused.inc();
    LOG.warn("{} is no outcome: {}", raw, ((Decoded.Bad<DeliveryAttempt>) decoded).fault());
  }
}
