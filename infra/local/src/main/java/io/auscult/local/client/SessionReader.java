package io.auscult.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** Reads sessions by REST. */
final class SessionReader {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration ONE_LOOK = Duration.ofSeconds(10);

  private final HttpClient http;
  private final URI socket;
  private final String token;

  SessionReader(HttpClient http, URI socket, String token) {
    this.http = http;
    this.socket = socket;
    this.token = token;
  }

  /**
   * Reads the session when it is over.
   *
   * @param spokenNanos when the audio up to some millisecond had been spoken
   * @throws LiveFailure where it failed, is not readable, or is not over in time
   */
  KeptSession awaitEnd(String id, Duration most, LongUnaryOperator spokenNanos)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    String state = "";
    while (System.nanoTime() < deadline) {
      Optional<JsonNode> found = look(id);
      state = found.map(session -> session.path("state").asText()).orElse("unknown");
      if (state.equals("completed")) return kept(found.get(), spokenNanos);
      if (state.equals("failed")) throw new LiveFailure("the session failed", 0, null);
      LiveClient.sleepUntil(System.nanoTime() + BETWEEN_LOOKS.toNanos());
    }
    throw new LiveFailure(
        "the session was still " + state + " after " + most.toSeconds() + " s", 0, null);
  }

  /** Empty where it is not there: it may not be there yet. */
  private Optional<JsonNode> look(String id) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(Endpoint.session(socket, id))
            .timeout(ONE_LOOK)
            .header("Authorization", "Bearer " + token)
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    return switch (answer.statusCode()) {
      case 200 -> Json.read(answer.body());
      case 404, 503 -> Optional.empty();
      default ->
          throw new LiveFailure(
              "the session cannot be read: HTTP " + answer.statusCode(), answer.statusCode(), null);
    };
  }

  private static KeptSession kept(JsonNode session, LongUnaryOperator spokenNanos) {
    long now = System.nanoTime();
    List<LiveItem> items = new ArrayList<>();
    for (JsonNode item : session.path("transcript")) {
      long endMs = item.path("end_ms").asLong();
      items.add(
          new LiveItem(
              item.path("item_id").asText(),
              item.path("speaker").asText(),
              item.path("start_ms").asLong(),
              endMs,
              item.path("text").asText(),
              true,
              item.toString(),
              now,
              spokenNanos.applyAsLong(endMs)));
    }
    Optional<LiveNote> note =
        session.hasNonNull("note")
            ? Optional.of(LiveNote.ofRecord(session.path("note")))
            : Optional.empty();
    return new KeptSession(session.path("state").asText(), items, note, session.path("transcript"));
  }
}
