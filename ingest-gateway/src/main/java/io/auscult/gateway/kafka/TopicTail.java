package io.auscult.gateway.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads partitions of one topic on a thread of its own, for as long as the gateway lives. */
final class TopicTail implements AutoCloseable {
  /** Where to begin. */
  enum From {
    BEGINNING,
    END
  }

  private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
  private static final long AGAIN_MS = 1_000;

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final From from;
  private final Consumer<ConsumerRecord<String, byte[]>> sink;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closed;

  TopicTail(
      KafkaConsumer<String, byte[]> consumer,
      List<TopicPartition> partitions,
      From from,
      Consumer<ConsumerRecord<String, byte[]>> sink) {
    this.consumer = consumer;
    this.partitions = partitions;
    this.from = from;
    this.sink = sink;
    this.thread = new Thread(this::read, "tail-" + partitions.get(0).topic());
    thread.setDaemon(true);
  }

  /** Partitions of a topic. */
  static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(p -> new TopicPartition(p.topic(), p.partition()))
        .sorted(Comparator.comparingInt(TopicPartition::partition))
        .toList();
  }

  void start() {
    thread.start();
  }

  /**
   * Waits until everything that was there at the start has gone to the sink.
   *
   * @throws IOException if that takes longer
   */
  void awaitCaughtUp(Duration atMost) throws IOException {
    try {
      if (caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException(
        "Kafka topic " + partitions.get(0).topic() + " could not be read in " + atMost);
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (consumer) {
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = null;
      while (!closed) {
        try {
          if (ends == null) ends = begin();
          consumer.poll(Duration.ofMillis(500)).forEach(this::take);
          if (caughtUp.getCount() > 0 && reached(ends)) caughtUp.countDown();
        } catch (WakeupException e) {
          if (!closed) LOG.warn("woken up without reason");
        } catch (KafkaException e) {
          LOG.warn("{} cannot be read: {}", partitions.get(0), e.getClass().getSimpleName());
          pauseBeforeNextTry();
        }
      }
    }
  }

  private Map<TopicPartition, Long> begin() {
    if (from == From.BEGINNING) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
      // Seeking is lazy; asking makes the place certain before anybody is told that we listen.
      for (TopicPartition p : partitions) consumer.position(p);
    }
    return consumer.endOffsets(partitions);
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    for (Map.Entry<TopicPartition, Long> e : ends.entrySet()) {
      if (consumer.position(e.getKey()) < e.getValue()) return false;
    }
    return true;
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try {
      sink.accept(record);
    } catch (RuntimeException e) {
      LOG.error(
          "record {}-{}@{} was passed over",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
    }
  }

  private void pauseBeforeNextTry() {
    try {
      Thread.sleep(AGAIN_MS);
    } catch (InterruptedException e) {
      closed = true;
    }
  }
}
