package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auscult.events.Topics;
import io.auscult.events.TranscriptRecord;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveFailure;
import io.auscult.local.client.LiveResult;
import io.auscult.local.client.Pace;
import io.auscult.local.sample.SampleConsultation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
  void MS_104_MS_105_theNextUpGoesOnWhereTheLastOneStoppedOrWasKilled() throws Exception {
    String token = token();
    String first;
    try (Auscult up = Auscult.start(environment(), "up")) {
      Matcher ready = ready(up);
      first = transcribe(ready.group(1), token).sessionId();
      assertThat(up.terminate().awaitExit(60)).as(up.output()).isZero();
    }

    Broken second;
    try (Auscult up = Auscult.start(environment(), "up")) {
      Matcher ready = ready(up);
      assertThat(restoredFrom(ready.group(3))).contains("/savepoints/savepoint-");
      assertThat(session(ready.group(1), token, first)).contains("\"completed\"", "ood morning");
      awaitCheckpoint(ready.group(3));
      second = killAmidSpeech(up, ready.group(1), token);
    }

    try (Auscult up = Auscult.start(environment(), "up")) {
      Matcher ready = ready(up);
      assertThat(restoredFrom(ready.group(3))).contains("/chk-");
      assertThat(session(ready.group(1), token, first)).contains("\"completed\"");
      List<String> again = comeBackAndStop(ready.group(1), token, second.sessionId());
      JsonNode ended = awaitCompleted(ready.group(1), token, second.sessionId());
      List<String> ids = ended.path("transcript").findValuesAsText("item_id");
      assertThat(ids).doesNotHaveDuplicates().containsAll(second.heard());
      assertThat(again).as("each once").doesNotHaveDuplicates();
      assertThat(again).as("all that the client had not heard").containsAll(without(ids, second));
      assertThat(again)
          .as("items under way that come again")
          .hasSizeLessThanOrEqualTo(without(ids, second).size() + 2);
      // Exactly once holds for what is counted, through the crash.
      assertThat(
              KafkaTopic.committed(ready.group(2), Topics.TRANSCRIPTS)
                  .awaitOf(second.sessionId(), ids.size(), TranscriptRecord::decode))
          .extracting(TranscriptRecord::itemId)
          .isEqualTo(ids);
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

  /** A session that was cut off, and the items that its client had by then. */
  private record Broken(String sessionId, List<String> heard) {}

  /** MS-104: kill -9 of everything while somebody speaks, as soon as two items are out. */
  private static Broken killAmidSpeech(Auscult up, String gateway, String token) throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    CountDownLatch two = new CountDownLatch(2);
    CompletableFuture<String> session = new CompletableFuture<>();
    Thread client =
        new Thread(
            () -> {
              try {
                LiveClient.of(URI.create(gateway), token)
                    .transcribe(
                        SampleConsultation.pcm(),
                        Pace.at(4),
                        item -> {
                          heard.add(item.id());
                          two.countDown();
                        },
                        PATIENCE);
                session.complete("");
              } catch (LiveFailure e) {
                session.complete(e.sessionId());
              } catch (Exception e) {
                session.completeExceptionally(e);
              }
            });
    client.start();
    assertThat(two.await(60, TimeUnit.SECONDS)).as("two items in time").isTrue();
    up.kill();
    return new Broken(session.get(30, TimeUnit.SECONDS), List.copyOf(heard));
  }

  private static List<String> without(List<String> ids, Broken broken) {
    return ids.stream().filter(id -> !broken.heard().contains(id)).toList();
  }

  /** MS-105: the client is back at another gateway, hears what it has not heard, and stops. */
  private static List<String> comeBackAndStop(String gateway, String token, String session)
      throws Exception {
    List<String> items = new CopyOnWriteArrayList<>();
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    String url = gateway.replaceFirst("http", "ws") + "/ws/transcribe?session_id=" + session;
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + token)
            .buildAsync(
                URI.create(url),
                new WebSocket.Listener() {
                  private final StringBuilder text = new StringBuilder();

                  @Override
                  public CompletionStage<?> onText(
                      WebSocket socket, CharSequence data, boolean last) {
                    text.append(data);
                    socket.request(1);
                    if (!last) return null;
                    try {
                      JsonNode frame = new ObjectMapper().readTree(text.toString());
                      if (frame.path("type").asText().equals("transcription")) {
                        items.add(frame.path("id").asText());
                      }
                    } catch (JsonProcessingException e) {
                      closed.completeExceptionally(e);
                    }
                    text.setLength(0);
                    return null;
                  }

                  @Override
                  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                    closed.complete(code);
                    return null;
                  }
                })
            .get(30, TimeUnit.SECONDS);
    socket.sendText("{\"type\":\"stop\"}", true).get(10, TimeUnit.SECONDS);
    assertThat(closed.get(60, TimeUnit.SECONDS)).isEqualTo(1000);
    return items;
  }

  /** The session with everything that Kafka had of it. */
  private static JsonNode awaitCompleted(String gateway, String token, String id) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode session = new ObjectMapper().readTree(session(gateway, token, id));
      if (session.path("state").asText().equals("completed")) return session;
      assertThat(System.nanoTime()).as("%s", session.path("state")).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
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
  private static String restoredFrom(String flink) throws Exception {
    return checkpoints(flink).path("restored").path("external_path").asText();
  }

  private static void awaitCheckpoint(String flink) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (checkpoints(flink).path("completed").path("external_path").asText().isEmpty()) {
      assertThat(System.nanoTime()).as("a checkpoint in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private static JsonNode checkpoints(String flink) throws Exception {
    ObjectMapper json = new ObjectMapper();
    String jobs = get(URI.create(flink + "/jobs"), "");
    String job = json.readTree(jobs).path("jobs").path(0).path("id").asText();
    return json.readTree(get(URI.create(flink + "/jobs/" + job + "/checkpoints"), ""))
        .path("latest");
  }

  private static String get(URI url, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url).header("Authorization", "Bearer " + token).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
