package io.auscult.local.system;

import io.auscult.events.Decoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
      List<T> found = new ArrayList<>();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline) {
        var batch = consumer.poll(Duration.ofMillis(500));
        for (ConsumerRecord<String, byte[]> record : batch) {
          if (session.equals(record.key())) found.add(good(decode.apply(record.value())));
        }
        if (batch.isEmpty() && found.size() >= expected) return found;
      }
      throw new AssertionError(
          name + " has " + found.size() + " records of the session, expected " + expected);
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
