package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveResult;
import io.auscult.local.client.Pace;
import io.auscult.local.sample.SampleConsultation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} as a process: how it ends, and that the next one goes on. */
@Timeout(180)
class RestartTest {
  private static final Pattern READY =
      Pattern.compile("ready (http://\\S+) kafka (\\S+) flink (http://\\S+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;

  @Test
  void theNextUpGoesOnWhereTheLastOneStoppedOrWasKilled() throws Exception {
    String token = token();
    String first;
    try (Auscult up = Auscult.start(environment(), "up")) {
      Matcher ready = ready(up);
      first = transcribe(ready.group(1), token).sessionId();
      assertThat(up.terminate().awaitExit(60)).as(up.output()).isZero();
    }

    String second;
    try (Auscult up = Auscult.start(environment(), "up")) {
      Matcher ready = ready(up);
      assertThat(restored(ready.group(3)).path("is_savepoint").asBoolean()).isTrue();
      assertThat(session(ready.group(1), token, first)).contains("\"completed\"", "ood morning");
      second = transcribe(ready.group(1), token).sessionId();
      up.kill();
    }

    try (Auscult up = Auscult.start(environment(), "up")) {
      Matcher ready = ready(up);
      assertThat(restored(ready.group(3)).path("external_path").asText()).isNotEmpty();
      assertThat(session(ready.group(1), token, first)).contains("\"completed\"");
      assertThat(session(ready.group(1), token, second)).contains("\"completed\"", "ood morning");
      assertThat(transcribe(ready.group(1), token).text()).containsIgnoringCase("good morning");
      assertThat(up.terminate().awaitExit(60)).as(up.output()).isZero();
    }
  }

  @Test
  void aTakenPortEndsTheStartWithOneLine() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> environment = environment();
      environment.put("AUSCULT_PORT", Integer.toString(other.getLocalPort()));
      try (Auscult up = Auscult.start(environment, "up")) {
        assertThat(up.awaitExit(30)).isEqualTo(1);
        assertThat(up.output().lines())
            .singleElement()
            .asString()
            .contains("AUSCULT_PORT", Integer.toString(other.getLocalPort()));
      }
    }
  }

  @Test
  void anInvalidSettingEndsTheStartWithKeyValueAndReason() throws Exception {
    Map<String, String> environment = environment();
    environment.put("AUSCULT_IDLE_TIMEOUT", "soon");
    try (Auscult up = Auscult.start(environment, "up")) {
      assertThat(up.awaitExit(30)).isEqualTo(2);
      assertThat(up.output().lines())
          .singleElement()
          .asString()
          .contains("AUSCULT_IDLE_TIMEOUT", "soon", "duration");
    }
  }

  @Test
  void aTokenIsAllThatTokenPrints() throws Exception {
    assertThat(token().split("\\.")).hasSize(3);
    try (Auscult wrong = Auscult.start(environment(), "token", "--dialect", "esperanto")) {
      assertThat(wrong.awaitExit(30)).isEqualTo(2);
      assertThat(wrong.output()).contains("esperanto").contains("medisync");
    }
  }

  private String token() throws Exception {
    try (Auscult token = Auscult.start(environment(), "token", "--dialect", "medisync")) {
      assertThat(token.awaitExit(30)).as(token.output()).isZero();
      List<String> lines = token.output().lines().toList();
      assertThat(lines).hasSize(1);
      return lines.get(0);
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(TestEnvironment.tiny());
    environment.put("AUSCULT_DATA", data.resolve("data").toString());
    environment.put("AUSCULT_PORT", "0");
    environment.put("AUSCULT_KAFKA_PORT", "0");
    environment.put("AUSCULT_FLINK_PORT", "0");
    return environment;
  }

  private static Matcher ready(Auscult up) throws InterruptedException {
    Matcher ready = READY.matcher(up.awaitLine("ready ", 60));
    assertThat(ready.matches()).isTrue();
    return ready;
  }

  private static LiveResult transcribe(String gateway, String token) throws Exception {
    short[] pcm = Arrays.copyOf(SampleConsultation.pcm(), 6 * LiveClient.SAMPLE_RATE);
    return LiveClient.of(URI.create(gateway), token)
        .transcribe(pcm, Pace.FAST, item -> {}, PATIENCE);
  }

  private static String session(String gateway, String token, String id) throws Exception {
    return get(URI.create(gateway + "/v1/sessions/" + id), token);
  }

  /** What Flink says it restored its only job from. */
  private static JsonNode restored(String flink) throws Exception {
    ObjectMapper json = new ObjectMapper();
    String jobs = get(URI.create(flink + "/jobs"), "");
    String job = json.readTree(jobs).path("jobs").path(0).path("id").asText();
    String checkpoints = get(URI.create(flink + "/jobs/" + job + "/checkpoints"), "");
    return json.readTree(checkpoints).path("latest").path("restored");
  }

  private static String get(URI url, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url).header("Authorization", "Bearer " + token).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
