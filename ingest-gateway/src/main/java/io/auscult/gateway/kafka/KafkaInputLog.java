package io.auscult.gateway.kafka;

import io.auscult.events.SessionInput;
import io.auscult.events.SessionInputCodec;
import io.auscult.events.Topics;
import io.auscult.gateway.metrics.GatewayMetrics;
import io.auscult.gateway.session.InputLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topic {@code session-input}. Sending blocks where metadata is missing, so one thread of its own
 * sends for all sessions, in the order of their appends; the idempotent producer keeps that order
 * over its retries, which never end. A record that Kafka refuses for good is sent again all the
 * same, until it is taken: what was accepted is not ours to drop.
 */
final class KafkaInputLog implements InputLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaInputLog.class);
  private static final long AGAIN_MS = 500;

  /** A record in the order of its append; one that Kafka refused goes before all later ones. */
  private record Waiting(
      long ordinal,
      SessionInput input,
      byte[] bytes,
      long sinceMs,
      Runnable recorded,
      boolean refused) {}

  private final Producer<String, byte[]> producer;
  private final GatewayMetrics metrics;
  private final Clock clock;
  private final PriorityBlockingQueue<Waiting> queue =
      new PriorityBlockingQueue<>(64, Comparator.comparingLong(Waiting::ordinal));
  private final AtomicLong ordinals = new AtomicLong();

  /** Opened when the log closes. */
  private final CountDownLatch closing = new CountDownLatch(1);

  private final AtomicLong unrecorded = new AtomicLong();
  private final Object drained = new Object();
  private final Thread sender;
  private volatile long progressAtMs;
  private volatile boolean closed;
  private long complainedAtMs;

  KafkaInputLog(Producer<String, byte[]> producer, GatewayMetrics metrics, Clock clock) {
    this.producer = producer;
    this.metrics = metrics;
    this.clock = clock;
    this.sender = new Thread(this::send, "session-input");
    sender.setDaemon(true);
    sender.start();
  }

  @Override
  public void append(SessionInput input, Runnable recorded) {
    byte[] bytes = SessionInputCodec.encode(input);
    long nowMs = clock.millis();
    if (unrecorded.getAndAdd(bytes.length) == 0) progressAtMs = nowMs;
    queue.add(new Waiting(ordinals.getAndIncrement(), input, bytes, nowMs, recorded, false));
  }

  @Override
  public long unrecordedBytes() {
    return unrecorded.get();
  }

  @Override
  public long stalledMs() {
    return unrecorded.get() == 0 ? 0 : Math.max(0, clock.millis() - progressAtMs);
  }

  /** Waits until everything appended is durable; false: it is not, and the time is over. */
  boolean flush(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    synchronized (drained) {
      while (unrecorded.get() > 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) return false;
        drained.wait(left);
      }
    }
    return true;
  }

  /** Stops sending. What is not durable by now is lost; {@link #flush} comes first. */
  @Override
  public void close() {
    closed = true;
    closing.countDown();
    sender.interrupt();
    if (unrecorded.get() > 0) LOG.error("{} bytes of audio were not recorded", unrecorded.get());
  }

  private void send() {
    while (!closed) {
      try {
        hand(queue.take());
      } catch (InterruptedException | InterruptException e) {
        if (!closed) LOG.warn("the sender of {} was interrupted", Topics.SESSION_INPUT);
      }
    }
  }

  /** Hands one record to the producer, however long it takes. */
  private void hand(Waiting w) throws InterruptedException {
    // Kafka has just said no to it; at once it would say no again.
    if (w.refused()) closing.await(AGAIN_MS, TimeUnit.MILLISECONDS);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            Topics.SESSION_INPUT, null, w.input().atMs(), w.input().session(), w.bytes());
    while (!closed) {
      Attempt attempt = new Attempt(w);
      try {
        producer.send(record, attempt);
        if (!attempt.notTaken) return;
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        complain(e);
      }
      closing.await(AGAIN_MS, TimeUnit.MILLISECONDS);
    }
  }

  /** What becomes of one record handed to the producer. */
  private final class Attempt implements Callback {
    private final Waiting w;

    /** Only ever touched by the sender. */
    private boolean notTaken;

    Attempt(Waiting w) {
      this.w = w;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception problem) {
      if (problem == null) {
        acknowledged(w);
        return;
      }
      complain(problem);
      if (Thread.currentThread() == sender) {
        // No metadata or no memory within max.block.ms: the producer says so before it returns,
        // and what comes behind must wait for this one.
        notTaken = true;
      } else {
        LOG.error("session {}: Kafka refused a record, which is sent again", w.input().session());
        queue.add(new Waiting(w.ordinal(), w.input(), w.bytes(), w.sinceMs(), w.recorded(), true));
      }
    }
  }

  private void acknowledged(Waiting w) {
    progressAtMs = clock.millis();
    metrics.recorded(progressAtMs - w.sinceMs());
    if (unrecorded.addAndGet(-w.bytes().length) == 0) {
      synchronized (drained) {
        drained.notifyAll();
      }
    }
    w.recorded().run();
  }

  private synchronized void complain(Exception problem) {
    long nowMs = clock.millis();
    if (nowMs - complainedAtMs < 10_000) return;
    complainedAtMs = nowMs;
    LOG.warn("Kafka does not take audio: {}", problem.getClass().getSimpleName());
  }
}
