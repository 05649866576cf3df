package io.auscult.transcription.edge;

import io.auscult.events.Topics;
import io.auscult.transcription.wire.Letter;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Where the job touches Kafka. */
public final class KafkaEdges {
  /** Consumer group; offsets are committed for monitoring, the checkpoint is what counts. */
  public static final String GROUP = "auscult-transcription";

  private static final String TRANSACTIONS = "auscult-transcription";

  /** A default broker refuses more than 15 minutes; a crash blocks readers for this long. */
  private static final String TRANSACTION_TIMEOUT_MS = "600000";

  /** Sessions at their end write their whole transcript in one record. */
  private static final String MAX_RECORD_BYTES = "16777216";

  private KafkaEdges() {}

  /** What clients sent. */
  public static KafkaSource<Raw> input(String bootstrapServers) {
    return KafkaSource.<Raw>builder()
        .setBootstrapServers(bootstrapServers)
        .setTopics(Topics.SESSION_INPUT)
        .setGroupId(GROUP)
        .setClientIdPrefix(GROUP)
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new RawSchema())
        .setProperty("partition.discovery.interval.ms", "30000")
        .build();
  }

  /** For what a user waits for: shown at once, repeated after a crash under the same ids. */
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

  /** For what somebody counts: shown at the next checkpoint, once. */
  public static KafkaSink<Letter> exactlyOnce(String bootstrapServers) {
    Properties p = producer();
    p.setProperty("linger.ms", "20");
    p.setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MS);
    return KafkaSink.<Letter>builder()
        .setBootstrapServers(bootstrapServers)
        .setKafkaProducerConfig(p)
        .setRecordSerializer(new LetterSchema())
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(TRANSACTIONS)
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
