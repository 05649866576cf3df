package io.auscult.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auscult.events.Topics;
import io.auscult.local.house.StartFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  @TempDir Path folder;

  @Test
  void aRecordIsStillThereAfterARestartOnAnotherPort() throws Exception {
    Path log = folder.resolve("kafka");
    try (EmbeddedBroker broker = EmbeddedBroker.start(log, 0)) {
      TopicKeeper.ensure(broker.bootstrapServers());
      send(broker.bootstrapServers(), Topics.USAGE, "kept");
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(log, 0)) {
      TopicKeeper.ensure(broker.bootstrapServers());
      assertThat(read(broker.bootstrapServers(), Topics.USAGE)).containsExactly("kept");
    }
  }

  @Test
  void everyTopicIsMadeWithItsSettings() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      TopicKeeper.ensure(broker.bootstrapServers());

      var names = admin.listTopics().names().get(10, TimeUnit.SECONDS);
      assertThat(names)
          .contains(
              Topics.SESSION_INPUT,
              Topics.SESSION_OUTPUT,
              Topics.TRANSCRIPTS,
              Topics.NOTES,
              Topics.USAGE,
              Topics.DEAD_LETTER,
              Topics.REVOCATIONS,
              Topics.SESSIONS);
      assertThat(setting(admin, Topics.REVOCATIONS, "cleanup.policy")).isEqualTo("compact");
      assertThat(setting(admin, Topics.SESSIONS, "cleanup.policy")).contains("compact");
      assertThat(setting(admin, Topics.SESSIONS, "max.message.bytes"))
          .isEqualTo(Integer.toString(16 << 20));
      assertThat(setting(admin, Topics.SESSION_INPUT, "retention.ms"))
          .isEqualTo(Long.toString(Duration.ofHours(24).toMillis()));
      assertThat(
              admin
                  .describeTopics(List.of(Topics.SESSION_INPUT))
                  .allTopicNames()
                  .get(10, TimeUnit.SECONDS)
                  .get(Topics.SESSION_INPUT)
                  .partitions())
          .hasSize(8);
    }
  }

  @Test
  void aTakenPortIsNamedWithTheSettingThatChangesIt() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedBroker.start(folder.resolve("k"), other.getLocalPort()))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(Integer.toString(other.getLocalPort()))
          .hasMessageContaining("AUSCULT_KAFKA_PORT");
      assertThat(folder.resolve("k")).doesNotExist();
    }
  }

  @Test
  void aFolderThatCannotBeUsedIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    assertThatThrownBy(() -> EmbeddedBroker.start(file, 0))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aKafkaThatDoesNotAnswerIsSaidPlainly() {
    assertThatThrownBy(() -> TopicKeeper.ensure("no-port"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("no-port");
  }

  private static String setting(Admin admin, String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config =
        admin.describeConfigs(List.of(resource)).all().get(10, TimeUnit.SECONDS).get(resource);
    return config.get(name).value();
  }

  private static void send(String servers, String topic, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, "k", value)).get(10, TimeUnit.SECONDS);
    }
  }

  private static List<String> read(String servers, String topic) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition first = new TopicPartition(topic, 0);
      consumer.assign(List.of(first));
      consumer.seekToBeginning(List.of(first));
      return consumer.poll(Duration.ofSeconds(10)).records(first).stream()
          .map(ConsumerRecord::value)
          .toList();
    }
  }
}
