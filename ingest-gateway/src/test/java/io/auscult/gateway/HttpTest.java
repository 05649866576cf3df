package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.auscult.events.SessionInput;
import io.auscult.events.SessionView;
import io.auscult.events.Tenant;
import io.auscult.events.TranscriptRecord;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP as interface.md fixes it. */
class HttpTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ID = "0e0e0e0e-0000-4000-8000-000000000001";
  private Running auscult;

  @BeforeEach
  void start() throws Exception {
    auscult = Running.start();
    auscult.kafka.publish(
        new SessionView(
            ID,
            new Tenant("clinic", "cardiology", "user-1", "doctor"),
            "medisync",
            SessionView.COMPLETED,
            0,
            Running.setup(),
            List.of(
                new TranscriptRecord(
                    ID,
                    "clinic",
                    "cardiology",
                    "0e0e0e0e-0-0",
                    "main",
                    "SPEAKER_0",
                    0,
                    900,
                    "Good morning.",
                    List.of(),
                    0.9,
                    "estimated",
                    "m",
                    "en-US",
                    "2026-11-21T00:00:00Z")),
            null));
  }

  @AfterEach
  void stop() {
    auscult.close();
  }

  @Test
  void MS_102_aSessionIsReadByItsOrganization() throws Exception {
    HttpResponse<String> answer = get(ID, auscult.tokenWith(Map.of("sub", "colleague")));
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode body = JSON.readTree(answer.body());
    assertThat(body.get("session_id").asText()).isEqualTo(ID);
    assertThat(body.get("state").asText()).isEqualTo("completed");
    assertThat(body.get("note").isNull()).isTrue();
    JsonNode item = body.get("transcript").get(0);
    assertThat(item.get("text").asText()).isEqualTo("Good morning.");
    assertThat(item.get("start_ms").asInt()).isZero();
    assertThat(item.get("session_id").asText()).isEqualTo(ID);
  }

  @Test
  void MS_37_nobodyElseLearnsThatItExists() throws Exception {
    HttpResponse<String> foreign = get(ID, auscult.tokenWith(Map.of("organization", "other")));
    HttpResponse<String> nothing =
        get("0e0e0e0e-0000-4000-8000-000000000002", auscult.tokenWith(Map.of()));
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(nothing.body());
    Map<String, Object> noOrganization = new HashMap<>();
    noOrganization.put("organization", null);
    assertThat(get(ID, auscult.tokenWith(noOrganization)).statusCode()).isEqualTo(404);
  }

  @Test
  void aTokenWithoutTheRightToReadIs403AndABadOne401() throws Exception {
    assertThat(get(ID, auscult.tokenWith(Map.of("scope", "transcription:write"))).statusCode())
        .isEqualTo(403);
    HttpResponse<String> bad = get(ID, "x.y.z");
    assertThat(bad.statusCode()).isEqualTo(401);
    assertThat(JSON.readTree(bad.body()).get("reason").asText()).isEqualTo("token_malformed");
  }

  @Test
  void aSessionThatJustBeganIsLive() throws Exception {
    try (Client client = auscult.connect()) {
      JsonNode body = JSON.readTree(get(client.sessionId(), auscult.token()).body());
      assertThat(body.get("state").asText()).isEqualTo("live");
      assertThat(body.get("transcript").isEmpty()).isTrue();
    }
  }

  @Test
  void unreadableSessionsAre503() throws Exception {
    auscult.kafka.goAway();
    assertThat(get(ID, auscult.tokenWith(Map.of())).statusCode()).isEqualTo(503);
  }

  @Test
  void anErasedSessionIsGoneAndItsClientIsToldSo() throws Exception {
    String token = auscult.tokenWith(Map.of());
    assertThat(
            auscult
                .http("DELETE", "/v1/sessions/" + ID, auscult.tokenWith(Map.of("sub", "x")), "")
                .statusCode())
        .isEqualTo(204);
    assertThat(get(ID, token).statusCode()).isEqualTo(404);
    try (Client client = Client.open(auscult.ws(""), token)) {
      String id = client.sessionId();
      assertThat(auscult.http("DELETE", "/v1/sessions/" + id, token, "").statusCode())
          .isEqualTo(204);
      assertThat(client.next("warning").get("code").asText()).isEqualTo("erased");
      assertThat(client.ended().code()).isEqualTo(1000);
      assertThat(auscult.kafka.await(id, SessionInput.Stopped.class).reason()).isEqualTo("erased");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"jti\":1}",
        "{\"jti\":\"\"}",
        "{\"jti\":\"a\",\"sub\":\"b\"}",
        "{\"token_sha256\":\"short\"}"
      })
  void impossibleRevocationsAre400(String body) throws Exception {
    assertThat(auscult.http("POST", "/admin/revocations", Running.ADMIN, body).statusCode())
        .isEqualTo(400);
  }

  @Test
  void adminNeedsTheAdminToken() throws Exception {
    for (String token : List.of("", "guess", auscult.token())) {
      assertThat(auscult.http("POST", "/admin/drain", token, "").statusCode()).isEqualTo(401);
    }
    assertThat(auscult.http("GET", "/health/ready", "", "").statusCode()).isEqualTo(200);
    assertThat(auscult.http("GET", "/admin/drain", Running.ADMIN, "").statusCode()).isEqualTo(405);
  }

  @Test
  void revocationsThatKafkaDoesNotTakeAre503() throws Exception {
    auscult.kafka.goAway();
    assertThat(
            auscult
                .http("POST", "/admin/revocations", Running.ADMIN, "{\"sub\":\"s\"}")
                .statusCode())
        .isEqualTo(503);
  }

  @Test
  void readyIsNotReadyWhileKafkaTakesNothing() throws Exception {
    auscult.kafka.goAway();
    try (Client client = auscult.connect()) {
      client.sessionId();
      client.text("x"); // its warning shows that the beginning of the session has been handed over
      client.next("warning");
      HttpResponse<String> ready = auscult.http("GET", "/health/ready", "", "");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(JSON.readTree(ready.body()).get("status").asText()).isEqualTo("kafka_unavailable");
    } finally {
      auscult.kafka.comeBack();
    }
  }

  @Test
  void metricsArePrometheusText() throws Exception {
    try (Client client = auscult.connect()) {
      client.audio(new byte[3_200]);
      auscult.kafka.awaitAudio(client.sessionId(), 3_200);
      HttpResponse<String> answer = auscult.http("GET", "/metrics", "", "");
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
      assertThat(answer.body())
          .contains("auscult_gateway_sessions_live 1.0")
          .contains("auscult_gateway_audio_bytes_total{")
          .contains("organization=\"demo\"")
          .doesNotContain("demo-user");
    }
  }

  @Test
  void rootIsAPageForPeopleAndJsonForProgrammes() throws Exception {
    JsonNode json = JSON.readTree(auscult.http("GET", "/", "", "").body());
    assertThat(json.get("websocket").toString())
        .contains("\"/\"", "\"/ws/transcribe\"", "\"/stream\"", "\"/ws/summary\"");
    assertThat(json.get("http").toString()).contains("\"/login\"", "\"/v1/templates\"");
    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + auscult.gateway.port() + "/"))
                    .header("Accept", "text/html,*/*")
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(page.body()).startsWith("<!doctype html>").contains("/ws/transcribe");
  }

  @Test
  void unknownPathsAre404() throws Exception {
    HttpResponse<String> answer = auscult.http("GET", "/nothing/%0ahere", "", "");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).doesNotContain("nothing/");
  }

  @Test
  void aTakenPortStopsTheStartAndSaysWhatToDo() {
    GatewaySettings s = Running.settings();
    assertThatThrownBy(
            () ->
                Running.start(
                    t ->
                        new GatewaySettings(
                            s.id(),
                            s.host(),
                            auscult.gateway.port(),
                            s.bootstrapServers(),
                            s.secrets(),
                            s.keys(),
                            s.claims(),
                            s.rejectForm(),
                            false,
                            s.sessions(),
                            s.applications(),
                            s.callbacks(),
                            s.users())))
        .isInstanceOf(java.io.IOException.class)
        .hasMessage(
            "port " + auscult.gateway.port() + " is taken; set AUSCULT_PORT to another, or to 0");
  }

  @Test
  void MS_39_noTokenAndNoQueryInTheLog() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    String good = auscult.token();
    String bad = auscult.tokenWith(Map.of("exp", 1, "iat", 1));
    System.setErr(new PrintStream(log, true));
    try {
      try (Client client = Client.open(auscult.ws("?vocabulary=metoprolol&token=" + good), "")) {
        client.sessionId();
        client.text("{\"secret words\"");
        client.next("warning");
      }
      try (Client refused = Client.open(auscult.ws("?reject=close&token=" + bad), "")) {
        refused.ended();
      }
      get("nowhere", bad);
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString())
        .contains("connection refused: token_expired")
        .doesNotContain(good.substring(good.length() - 20))
        .doesNotContain(bad.substring(bad.length() - 20))
        .doesNotContain("metoprolol")
        .doesNotContain("secret words");
  }

  private HttpResponse<String> get(String id, String token) throws Exception {
    return auscult.http("GET", "/v1/sessions/" + id, token, "");
  }
}
