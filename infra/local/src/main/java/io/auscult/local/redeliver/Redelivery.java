package io.auscult.local.redeliver;

import io.auscult.events.Topics;
import io.auscult.local.house.StartFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts results that were given up back on {@code deliveries}, as they were. */
public final class Redelivery {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(200);

  /** As the topic takes. */
  private static final int LARGEST_RECORD = 16 << 20;

  private final String servers;

  public Redelivery(String bootstrapServers) {
    servers = bootstrapServers;
  }

  /**
   * What was done.
   *
   * @param sent orders put back
   * @param passedOver dead letters of sessions that are erased or were sent again already
   */
  public record Done(int sent, int passedOver) {}

  /**
   * Sends again what was given up.
   *
   * @param session of this one only; empty: of all
   * @throws StartFailure where Kafka does not do its work
   */
  public Done run(Optional<String> session) throws StartFailure, InterruptedException {
    try {
      DeadDeliveries dead = new DeadDeliveries();
      read(Topics.DEAD_LETTER, Map.of(), record -> dead.dead(record.value()));
      int[] passedOver = {0};
      Map<Integer, Long> from = dead.from();
      if (!from.isEmpty()) {
        read(
            Topics.DELIVERIES,
            from,
            record -> {
              if (record.key() == null) return;
              boolean asked = session.isEmpty() || session.get().equals(record.key());
              if (dead.later(record.key(), record.partition(), record.offset()) && asked) {
                passedOver[0]++;
              }
            });
      }
      List<DeadDeliveries.Order> orders =
          dead.orders().stream()
              .filter(order -> session.isEmpty() || session.get().equals(order.session()))
              .toList();
      write(orders);
      return new Done(orders.size(), passedOver[0]);
    } catch (ExecutionException | KafkaException e) {
      throw new StartFailure(
          "Kafka at " + servers + " does not do its work: " + StartFailure.reason(e), e);
    }
  }

  /**
   * Every record of a topic that is there now.
   *
   * @param from offsets to begin at by partition; empty: everything
   */
  private void read(
      String topic, Map<Integer, Long> from, Consumer<ConsumerRecord<String, byte[]>> each) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            servers,
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false,
            "default.api.timeout.ms",
            (int) PATIENCE.toMillis());
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .filter(p -> from.isEmpty() || from.containsKey(p.partition()))
              .map(Redelivery::partition)
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
      for (TopicPartition p : partitions) {
        // What is older than the topic keeps is not there to be read.
        consumer.seek(p, Math.max(first.get(p), from.getOrDefault(p.partition(), 0L)));
      }
      Map<TopicPartition, Long> end = new HashMap<>(consumer.endOffsets(partitions));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!end.isEmpty()) {
        end.entrySet().removeIf(e -> consumer.position(e.getKey()) >= e.getValue());
        var batch = consumer.poll(end.isEmpty() ? Duration.ZERO : POLL);
        batch.forEach(each);
        if (!batch.isEmpty()) deadline = System.nanoTime() + PATIENCE.toNanos();
        if (System.nanoTime() > deadline) {
          throw new KafkaException(topic + " cannot be read to its end");
        }
      }
    }
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  private void write(List<DeadDeliveries.Order> orders)
      throws ExecutionException, InterruptedException {
    if (orders.isEmpty()) return;
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            servers,
            "acks",
            "all",
            "max.request.size",
            LARGEST_RECORD,
            "compression.type",
            "lz4");
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      for (DeadDeliveries.Order order : orders) {
        producer
            .send(new ProducerRecord<>(Topics.DELIVERIES, order.session(), order.value()))
            .get();
      }
    }
  }
}
