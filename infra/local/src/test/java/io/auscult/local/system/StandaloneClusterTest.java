package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.gateway.Gateway;
import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.broker.EmbeddedBroker;
import io.auscult.local.broker.TopicKeeper;
import io.auscult.local.client.InvoxDialect;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveResult;
import io.auscult.local.client.Pace;
import io.auscult.local.house.KeptSecrets;
import io.auscult.local.house.Tokens;
import io.auscult.local.sample.SampleConsultation;
import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jars of both jobs on a Flink of separate processes, submitted by {@code flink run}: with the
 * class loaders of a real cluster, where a job's classes are its own and ONNX Runtime is the
 * cluster's.
 */
@Timeout(180)
class StandaloneClusterTest {
  private static final Path JOBS = Path.of("../../flink-jobs");

  @TempDir Path folder;

  @Test
  void theJarsTranscribeAndDeliverOnAClusterOfSeparateProcesses() throws Exception {
    Path transcription = jobJar("transcription");
    Path delivery = jobJar("delivery");
    Map<String, String> environment = new HashMap<>(TestEnvironment.tiny());
    environment.put("AUSCULT_DATA", folder.resolve("data").toString());
    environment.put("AUSCULT_PORT", "0");
    environment.put("AUSCULT_CALLBACK_ALLOW", "127.0.0.0/8");
    environment.put("AUSCULT_CONFIG", Files.writeString(folder.resolve("a.yaml"), APP).toString());
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        CallbackReceiver receiver = CallbackReceiver.start()) {
      TopicKeeper.ensure(broker.bootstrapServers());
      environment.put("AUSCULT_KAFKA", broker.bootstrapServers());
      try (FlinkProcesses flink = FlinkProcesses.start(folder.resolve("flink"), environment)) {
        flink.run(transcription, environment);
        flink.run(delivery, environment);
        flink.awaitRunning(2);
        Settings settings = Settings.load(environment);
        KeptSecrets secrets = KeptSecrets.of(settings, settings.path(Setting.DATA));
        try (Gateway gateway = TestEnvironment.gateway(settings, secrets)) {
          String token =
              Tokens.of(settings, secrets).mint(TokenMint.Order.of(TokenMint.Kind.INVOX));
          short[] pcm = Arrays.copyOf(SampleConsultation.pcm(), 6 * LiveClient.SAMPLE_RATE);
          URI url = URI.create("http://127.0.0.1:" + gateway.port());
          LiveResult result =
              LiveClient.of(url, token, new InvoxDialect(URI.create(receiver.url())))
                  .transcribe(pcm, Pace.FAST, item -> {}, Duration.ofSeconds(60));
          assertThat(result.text()).startsWith("Good morning");
          JsonNode posted = receiver.await(result.sessionId(), Duration.ofSeconds(60));
          assertThat(posted.path("transcription").path(0).path("text").asText())
              .startsWith("Good morning");
        }
      }
    }
  }

  private static final String APP =
      """
      applications:
        - {appId: app-1, apiKey: key-1, appSecret: secret-1, permissions: [REAL-TIME-TRANSCRIBE]}
      """;

  /** Made by the jobs' package phases, which come before this module's tests. */
  private static Path jobJar(String name) throws IOException {
    Path target = JOBS.resolve(name).resolve("target");
    if (!Files.isDirectory(target)) assumeTrue(false, "the " + name + " module has not been built");
    try (Stream<Path> files = Files.list(target)) {
      var jar = files.filter(f -> f.getFileName().toString().endsWith("-flink.jar")).findFirst();
      assumeTrue(jar.isPresent(), "the " + name + " module has not been packaged");
      return jar.get().toAbsolutePath().normalize();
    }
  }
}
