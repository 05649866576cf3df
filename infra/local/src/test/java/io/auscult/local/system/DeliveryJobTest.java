package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import io.auscult.delivery.DeliveryJob;
import io.auscult.delivery.DeliverySettings;
import io.auscult.delivery.post.PostSettings;
import io.auscult.events.Callback;
import io.auscult.events.DeadLetter;
import io.auscult.events.DeliveryAttempt;
import io.auscult.events.DeliveryOrder;
import io.auscult.events.Topics;
import io.auscult.local.broker.EmbeddedBroker;
import io.auscult.local.broker.TopicKeeper;
import io.auscult.local.cluster.LocalCluster;
import io.auscult.local.cluster.LocalJob;
import io.auscult.local.redeliver.Redelivery;
import io.auscult.settings.Application;
import io.auscult.settings.CallbackTargets;
import io.auscult.settings.Cidr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The delivery job alone, on a real Kafka, a real Flink and a receiver that behaves as asked. */
@Timeout(180)
class DeliveryJobTest {
  private static final Application APPLICATION =
      new Application("app-1", "key-1", "secret-1", List.of(), 200, "");

  /** The receiver takes the request and never answers. */
  private static final int SILENCE = 0;

  @TempDir static Path kafkaFolder;
  private static EmbeddedBroker broker;

  @TempDir Path flinkFolder;
  private final String session = UUID.randomUUID().toString();
  private final AtomicInteger answer = new AtomicInteger(200);
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private HttpServer receiver;

  @BeforeAll
  static void startKafka() throws Exception {
    broker = EmbeddedBroker.start(kafkaFolder, 0);
    TopicKeeper.ensure(broker.bootstrapServers());
  }

  @AfterAll
  static void stopKafka() throws Exception {
    broker.close();
  }

  @BeforeEach
  void startReceiver() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    receiver.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          // Decided first: whoever hears of the request may set what the next is answered.
          int status = answer.get();
          asked.add(exchange.getRequestHeaders().getFirst("webhook-id"));
          if (status == SILENCE) return;
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stopReceiver() {
    receiver.stop(0);
  }

  @Test
  void IN_46_aReceiverThatFailsIsAskedAgainWithTheSameIdUntilItWorks() throws Exception {
    answer.set(500);
    try (LocalCluster cluster = start()) {
      write(session, order());
      assertThat(nextId()).isEqualTo("msg_" + session);
      answer.set(503);
      assertThat(nextId()).isEqualTo("msg_" + session);
      answer.set(200);
      assertThat(nextId()).isEqualTo("msg_" + session);
      assertThat(attempts(3))
          .extracting(DeliveryAttempt::attempt, DeliveryAttempt::outcome, DeliveryAttempt::status)
          .containsExactly(
              tuple(1, "failed", 500), tuple(2, "failed", 503), tuple(3, "delivered", 200));
      assertThat(asked).isEmpty();
    }
  }

  @Test
  void IN_46_aJobThatIsBrokenOffWhileItsReceiverIsDownGoesOnAfterwards() throws Exception {
    answer.set(500);
    try (LocalCluster cluster = start()) {
      write(session, order());
      nextId();
      nextId();
      nextId();
      // Without a savepoint: the next start goes on from the newest checkpoint, or from Kafka.
    }
    asked.clear();
    answer.set(200);
    try (LocalCluster cluster = start()) {
      assertThat(nextId()).isEqualTo("msg_" + session);
      awaitDelivered();
      cluster.stopWithSavepoint();
    }
    asked.clear();
    try (LocalCluster cluster = start()) {
      assertThat(asked.poll(3, TimeUnit.SECONDS)).as("delivered is delivered").isNull();
      cluster.stopWithSavepoint();
    }
  }

  @Test
  void IN_46_aTryThatIsUnderWayWhenTheJobStopsIsMadeAgainWithTheSameId() throws Exception {
    answer.set(SILENCE);
    try (LocalCluster cluster = start()) {
      write(session, order());
      assertThat(nextId()).isEqualTo("msg_" + session);
      long since = System.nanoTime();
      cluster.stopWithSavepoint();
      assertThat(Duration.ofNanos(System.nanoTime() - since))
          .as("nobody waits for the receiver")
          .isLessThan(Duration.ofSeconds(15));
    }
    answer.set(200);
    try (LocalCluster cluster = start()) {
      assertThat(nextId()).isEqualTo("msg_" + session);
      assertThat(attempts(1))
          .extracting(DeliveryAttempt::attempt, DeliveryAttempt::outcome)
          .containsExactly(tuple(1, "delivered"));
    }
  }

  @Test
  void IN_46_whatWasGivenUpIsSentAgainByCommandAndNotIfItWasErased() throws Exception {
    answer.set(410);
    try (LocalCluster cluster = start()) {
      write(session, order());
      nextId();
      DeadLetter dead = dead();
      assertThat(dead.reason()).isEqualTo("delivery_gone");
      assertThat(dead.value()).isEqualTo(order());

      answer.set(200);
      Redelivery redelivery = new Redelivery(broker.bootstrapServers());
      assertThat(redelivery.run(Optional.of(session))).isEqualTo(new Redelivery.Done(1, 0));
      assertThat(nextId()).isEqualTo("msg_" + session);
      assertThat(redelivery.run(Optional.of(session))).isEqualTo(new Redelivery.Done(0, 1));
      write(session, null);
      assertThat(redelivery.run(Optional.of(session))).isEqualTo(new Redelivery.Done(0, 1));
      assertThat(redelivery.run(Optional.of("unknown"))).isEqualTo(new Redelivery.Done(0, 0));
    }
  }

  private LocalCluster start() throws Exception {
    LocalCluster cluster = LocalCluster.start(flinkFolder, 0, 1, OptionalInt.empty());
    CallbackTargets own = CallbackTargets.allowing(List.of(Cidr.of("127.0.0.0/8")));
    DeliverySettings settings =
        new DeliverySettings(broker.bootstrapServers(), PostSettings.of(List.of(APPLICATION), own));
    cluster.run(
        List.of(
            new LocalJob(DeliveryJob.NAME, 1, false, env -> DeliveryJob.define(env, settings))));
    return cluster;
  }

  private byte[] order() {
    String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    return new DeliveryOrder(
            session, "", new Callback(url, "app-1"), "invox", true, "", List.of(), 1)
        .encode();
  }

  private String nextId() throws InterruptedException {
    String id = asked.poll(30, TimeUnit.SECONDS);
    assertThat(id).as("the receiver is asked").isNotNull();
    return id;
  }

  private List<DeliveryAttempt> attempts(int expected) {
    return new ArrayList<>(
        new KafkaTopic(broker.bootstrapServers(), Topics.DELIVERY_ATTEMPTS, "read_uncommitted")
            .awaitOf(session, expected, DeliveryAttempt::decode));
  }

  /** How many failures are told before depends on where the job was broken off. */
  private void awaitDelivered() {
    int told = 1;
    List<DeliveryAttempt> all = attempts(told);
    while (all.stream().noneMatch(a -> a.outcome().equals("delivered"))) {
      told = all.size() + 1;
      all = attempts(told);
    }
  }

  private DeadLetter dead() {
    return new KafkaTopic(broker.bootstrapServers(), Topics.DEAD_LETTER, "read_uncommitted")
        .awaitOf(session, 1, DeadLetter::decode)
        .get(0);
  }

  private static void write(String key, byte[] value) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.DELIVERIES, key, value)).get();
    }
  }
}
