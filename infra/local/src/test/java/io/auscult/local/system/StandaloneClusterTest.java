package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.auscult.gateway.Gateway;
import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.broker.EmbeddedBroker;
import io.auscult.local.broker.TopicKeeper;
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
 * The job jar on a Flink of separate processes, submitted by {@code flink run}: with the class
 * loaders of a real cluster, where the job's classes are its own and ONNX Runtime is the cluster's.
 */
@Timeout(180)
class StandaloneClusterTest {
  private static final Path JOB_TARGET = Path.of("../../flink-jobs/transcription/target");

  @TempDir Path folder;

  @Test
  void theJobJarTranscribesOnAClusterOfSeparateProcesses() throws Exception {
    Path job = jobJar();
    Map<String, String> environment = new HashMap<>(TestEnvironment.tiny());
    environment.put("AUSCULT_DATA", folder.resolve("data").toString());
    environment.put("AUSCULT_PORT", "0");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0)) {
      TopicKeeper.ensure(broker.bootstrapServers());
      environment.put("AUSCULT_KAFKA", broker.bootstrapServers());
      try (FlinkProcesses flink = FlinkProcesses.start(folder.resolve("flink"), environment)) {
        flink.run(job, environment);
        flink.awaitRunning();
        Settings settings = Settings.load(environment);
        KeptSecrets secrets = KeptSecrets.of(settings, settings.path(Setting.DATA));
        try (Gateway gateway = TestEnvironment.gateway(settings, secrets)) {
          String token =
              Tokens.of(settings, secrets).mint(TokenMint.Order.of(TokenMint.Kind.MEDISYNC));
          short[] pcm = Arrays.copyOf(SampleConsultation.pcm(), 6 * LiveClient.SAMPLE_RATE);
          LiveResult result =
              LiveClient.of(URI.create("http://127.0.0.1:" + gateway.port()), token)
                  .transcribe(pcm, Pace.FAST, item -> {}, Duration.ofSeconds(60));
          assertThat(result.text()).startsWith("Good morning");
        }
      }
    }
  }

  /** Made by the transcription module's package phase, which comes before this module's tests. */
  private static Path jobJar() throws IOException {
    if (!Files.isDirectory(JOB_TARGET)) assumeTrue(false, "the job's module has not been built");
    try (Stream<Path> files = Files.list(JOB_TARGET)) {
      var jar = files.filter(f -> f.getFileName().toString().endsWith("-flink.jar")).findFirst();
      assumeTrue(jar.isPresent(), "the job's module has not been packaged");
      return jar.get().toAbsolutePath().normalize();
    }
  }
}
