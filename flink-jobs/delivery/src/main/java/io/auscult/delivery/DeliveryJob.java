package io.auscult.delivery;

import io.auscult.delivery.edge.ReadAttempts;
import io.auscult.delivery.edge.ReadOrders;
import io.auscult.delivery.post.Post;
import io.auscult.delivery.post.PostSettings;
import io.auscult.delivery.schedule.Attempt;
import io.auscult.delivery.schedule.Chance;
import io.auscult.delivery.schedule.Order;
import io.auscult.delivery.schedule.Schedule;
import io.auscult.events.DeliveryAttempt;
import io.auscult.events.Topics;
import io.auscult.flink.KafkaEdges;
import io.auscult.flink.KafkaEdges.Isolation;
import io.auscult.flink.Letter;
import io.auscult.flink.Raw;
import io.auscult.settings.InvalidSetting;
import io.auscult.settings.Settings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Results of sessions to their clients' callbacks. The loop goes through Kafka, so that every try
 * and its outcome outlive the job and can be watched.
 *
 * <pre>
 * deliveries ────────→ read ─┐
 *                            ├keyBy session→ schedule ─→ post ─→ delivery-attempts ─┐
 *            ┌──────→ read ─┘                    │                                   │
 *            │                                   └ given up → dead-letter            │
 *            └───────────────────────────────────────────────────────────────────────┘
 * </pre>
 */
public final class DeliveryJob {
  /** Name in the Flink UI and of the consumer group: a promise. */
  public static final String NAME = "auscult-delivery";

  /** Never reached: the sender ends every try after half a minute. */
  private static final Duration LONGEST_TRY = Duration.ofMinutes(5);

  /**
   * Above what the sender takes at once. Whatever is above that is answered without waiting, so the
   * operator is never full of tries that wait.
   */
  private static final int ROOM_FOR_ANSWERS = 2_048;

  private DeliveryJob() {}

  /** {@code flink run}: settings from the environment. Exit code 2 for an invalid one. */
  public static void main(String[] args) throws Exception {
    DeliverySettings settings;
    try {
      settings = DeliverySettings.forCluster(Settings.load(System.getenv()));
    } catch (InvalidSetting e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    define(env, settings);
    env.execute(NAME);
  }

  /** Edges, the line between them, sinks. */
  public static void define(StreamExecutionEnvironment env, DeliverySettings settings) {
    Configuration guards = new Configuration();
    // Kryo can never get into state, and a forgotten uid is an error.
    guards.set(PipelineOptions.GENERIC_TYPES, false);
    guards.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    // Records on the line are immutable by convention.
    guards.set(PipelineOptions.OBJECT_REUSE, true);
    env.configure(guards);

    String servers = settings.bootstrapServers();
    DataStream<Raw> orders = source(env, servers, Topics.DELIVERIES, Isolation.READ_COMMITTED);
    DataStream<Raw> attempts =
        source(env, servers, Topics.DELIVERY_ATTEMPTS, Isolation.READ_UNCOMMITTED);
    wire(orders, attempts, settings.post(), Chance.any())
        .sinkTo(KafkaEdges.atLeastOnce(servers))
        .uid("sink")
        .name("delivery-attempts, dead-letter");
  }

  private static DataStream<Raw> source(
      StreamExecutionEnvironment env, String servers, String topic, Isolation isolation) {
    return env.fromSource(
            KafkaEdges.source(servers, topic, NAME, isolation),
            WatermarkStrategy.noWatermarks(),
            topic,
            TypeInformation.of(Raw.class))
        .uid(topic);
  }

  /** The straight line, without its edges. */
  static DataStream<Letter> wire(
      DataStream<Raw> orders, DataStream<Raw> attempts, PostSettings post, Chance chance) {
    SingleOutputStreamOperator<Order> ordered =
        orders
            .process(new ReadOrders(), TypeInformation.of(Order.class))
            .uid(ReadOrders.UID)
            .name("Read orders");
    SingleOutputStreamOperator<DeliveryAttempt> told =
        attempts
            .flatMap(new ReadAttempts())
            .returns(TypeInformation.of(DeliveryAttempt.class))
            .uid(ReadAttempts.UID)
            .name("Read attempts");
    SingleOutputStreamOperator<Attempt> due =
        ordered
            .connect(told)
            .keyBy(Order::session, DeliveryAttempt::session, Types.STRING)
            .process(new Schedule(chance), TypeInformation.of(Attempt.class))
            .uid(Schedule.UID)
            .name("Schedule");
    SingleOutputStreamOperator<Letter> outcomes =
        AsyncDataStream.unorderedWait(
                due,
                new Post(post),
                LONGEST_TRY.toMillis(),
                TimeUnit.MILLISECONDS,
                post.overall() + ROOM_FOR_ANSWERS)
            .returns(TypeInformation.of(DeliveryAttempt.class))
            .uid(Post.UID)
            .name("Post")
            .map(a -> Letter.keyed(Topics.DELIVERY_ATTEMPTS, a.session(), a.encode()))
            .returns(TypeInformation.of(Letter.class))
            .uid("write-attempts")
            .name("Write attempts");
    return outcomes.union(ordered.getSideOutput(ReadOrders.DEAD), due.getSideOutput(Schedule.DEAD));
  }
}
