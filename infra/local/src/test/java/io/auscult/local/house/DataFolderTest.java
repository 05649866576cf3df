package io.auscult.local.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void aSecondSystemOnTheSameFolderIsRefused() throws Exception {
    try (DataFolder first = DataFolder.take(folder)) {
      assertThatThrownBy(() -> DataFolder.take(first.root()))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("AUSCULT_DATA");
    }
    DataFolder.take(folder).close();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> DataFolder.take(file.resolve("below")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void secretsAreMadeOnceAndOnlyTheirOwnerReadsThem() throws Exception {
    Settings settings = Settings.load(Map.of());
    KeptSecrets made = KeptSecrets.of(settings, folder);
    assertThat(KeptSecrets.of(settings, folder)).isEqualTo(made);
    assertThat(made.jwtSecret()).hasSizeGreaterThanOrEqualTo(32);
    assertThat(made.adminToken()).isNotEqualTo(made.jwtSecret());
    try (Stream<Path> files = Files.list(folder.resolve("secrets"))) {
      assertThat(files)
          .hasSize(4)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void secretsThatAreSetAreNotKept() throws Exception {
    String secret = "0123456789abcdef0123456789abcdef";
    Settings settings = Settings.load(Map.of("AUSCULT_JWT_HS256_SECRET", secret));
    assertThat(KeptSecrets.of(settings, folder).jwtSecret()).isEqualTo(secret);
    assertThat(folder.resolve("secrets/jwt-hs256")).doesNotExist();
  }

  @Test
  void manyWhoAskAtOnceGetTheSameSecrets() throws Exception {
    Settings settings = Settings.load(Map.of());
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      Callable<KeptSecrets> ask = () -> KeptSecrets.of(settings, folder);
      List<KeptSecrets> answers =
          pool.invokeAll(java.util.Collections.nCopies(16, ask)).stream()
              .map(
                  f -> {
                    try {
                      return f.get();
                    } catch (Exception e) {
                      throw new AssertionError(e);
                    }
                  })
              .toList();
      assertThat(answers).containsOnly(answers.get(0));
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aTakenPortIsNamedWithItsSetting() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> LocalPort.claim(Setting.PORT, other.getLocalPort()))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("AUSCULT_PORT");
    }
    assertThat(LocalPort.claim(Setting.PORT, 0)).isPositive();
  }

  @Test
  void withoutApplicationsInTheSettingsThereIsOneOfTheInstallationsOwn() throws Exception {
    var applications = KeptSecrets.of(Settings.load(Map.of()), folder).applications();
    assertThat(applications).hasSize(1);
    var demo = applications.get(0);
    assertThat(demo.appId()).isEqualTo("demo");
    assertThat(demo.organization()).isEqualTo("demo");
    assertThat(demo.permissions()).containsExactly("REAL-TIME-TRANSCRIBE");
    assertThat(demo.apiKey()).hasSizeGreaterThan(32).isNotEqualTo(demo.appSecret());

    Path file = folder.resolve("auscult.yaml");
    Files.writeString(file, "applications:\n  - {appId: a, apiKey: k, appSecret: s}\n");
    Settings own = Settings.load(Map.of("AUSCULT_CONFIG", file.toString()));
    assertThat(KeptSecrets.of(own, folder).applications()).isEqualTo(own.applications());
  }
}
