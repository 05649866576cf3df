package io.auscult.local.system;

import io.auscult.events.Decoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic as somebody outside reads it. */
record KafkaTopic(String servers, String name, String isolation) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Only what a finished transaction has written. */
  static KafkaTopic committed(String servers, String name) {
    return new KafkaTopic(servers, name, "read_committed");
  }

  /**
   * All records of a session, as soon as there are {@code expected}; and not one more by the time
   * the next poll has brought nothing.
   */
  <T> List<T> awaitOf(String session, int expected, Function<byte[], Decoded<T>> decode) {
    List<ConsumerRecord<String, byte[]>> found =
        await(r -> session.equals(r.key()), all -> all.size() >= expected, true);
    return found.stream().map(r -> good(decode.apply(r.value()))).toList();
  }

  /** Waits until a session has a record without value. */
  void awaitTombstone(String session) {
    await(
        r -> session.equals(r.key()), all -> all.stream().anyMatch(r -> r.value() == null), false);
  }

  /** Waits until the last record of a session is one without value, and others lie before it. */
  void awaitTombstoneLast(String session) {
    await(
        r -> session.equals(r.key()),
        all -> all.size() > 1 && all.get(all.size() - 1).value() == null,
        true);
  }

  /** Waits for a record with such a key. */
  String awaitKey(Predicate<String> wanted) {
    return await(r -> r.key() != null && wanted.test(r.key()), all -> !all.isEmpty(), false)
        .get(0)
        .key();
  }

  /**
   * Records that are wanted, once there are enough.
   *
   * @param allThereIs read on until the next poll has brought nothing
   */
  private List<ConsumerRecord<String, byte[]>> await(
      Predicate<ConsumerRecord<String, byte[]>> wanted,
      Predicate<List<ConsumerRecord<String, byte[]>>> enough,
      boolean allThereIs) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", servers,
            "isolation.level", isolation,
            "auto.offset.reset", "earliest");
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline) {
        var batch = consumer.poll(Duration.ofMillis(500));
        for (ConsumerRecord<String, byte[]> record : batch) {
          if (wanted.test(record)) found.add(record);
        }
        if ((batch.isEmpty() || !allThereIs) && enough.test(found)) return found;
      }
      throw new AssertionError(name + " has " + found.size() + " such records, not enough");
    }
  }

  private static <T> T good(Decoded<T> decoded) {
    return decoded.fold(
        value -> value,
        bad -> {
          throw new AssertionError("unreadable record: " + bad);
        });
  }
}
