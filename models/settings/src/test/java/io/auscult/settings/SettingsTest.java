package io.auscult.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void withNothingSetTheDefaultsStand() throws Exception {
    Settings s = Settings.load(Map.of());
    assertThat(s.whole(Setting.PORT)).isEqualTo(8000);
    assertThat(s.duration(Setting.RESUME_WINDOW)).isEqualTo(Duration.ofSeconds(120));
    assertThat(s.text(Setting.RECOGNISER)).contains("base");
    assertThat(s.maybeWhole(Setting.RATE_LIMIT)).isEmpty();
    assertThat(s.on(Setting.ADMISSION)).isTrue();
    assertThat(s.duration(Setting.LAG_LIMIT)).isEqualTo(Duration.ofSeconds(2));
    assertThat(s.text(Setting.KAFKA)).isEmpty();
  }

  @Test
  void theEnvironmentIsStrongerThanTheFile() throws Exception {
    String file = write("AUSCULT_PORT: 8001\nsilence_warning: 250ms\nidle_timeout: 2m\n");
    Settings s =
        Settings.load(
            Map.of("AUSCULT_CONFIG", file, "AUSCULT_PORT", "0", "AUSCULT_IDLE_TIMEOUT", "1h"));
    assertThat(s.whole(Setting.PORT)).isZero();
    assertThat(s.duration(Setting.SILENCE_WARNING)).isEqualTo(Duration.ofMillis(250));
    assertThat(s.duration(Setting.IDLE_TIMEOUT)).isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({
    "AUSCULT_PORT, 65536, must be a whole number from 0 to 65535",
    "AUSCULT_PORT, eighty, must be a whole number from 0 to 65535",
    "AUSCULT_DEVICE, tpu, must be cpu or cuda",
    "AUSCULT_SPEAKERS, yes, must be on or off",
    "AUSCULT_SESSION_LIMIT, 0, must be a whole number from 1 to 1000000",
    "AUSCULT_IDLE_TIMEOUT, 120, 'must be a duration such as 250ms, 10s, 2m or 1h'",
    "AUSCULT_IDLE_TIMEOUT, 0s, must be longer than 0",
    "AUSCULT_IDLE_TIMEOUT, -5s, 'must be a duration such as 250ms, 10s, 2m or 1h'",
    "AUSCULT_MAX_SESSION, 999999h, must be at most 720h",
    "AUSCULT_ADMISSION, yes, must be on or off",
    "AUSCULT_LAG_LIMIT, 0s, must be longer than 0",
  })
  void anImpossibleValueStopsTheStartWithKeyValueAndReason(
      String key, String value, String reason) {
    InvalidSetting refusal = refusal(Map.of(key, value));
    assertThat(refusal.key()).isEqualTo(key);
    assertThat(refusal.value()).isEqualTo(value);
    assertThat(refusal.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, is no block of addresses such as 10.0.0.0/8",
    "10.0.0.0/33, has a prefix that is no number from 0 to 32",
    "10.0.0.5/8, has address bits behind its prefix",
    "'', is no block of addresses such as 10.0.0.0/8",
  })
  void aBlockThatIsNoneStopsTheStartAndSaysWhichItWas(String block, String reason) {
    InvalidSetting refusal = refusal(Map.of("AUSCULT_CALLBACK_ALLOW", "127.0.0.0/8," + block));
    assertThat(refusal.key()).isEqualTo("AUSCULT_CALLBACK_ALLOW");
    assertThat(refusal.value()).isEqualTo("127.0.0.0/8," + block);
    assertThat(refusal.reason()).isEqualTo("'" + block + "' " + reason);
  }

  @Test
  void blocksForCallbacksAreReadFromEnvironmentAndFile() throws Exception {
    String file = write("callback_allow: 10.0.0.0/8, fd00::/8\n");
    Settings s = Settings.load(Map.of("AUSCULT_CONFIG", file));
    assertThat(s.callbackTargets())
        .hasToString("CallbackTargets[10.0.0.0/8, fd00:0:0:0:0:0:0:0/8]");
    assertThat(Settings.load(Map.of()).callbackTargets()).hasToString("CallbackTargets[]");
  }

  @Test
  void aSwitchIsSwitchedInTheFileTooWhateverYamlTakesItFor() throws Exception {
    Settings off = Settings.load(Map.of("AUSCULT_CONFIG", write("admission: off\n")));
    assertThat(off.on(Setting.ADMISSION)).isFalse();
    assertThat(Settings.load(Map.of("AUSCULT_ADMISSION", "off")).on(Setting.ADMISSION)).isFalse();
  }

  @Test
  void aShortSecretIsRefusedWithoutBeingShown() {
    InvalidSetting refusal = refusal(Map.of("AUSCULT_JWT_HS256_SECRET", "hunter2"));
    assertThat(refusal).hasMessageNotContaining("hunter2").hasMessageContaining("32 bytes");
  }

  @Test
  void aMisspelledVariableIsNotPassedOver() {
    assertThat(refusal(Map.of("AUSCULT_PROT", "1")).key()).isEqualTo("AUSCULT_PROT");
  }

  @Test
  void anUnknownKeyOfTheFileNamesItself() throws Exception {
    assertThat(refusal(Map.of("AUSCULT_CONFIG", write("prot: 1\n"))).key()).isEqualTo("prot");
    String nested =
        write(
            """
            applications:
              - appId: a
                apiKey: k
                appSecret: s
                permisions: [X]
            """);
    assertThat(refusal(Map.of("AUSCULT_CONFIG", nested)).key())
        .isEqualTo("applications[0].permisions");
  }

  @Test
  void applicationsAndUsersAreRead() throws Exception {
    String file =
        write(
            """
            applications:
              - appId: app-1
                apiKey: key-1
                appSecret: secret-1
                permissions: [REAL-TIME-TRANSCRIBE]
            users:
              - username: nurse
                password: pass-1
                organization: clinic-1
            """);
    Settings s = Settings.load(Map.of("AUSCULT_CONFIG", file));
    assertThat(s.applications())
        .containsExactly(
            new Application(
                "app-1", "key-1", "secret-1", java.util.List.of("REAL-TIME-TRANSCRIBE"), 200, ""));
    assertThat(s.users()).containsExactly(new User("nurse", "pass-1", "", "clinic-1"));
  }

  @Test
  void aWebhookKeyThatIsNotBase64IsRefusedWithoutBeingShown() throws Exception {
    String app = "applications:\n  - {appId: a, apiKey: k, appSecret: whsec_%s}\n";
    InvalidSetting refusal = refusal(Map.of("AUSCULT_CONFIG", write(app.formatted("not*base64"))));
    assertThat(refusal.key()).isEqualTo("applications[0].appSecret");
    assertThat(refusal).hasMessageNotContaining("not*base64");
    Settings.load(
        Map.of("AUSCULT_CONFIG", write(app.formatted("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))));
  }

  @Test
  void aUserNeedsExactlyOnePassword() throws Exception {
    InvalidSetting refusal =
        refusal(Map.of("AUSCULT_CONFIG", write("users:\n  - username: nurse\n")));
    assertThat(refusal.key()).isEqualTo("users[0].password");
  }

  @Test
  void aPasswordHashThatIsNoneStopsTheStartWithoutBeingShown() throws Exception {
    String users = "users:\n  - {username: nurse, passwordHash: 'pbkdf2-sha256$1$%s$'}\n";
    InvalidSetting refusal = refusal(Map.of("AUSCULT_CONFIG", write(users.formatted("c2VjcmV0"))));
    assertThat(refusal.key()).isEqualTo("users[0].passwordHash");
    assertThat(refusal).hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void aFileThatIsNotThereOrNotYamlIsNamed() throws Exception {
    String absent = folder.resolve("absent.yaml").toString();
    assertThat(refusal(Map.of("AUSCULT_CONFIG", absent)).value()).isEqualTo(absent);
    assertThat(refusal(Map.of("AUSCULT_CONFIG", write("a: [1"))).reason()).contains("not YAML");
  }

  private String write(String yaml) throws Exception {
    return Files.writeString(folder.resolve("auscult.yaml"), yaml).toString();
  }

  private static InvalidSetting refusal(Map<String, String> environment) {
    return catchThrowableOfType(InvalidSetting.class, () -> Settings.load(environment));
  }
}
