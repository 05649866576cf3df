package io.auscult.gateway.kafka;

import io.auscult.events.DeadLetter;
import io.auscult.events.Decoded;
import io.auscult.events.Topics;
import io.auscult.gateway.metrics.GatewayMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the few records that are not what a client did. */
final class KafkaWriter {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaWriter.class);
  private static final long WITHIN_MS = 5_000;

  private final Producer<String, byte[]> producer;
  private final GatewayMetrics metrics;
  private final Clock clock;

  KafkaWriter(Producer<String, byte[]> producer, GatewayMetrics metrics, Clock clock) {
    this.producer = producer;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Writes without waiting; null is a tombstone. */
  void send(String topic, String key, byte[] value) {
    try {
      producer.send(
          new ProducerRecord<>(topic, key, value),
          (metadata, problem) -> {
            if (problem != null) complain(topic, problem);
          });
    } catch (KafkaException e) {
      complain(topic, e);
    }
  }

  /**
   * Writes and returns when it is durable.
   *
   * @throws IOException if it is not within five seconds
   */
  void sendAndWait(String topic, String key, byte[] value) throws IOException {
    try {
      producer.send(new ProducerRecord<>(topic, key, value)).get(WITHIN_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new IOException("Kafka does not take a record of " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Puts bytes that could not be understood where somebody can repair them. */
  void deadLetter(ConsumerRecord<String, byte[]> record, Decoded.Bad<?> bad) {
    metrics.unreadable(record.topic());
    LOG.warn(
        "unreadable record {}-{}@{}: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        bad.fault());
    byte[] key = record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8);
    DeadLetter letter =
        new DeadLetter(
            record.topic(),
            record.partition(),
            record.offset(),
            bad.fault().name(),
            bad.detail(),
            key,
            record.value(),
            clock.instant().toString());
    send(Topics.DEAD_LETTER, record.key(), letter.encode());
  }

  private static void complain(String topic, Exception problem) {
    LOG.warn("a record of {} was not taken: {}", topic, problem.getClass().getSimpleName());
  }
}
