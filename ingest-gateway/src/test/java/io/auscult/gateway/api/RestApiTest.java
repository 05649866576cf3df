package io.auscult.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.auscult.events.SessionView;
import io.auscult.events.Tenant;
import io.auscult.events.TranscriptRecord;
import io.auscult.events.Word;
import io.auscult.gateway.OpenGateway;
import io.auscult.gateway.auth.TokenMint.Kind;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code docs/api/rest.yaml} against a gateway: what is answered is documented, and answered. */
class RestApiTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final ApiDocument DOCUMENT = ApiDocument.read("rest");
  private static final String SESSION = "/v1/sessions/{id}";
  private static final Set<String> METHODS = Set.of("get", "post", "delete");

  /** Answers that need TLS, many clients at once, or a Kafka that can refuse a tombstone. */
  private static final Set<String> ELSEWHERE =
      Set.of("post /login 403", "post /login 503", "delete " + SESSION + " 503");

  private final Set<String> seen = new LinkedHashSet<>();

  @Test
  void X_14_theDocumentIsWellFormedAndItsExamplesFit() {
    JsonNode whole = DOCUMENT.whole();
    assertThat(whole.path("openapi").asText()).isEqualTo("3.1.0");
    Set<String> ids = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> path : whole.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (!METHODS.contains(operation.getKey())) continue;
        assertThat(ids.add(operation.getValue().path("operationId").asText())).isTrue();
        assertThat(operation.getValue().path("security").isArray()).isTrue();
        assertThat(operation.getValue().path("responses")).isNotEmpty();
      }
    }
    for (JsonNode content : whole.findValues("application/json")) {
      for (JsonNode example : content.path("examples")) {
        assertThat(
                ApiDocument.faults(
                    ApiDocument.draft202012(content.get("schema")), example.get("value")))
            .isEmpty();
      }
    }
  }

  @Test
  void X_14_everyDocumentedAnswerIsGivenAndNoOther() throws Exception {
    try (OpenGateway gateway = OpenGateway.with()) {
      String token = gateway.token(Kind.MEDISYNC, "client");
      gateway.publish(view("s-1"));
      call(gateway, "get", SESSION, "/v1/sessions/s-1", token, "", 200);
      call(gateway, "get", SESSION, "/v1/sessions/nobody", token, "", 404);
      call(gateway, "get", SESSION, "/v1/sessions/s-1", "", "", 401);
      String writer = gateway.token(Kind.MEDISYNC, "client", "transcription:write");
      call(gateway, "get", SESSION, "/v1/sessions/s-1", writer, "", 403);
      call(gateway, "delete", SESSION, "/v1/sessions/s-1", writer, "", 403);
      call(gateway, "delete", SESSION, "/v1/sessions/s-1", "x.y.z", "", 401);
      call(gateway, "delete", SESSION, "/v1/sessions/nobody", token, "", 404);
      gateway.takeKafkaAway();
      call(gateway, "get", SESSION, "/v1/sessions/s-1", token, "", 503);
      String revocation = "{\"jti\":\"j-1\"}";
      String admin = OpenGateway.ADMIN;
      call(gateway, "post", "/admin/revocations", admin, revocation, 503);
      gateway.giveKafkaBack();
      call(gateway, "delete", SESSION, "/v1/sessions/s-1", token, "", 204);

      JsonNode login = examples("/login").iterator().next().get("value");
      call(gateway, "post", "/login", "", login.toString(), 200);
      call(gateway, "post", "/login", "", "[]", 400);
      call(gateway, "post", "/login", "", " ".repeat(100_000), 413);
      String wrong = "{\"username\":\"nurse\",\"password\":\"wrong\"}";
      for (int i = 0; i < 10; i++) call(gateway, "post", "/login", "", wrong, 401);
      call(gateway, "post", "/login", "", wrong, 429);
      call(gateway, "get", "/v1/templates", "", "", 200);

      call(gateway, "get", "/", "", "", 200);
      call(gateway, "get", "/health/live", "", "", 200);
      call(gateway, "get", "/health/ready", "", "", 200);
      call(gateway, "get", "/metrics", "", "", 200);
      for (JsonNode example : examples("/admin/revocations")) {
        call(gateway, "post", "/admin/revocations", admin, example.get("value").toString(), 204);
      }
      call(gateway, "post", "/admin/revocations", admin, "{}", 400);
      call(gateway, "post", "/admin/revocations", token, revocation, 401);
      call(gateway, "post", "/admin/drain", "", "", 401);
      call(gateway, "post", "/admin/drain", admin, "", 204);
      call(gateway, "get", "/health/ready", "", "", 503);
    }
    Set<String> due = new LinkedHashSet<>(documented());
    due.removeAll(ELSEWHERE);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(due);
  }

  private void call(
      OpenGateway gateway, String method, String path, String token, String body, int status)
      throws Exception {
    call(gateway, method, path, path, token, body, status);
  }

  /** Makes a request and holds the answer against what is documented for its path and status. */
  private void call(
      OpenGateway gateway,
      String method,
      String path,
      String actual,
      String token,
      String body,
      int status)
      throws Exception {
    HttpResponse<String> answer =
        gateway.http(method.toUpperCase(Locale.ROOT), actual, token, body);
    String name = method + " " + path + " " + status;
    assertThat(answer.statusCode()).as("%s: %s", name, answer.body()).isEqualTo(status);
    seen.add(name);
    JsonNode response = operation(path, method).path("responses").path("" + status);
    assertThat(response.isObject()).as("%s is documented", name).isTrue();
    for (String header : names(response.path("headers"))) {
      assertThat(answer.headers().firstValue(header)).as(name).isPresent();
    }
    String type = answer.headers().firstValue("content-type").orElse("").split(";")[0];
    if (type.isEmpty()) {
      assertThat(response.has("content")).as(name).isFalse();
      assertThat(answer.body()).isEmpty();
      return;
    }
    JsonNode content = response.path("content").path(type);
    assertThat(content.isObject()).as("%s as %s", name, type).isTrue();
    if (!type.equals("application/json")) return;
    assertThat(
            ApiDocument.faults(
                ApiDocument.draft202012(content.get("schema")), MAPPER.readTree(answer.body())))
        .as("%s: %s", name, answer.body())
        .isEmpty();
  }

  private static JsonNode operation(String path, String method) {
    return DOCUMENT.whole().path("paths").path(path).path(method);
  }

  private static JsonNode examples(String path) {
    return operation(path, "post").at("/requestBody/content/application~1json/examples");
  }

  private static Set<String> documented() {
    Set<String> all = new LinkedHashSet<>();
    for (String path : names(DOCUMENT.whole().path("paths"))) {
      for (String method : METHODS) {
        for (String status : names(operation(path, method).path("responses"))) {
          all.add(method + " " + path + " " + status);
        }
      }
    }
    return all;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new LinkedHashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static SessionView view(String id) {
    TranscriptRecord item =
        new TranscriptRecord(
            id,
            "clinic-1",
            "cardiology",
            "s-1-0-0",
            "main",
            "SPEAKER_0",
            0,
            900,
            "Take metoprolol.",
            List.of(
                new Word("Take", 0, 300, 0.9),
                new Word("metoprolol.", 300, 900, 0.7, "metro pole", List.of("metropolis"))),
            0.8,
            "estimated",
            "m@1",
            "en-US",
            "2026-11-21T08:00:00Z");
    return new SessionView(
        id,
        new Tenant("clinic-1", "cardiology", "client", "doctor"),
        "medisync",
        SessionView.COMPLETED,
        1_000,
        null,
        List.of(item),
        Vendor.note(id).note());
  }
}
