package io.auscult.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.SessionInput;
import io.auscult.gateway.metrics.GatewayMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaInputLogTest {
  @Test
  void X_11_recordedOnlyWhenKafkaSaysSo() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    MockProducer<String, byte[]> kafka =
        new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<String, byte[]> record, Callback callback) {
            Future<RecordMetadata> f = super.send(record, callback);
            sent.countDown();
            return f;
          }
        };
    CountDownLatch recorded = new CountDownLatch(1);
    try (KafkaInputLog log = log(kafka)) {
      log.append(audio(0), recorded::countDown);
      assertThat(sent.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(recorded.getCount()).isEqualTo(1);
      assertThat(log.unrecordedBytes()).isPositive();
      assertThat(log.flush(Duration.ofMillis(10))).isFalse();
      kafka.completeNext();
      assertThat(recorded.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(log.flush(Duration.ofSeconds(5))).isTrue();
      assertThat(log.unrecordedBytes()).isZero();
      assertThat(kafka.history().get(0).key()).isEqualTo("s-1");
    }
  }

  @Test
  void X_11_whatCannotBeSentIsTriedAgainInItsOrder() throws Exception {
    AtomicInteger refusals = new AtomicInteger(3);
    MockProducer<String, byte[]> kafka =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<String, byte[]> record, Callback callback) {
            if (refusals.getAndDecrement() > 0) {
              // As KafkaProducer does it: it tells the callback before it returns.
              callback.onCompletion(null, new TimeoutException("no metadata"));
              return null;
            }
            return super.send(record, callback);
          }
        };
    assertAllRecorded(kafka);
  }

  @Test
  void X_11_whatKafkaRefusesIsSentAgainInItsOrder() throws Exception {
    CountDownLatch handed = new CountDownLatch(3);
    CountDownLatch handedAgain = new CountDownLatch(6);
    MockProducer<String, byte[]> kafka =
        new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<String, byte[]> record, Callback callback) {
            Future<RecordMetadata> f = super.send(record, callback);
            handed.countDown();
            handedAgain.countDown();
            return f;
          }
        };
    CountDownLatch recorded = new CountDownLatch(3);
    try (KafkaInputLog log = log(kafka)) {
      for (int i = 0; i < 3; i++) log.append(audio(i), recorded::countDown);
      assertThat(handed.await(10, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 3; i++) {
        kafka.errorNext(new TopicAuthorizationException("session-input"));
      }
      assertThat(handedAgain.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(log.unrecordedBytes()).isPositive();
      while (kafka.completeNext()) continue;
      assertThat(recorded.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(seqs(kafka)).containsExactly(0L, 1L, 2L, 0L, 1L, 2L);
    }
  }

  private static void assertAllRecorded(MockProducer<String, byte[]> kafka) throws Exception {
    CountDownLatch recorded = new CountDownLatch(5);
    try (KafkaInputLog log = log(kafka)) {
      for (int i = 0; i < 5; i++) log.append(audio(i), recorded::countDown);
      assertThat(recorded.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(seqs(kafka)).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  private static List<Long> seqs(MockProducer<String, byte[]> kafka) {
    List<Long> seqs = new ArrayList<>();
    for (ProducerRecord<String, byte[]> r : kafka.history()) {
      seqs.add(
          io.auscult.events.SessionInputCodec.decode(r.value())
              .fold(i -> ((SessionInput.Audio) i).seq(), bad -> -1L));
    }
    return seqs;
  }

  private static KafkaInputLog log(MockProducer<String, byte[]> kafka) {
    return new KafkaInputLog(kafka, new GatewayMetrics(), Clock.systemUTC());
  }

  private static SessionInput audio(long seq) {
    return new SessionInput.Audio("s-1", 0, 0, seq, 0, new byte[3_200]);
  }
}
