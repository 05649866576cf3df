package io.auscult.gateway.kafka;

import io.auscult.events.Revocation;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionOutputCodec;
import io.auscult.events.Topics;
import io.auscult.gateway.auth.RevocationFeed;
import io.auscult.gateway.metrics.GatewayMetrics;
import io.auscult.gateway.session.InputLog;
import io.auscult.gateway.session.Replies;
import io.auscult.gateway.session.SessionIndex;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything the gateway reads from and writes to Kafka. */
public final class KafkaEdge implements Replies, RevocationFeed, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaEdge.class);
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);
  private static final Duration READ_WITHIN = Duration.ofSeconds(60);

  /** At the end everything accepted has so long to become durable. */
  private static final Duration FLUSH_WITHIN = Duration.ofSeconds(30);

  private final KafkaClients clients;
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaWriter writer;
  private final KafkaInputLog log;
  private final KafkaSessionIndex index;
  private final int partition;
  private final List<TopicTail> tails = new CopyOnWriteArrayList<>();
  private volatile KafkaConsumer<String, byte[]> replies;

  private KafkaEdge(KafkaClients clients, int partition, GatewayMetrics metrics, Clock clock) {
    this.clients = clients;
    this.partition = partition;
    this.producer = clients.producer();
    this.writer = new KafkaWriter(producer, metrics, clock);
    this.log = new KafkaInputLog(producer, metrics, clock);
    this.index = new KafkaSessionIndex(clients::reader, writer);
  }

  /**
   * Connects, waits for the topics and reads what there is of sessions.
   *
   * @param gateway unique among gateways
   * @throws IOException if Kafka does not answer or lacks a topic; the message says which
   */
  public static KafkaEdge open(
      String bootstrapServers, String gateway, GatewayMetrics metrics, Clock clock)
      throws IOException {
    KafkaEdge edge = null;
    try {
      KafkaClients clients = new KafkaClients(bootstrapServers, gateway);
      clients.awaitTopics(
          List.of(
              Topics.SESSION_INPUT,
              Topics.SESSION_OUTPUT,
              Topics.SESSIONS,
              Topics.REVOCATIONS,
              Topics.DEAD_LETTER),
          TOPICS_WITHIN);
      int partitions;
      try (KafkaConsumer<String, byte[]> c = clients.consumer("layout")) {
        partitions = c.partitionsFor(Topics.SESSION_OUTPUT).size();
      }
      int partition = Math.floorMod(gateway.hashCode(), partitions);
      edge = new KafkaEdge(clients, partition, metrics, clock);
      edge.producer.partitionsFor(Topics.SESSION_INPUT); // so that the first session need not wait
      edge.tail(Topics.SESSIONS, TopicTail.From.BEGINNING, edge.index::take)
          .awaitCaughtUp(READ_WITHIN);
      LOG.info("gateway {} is answered on partition {} of {}", gateway, partition, partitions);
      return edge;
    } catch (KafkaException e) {
      if (edge != null) edge.close();
      throw new IOException("Kafka at " + bootstrapServers + " cannot be used: " + e, e);
    } catch (IOException e) {
      if (edge != null) edge.close();
      throw e;
    }
  }

  public InputLog log() {
    return log;
  }

  public SessionIndex index() {
    return index;
  }

  @Override
  public int partition() {
    return partition;
  }

  @Override
  public boolean reachable() {
    KafkaConsumer<String, byte[]> consumer = replies;
    if (consumer == null) return false;
    // This consumer asks all the time, so it has a connection unless there is nobody to connect to.
    return consumer.metrics().values().stream()
        .filter(m -> m.metricName().name().equals("connection-count"))
        .anyMatch(m -> m.metricValue() instanceof Number n && n.doubleValue() > 0);
  }

  @Override
  public void start(Predicate<String> mine, Consumer<SessionOutput> sink) throws IOException {
    KafkaConsumer<String, byte[]> consumer = clients.consumer(Topics.SESSION_OUTPUT);
    TopicTail tail =
        new TopicTail(
            consumer,
            List.of(new TopicPartition(Topics.SESSION_OUTPUT, partition)),
            TopicTail.From.END,
            record -> {
              // By key, before anything is parsed: the partition may serve many gateways.
              if (record.key() == null || !mine.test(record.key())) return;
              if (record.value() == null) return; // an erased session
              SessionOutputCodec.decode(record.value())
                  .fold(
                      output -> {
                        sink.accept(output);
                        return null;
                      },
                      bad -> {
                        writer.deadLetter(record, bad);
                        return null;
                      });
            });
    tails.add(tail);
    tail.start();
    tail.awaitCaughtUp(READ_WITHIN);
    replies = consumer;
  }

  @Override
  public void start(Consumer<Revocation> added, Consumer<String> removed) throws IOException {
    tail(
            Topics.REVOCATIONS,
            TopicTail.From.BEGINNING,
            record -> {
              if (record.value() == null) {
                removed.accept(record.key());
                return;
              }
              Revocation.decode(record.value())
                  .fold(
                      revocation -> {
                        added.accept(revocation);
                        return null;
                      },
                      bad -> {
                        writer.deadLetter(record, bad);
                        return null;
                      });
            })
        .awaitCaughtUp(READ_WITHIN);
  }

  @Override
  public void publish(Revocation revocation) throws IOException {
    writer.sendAndWait(Topics.REVOCATIONS, revocation.key(), revocation.encode());
  }

  /** Makes everything accepted durable, then lets go. */
  @Override
  public void close() {
    try {
      if (!log.flush(FLUSH_WITHIN)) LOG.error("Kafka did not take everything in {}", FLUSH_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
    tails.forEach(TopicTail::close);
    index.close();
    producer.close(Duration.ofSeconds(5));
  }

  private TopicTail tail(
      String topic, TopicTail.From from, Consumer<ConsumerRecord<String, byte[]>> sink) {
    KafkaConsumer<String, byte[]> consumer = clients.consumer(topic);
    TopicTail tail = new TopicTail(consumer, TopicTail.partitions(consumer, topic), from, sink);
    tails.add(tail);
    tail.start();
    return tail;
  }
}
