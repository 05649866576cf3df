package io.auscult.flink;

import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Where jobs touch Kafka. */
public final class KafkaEdges {
  /** A default broker refuses more than 15 minutes; a crash blocks readers for this long. */
  private static final String TRANSACTION_TIMEOUT_MS = "600000";

  /** Sessions at their end write their whole transcript in one record. */
  private static final String MAX_RECORD_BYTES = "16777216";

  private KafkaEdges() {}

  /** Whether a source waits for the transactions of whoever writes to its topic. */
  public enum Isolation {
    READ_COMMITTED,
    READ_UNCOMMITTED
  }

  /**
   * A topic from where the group stood, or from its beginning.
   *
   * @param group consumer group; offsets are committed for monitoring, the checkpoint counts
   */
  public static KafkaSource<Raw> source(
      String bootstrapServers, String topic, String group, Isolation isolation) {
    return KafkaSource.<Raw>builder()
        .setBootstrapServers(bootstrapServers)
        .setTopics(topic)
        .setGroupId(group)
        .setClientIdPrefix(group + "-" + topic)
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new RawSchema())
        .setProperty("isolation.level", isolation.name().toLowerCase(java.util.Locale.ROOT))
        .setProperty("partition.discovery.interval.ms", "30000")
        .build();
  }

  /** For what somebody waits for: shown at once, repeated after a crash under the same ids. */
  public static KafkaSink<Letter> atLeastOnce(String bootstrapServers) {
    Properties p = producer();
    p.setProperty("linger.ms", "2");
    return KafkaSink.<Letter>builder()
        .setBootstrapServers(bootstrapServers)
        .setKafkaProducerConfig(p)
        .setRecordSerializer(new LetterSchema())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  /**
   * For what somebody counts: shown at the next checkpoint, once.
   *
   * @param transactions prefix of the transactional ids: one of its own for every job
   */
  public static KafkaSink<Letter> exactlyOnce(String bootstrapServers, String transactions) {
    Properties p = producer();
    p.setProperty("linger.ms", "20");
    p.setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MS);
    return KafkaSink.<Letter>builder()
        .setBootstrapServers(bootstrapServers)
        .setKafkaProducerConfig(p)
        .setRecordSerializer(new LetterSchema())
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(transactions)
        .build();
  }

  private static Properties producer() {
    Properties p = new Properties();
    p.setProperty("acks", "all");
    p.setProperty("max.request.size", MAX_RECORD_BYTES);
    p.setProperty("compression.type", "lz4");
    return p;
  }
}
