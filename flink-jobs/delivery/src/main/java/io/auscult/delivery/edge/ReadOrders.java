package io.auscult.delivery.edge;

import io.auscult.delivery.schedule.Order;
import io.auscult.delivery.schedule.Receivers;
import io.auscult.events.DeadLetter;
import io.auscult.events.Decoded;
import io.auscult.events.DeliveryOrder;
import io.auscult.events.Topics;
import io.auscult.flink.Letter;
import io.auscult.flink.Raw;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Bytes of {@code deliveries} to orders; what cannot be read leaves as a dead letter. */
public final class ReadOrders extends ProcessFunction<Raw, Order> {
  private static final long serialVersionUID = 1L;

  /** A promise, although there is no state: savepoints name every operator. */
  public static final String UID = "read-orders";

  /** What cannot be read. */
  public static final OutputTag<Letter> DEAD =
      new OutputTag<>("orders-dead", TypeInformation.of(Letter.class));

  private transient Counter refused;

  @Override
  public void open(OpenContext context) {
    refused = getRuntimeContext().getMetricGroup().counter("orders_refused_total");
  }

  @Override
  public void processElement(Raw raw, Context ctx, Collector<Order> out) {
    if (raw.value() == null) {
      if (raw.key() == null) return;
      String session = new String(raw.key(), StandardCharsets.UTF_8);
      out.collect(new Order(session, "", 0, null, raw.partition(), raw.offset()));
      return;
    }
    Decoded<DeliveryOrder> decoded = DeliveryOrder.decode(raw.value());
    if (decoded instanceof Decoded.Good<DeliveryOrder> good && whole(good.value())) {
      DeliveryOrder order = good.value();
      out.collect(
          new Order(
              order.session(),
              Receivers.of(order.callback().url()),
              order.orderedAtMs(),
              raw.value(),
              raw.partition(),
              raw.offset()));
      return;
    }
    Decoded.Bad<DeliveryOrder> bad =
        decoded.fold(
            good -> new Decoded.Bad<>(Decoded.Fault.BAD_FIELD, "a field is null"), why -> why);
    refused.inc();
    DeadLetter dead =
        new DeadLetter(
            Topics.DELIVERIES,
            raw.partition(),
            raw.offset(),
            bad.fault().name(),
            bad.detail(),
            raw.key(),
            raw.value(),
            Instant.ofEpochMilli(ctx.timerService().currentProcessingTime()).toString());
    ctx.output(DEAD, new Letter(Topics.DEAD_LETTER, Letter.BY_KEY, raw.key(), dead.encode()));
  }

  /** JSON may have a field that is needed and null. */
  private static boolean whole(DeliveryOrder order) {
    return order.session() != null
        && order.callback() != null
        && order.callback().url() != null
        && order.callback().appId() != null;
  }
}
