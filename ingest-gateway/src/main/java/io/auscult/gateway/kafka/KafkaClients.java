package io.auscult.gateway.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes clients of one Kafka. */
final class KafkaClients {
  private final String bootstrapServers;
  private final String gateway;

  KafkaClients(String bootstrapServers, String gateway) {
    this.bootstrapServers = bootstrapServers;
    this.gateway = gateway;
  }

  /**
   * Waits until topics exist.
   *
   * @throws IOException if Kafka does not answer, or a topic is still missing when the time is
   *     over; the message says which and what to do
   */
  void awaitTopics(Collection<String> topics, Duration atMost) throws IOException {
    long end = System.nanoTime() + atMost.toNanos();
    try (KafkaConsumer<String, byte[]> consumer = consumer("topics")) {
      while (true) {
        Set<String> missing = new TreeSet<>(topics);
        String problem;
        try {
          missing.removeAll(consumer.listTopics(Duration.ofSeconds(5)).keySet());
          problem = "has no topic " + String.join(", ", missing) + "; create it first";
        } catch (KafkaException e) {
          problem = "does not answer (" + e.getClass().getSimpleName() + ")";
        }
        if (missing.isEmpty()) return;
        if (System.nanoTime() >= end) {
          throw new IOException("Kafka at " + bootstrapServers + " " + problem);
        }
        Thread.sleep(100); // the broker tells nobody when a topic appears
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for Kafka", e);
    }
  }

  KafkaProducer<String, byte[]> producer() {
    Map<String, Object> p = common("producer");
    p.put("acks", "all");
    p.put("enable.idempotence", true);
    // Half of what a chunk waits in our own hands anyway; saves a third of the CPU (stack.md §3).
    p.put("linger.ms", 5);
    p.put("batch.size", 65_536);
    p.put("compression.type", "none"); // PCM does not shrink
    // What was accepted is tried until Kafka is back: 24.8 days is the longest there is.
    p.put("delivery.timeout.ms", Integer.MAX_VALUE);
    p.put("request.timeout.ms", 10_000);
    p.put("retry.backoff.ms", 100);
    p.put("retry.backoff.max.ms", 1_000);
    p.put("max.block.ms", 5_000);
    // Twice what sessions may have under way, so that sending does not block on memory.
    p.put("buffer.memory", 64L << 20);
    p.put("max.request.size", 8 << 20);
    return new KafkaProducer<>(p, new StringSerializer(), new ByteArraySerializer());
  }

  /** A consumer without a group: it is told what to read, and commits nothing. */
  KafkaConsumer<String, byte[]> consumer(String use) {
    return consumer(use, 500);
  }

  /**
   * A consumer that jumps from place to place: what it asked for ahead at the last place must not
   * keep it waiting there (half a second for each jump, measured).
   */
  KafkaConsumer<String, byte[]> reader() {
    return consumer("reader", 10);
  }

  private KafkaConsumer<String, byte[]> consumer(String use, int longestWaitMs) {
    Map<String, Object> p = common(use);
    p.put("fetch.max.wait.ms", longestWaitMs);
    p.put("enable.auto.commit", false);
    p.put("auto.offset.reset", "earliest");
    p.put("isolation.level", "read_committed");
    p.put("fetch.min.bytes", 1);
    return new KafkaConsumer<>(p, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> common(String use) {
    Map<String, Object> p = new HashMap<>();
    p.put("bootstrap.servers", bootstrapServers);
    p.put("client.id", gateway + "-" + use);
    p.put("reconnect.backoff.ms", 50);
    p.put("reconnect.backoff.max.ms", 1_000);
    // Two gateways or tests in one JVM must not fight over JMX names.
    p.put("auto.include.jmx.reporter", false);
    p.put("metric.reporters", "");
    p.put("enable.metrics.push", false);
    return p;
  }
}
