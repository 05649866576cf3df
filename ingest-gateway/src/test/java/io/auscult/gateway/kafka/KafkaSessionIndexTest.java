package io.auscult.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.SessionView;
import io.auscult.events.Tenant;
import io.auscult.events.Topics;
import io.auscult.events.TranscriptRecord;
import io.auscult.gateway.auth.Owner;
import io.auscult.gateway.metrics.GatewayMetrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The index over topic sessions: what is kept, what is read again, what is forgotten. */
class KafkaSessionIndexTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.SESSIONS, 0);
  private static final Tenant TENANT = new Tenant("clinic", "", "user-1", "doctor");
  private static final Owner OWNER = new Owner("clinic", "user-1");

  private final List<ConsumerRecord<String, byte[]>> topic = new ArrayList<>();
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final KafkaSessionIndex index =
      new KafkaSessionIndex(
          this::reader, new KafkaWriter(producer, new GatewayMetrics(), Clock.systemUTC()));

  @Test
  void aLivingSessionIsItsHeadAndItsItemsInOrder() throws Exception {
    write("s-1", view("live"));
    write("s-1/b", item("b", 2_000, "Second."));
    write("s-1/a", item("a", 0, "First."));
    assertThat(index.live(OWNER)).containsExactly("s-1");
    assertThat(index.tenant("s-1")).contains(TENANT);
    SessionView read = index.read("s-1").orElseThrow();
    assertThat(read.state()).isEqualTo("live");
    assertThat(read.transcript())
        .extracting(TranscriptRecord::text)
        .containsExactly("First.", "Second.");
  }

  @Test
  void anEndedSessionIsOneRecordAndHoldsNoPlace() throws Exception {
    write("s-1", view("live"));
    write("s-1/a", item("a", 0, "First."));
    write("s-1", view("completed", transcript("a", 0, "First.")));
    write("s-1/a", null);
    assertThat(index.live(OWNER)).isEmpty();
    assertThat(index.read("s-1").orElseThrow().transcript()).hasSize(1);
  }

  @Test
  void itemsMayComeBeforeTheirHead() throws Exception {
    write("s-1/a", item("a", 0, "First."));
    assertThat(index.tenant("s-1")).isEmpty();
    write("s-1", view("paused"));
    assertThat(index.live(OWNER)).containsExactly("s-1");
    assertThat(index.read("s-1").orElseThrow().transcript()).hasSize(1);
  }

  @Test
  void detachedAndUnknownSessions() throws Exception {
    write("s-1", view("live"));
    write("s-1", view("detached"));
    assertThat(index.live(OWNER)).isEmpty();
    assertThat(index.read("s-2")).isEmpty();
    write("s-1", null);
    assertThat(index.read("s-1")).isEmpty();
  }

  @Test
  void erasedSessionsGetTombstonesAndStayErased() throws Exception {
    write("s-1", view("live"));
    write("s-1/a", item("a", 0, "First."));
    index.erase("s-1");
    assertThat(producer.history())
        .allMatch(r -> r.value() == null)
        .extracting(r -> r.topic() + " " + r.key())
        .containsExactly(
            "sessions s-1/a",
            "session-input s-1",
            "session-output s-1",
            "transcripts s-1",
            "corrections s-1",
            "notes s-1",
            "deliveries s-1",
            "dead-letter s-1",
            "sessions s-1");
    assertThat(index.tenant("s-1")).isEmpty();
    producer.clear();
    write("s-1", view("completed", transcript("a", 0, "First.")));
    assertThat(index.tenant("s-1")).isEmpty();
    assertThat(producer.history()).extracting(r -> r.key()).containsExactly("s-1");
  }

  @Test
  void unreadableBytesBecomeADeadLetter() {
    write("s-1", "not json".getBytes());
    assertThat(index.tenant("s-1")).isEmpty();
    assertThat(producer.history()).hasSize(1);
    assertThat(producer.history().get(0).topic()).isEqualTo(Topics.DEAD_LETTER);
  }

  private void write(String key, byte[] value) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(Topics.SESSIONS, 0, topic.size(), key, value);
    topic.add(record);
    index.take(record);
  }

  /** Another reader of the same topic, as {@code GET} uses one. */
  private org.apache.kafka.clients.consumer.Consumer<String, byte[]> reader() {
    MockConsumer<String, byte[]> consumer =
        new MockConsumer<>("earliest") {
          @Override
          public synchronized void seek(TopicPartition partition, long offset) {
            super.seek(partition, offset);
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            topic.stream().filter(r -> r.offset() >= offset).forEach(this::addRecord);
          }
        };
    return consumer;
  }

  private static byte[] view(String state, TranscriptRecord... items) {
    return new SessionView("s-1", TENANT, "medisync", state, 0, null, List.of(items), null)
        .encode();
  }

  private static byte[] item(String id, long startMs, String text) {
    return view("live", transcript(id, startMs, text));
  }

  private static TranscriptRecord transcript(String id, long startMs, String text) {
    return new TranscriptRecord(
        "s-1",
        "clinic",
        "",
        id,
        "main",
        "SPEAKER_0",
        startMs,
        startMs + 900,
        text,
        List.of(),
        1,
        "estimated",
        "m",
        "en-US",
        "2026-11-21T00:00:00Z");
  }
}
