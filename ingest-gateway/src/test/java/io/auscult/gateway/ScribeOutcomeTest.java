package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.ClinicalNote;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionInput.Stopped;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionView;
import io.auscult.gateway.auth.TokenMint.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a Scribe client gets over a real socket: items, countdown, note and end (§2.3 to §2.5). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScribeOutcomeTest {
  private Running auscult;

  @BeforeAll
  void start() throws Exception {
    auscult = Running.start();
  }

  @AfterAll
  void stop() {
    auscult.close();
  }

  @Test
  void DI_32_DI_33_DI_34_DI_35_aClientThatKeepsItemsByTheirIdEndsWithTheTranscript()
      throws Exception {
    try (ScribeClient client = ScribeClient.open(auscult, ScribeClient.ONE)) {
      String id = client.sessionId();
      auscult.kafka.await(id, Opened.class);
      List<SessionOutput> said =
          List.of(
              TalkTest.item(id, 0, 0, false, "Good", 0, 500),
              TalkTest.item(id, 0, 1, false, "Good mor", 0, 800),
              TalkTest.item(id, 0, 2, true, "Good morning.", 0, 900),
              TalkTest.item(id, 1, 0, false, "Uh", 1_000, 1_200),
              TalkTest.item(id, 1, 1, true, "", 1_000, 1_200),
              TalkTest.item(id, 2, 0, true, "Sit down.", 2_000, 2_900));
      said.forEach(auscult.kafka::say);
      said.forEach(auscult.kafka::say); // a replay
      auscult.kafka.say(new SessionOutput.TranscriptCompleted(id, 2));
      auscult.kafka.say(new SessionOutput.Closed(id, "client_stop"));
      Map<String, JsonNode> items = new LinkedHashMap<>();
      // The second hypothesis comes too soon after the first and is overtaken by its final.
      for (int i = 0; i < said.size() - 1; i++) {
        JsonNode item = client.next();
        JsonNode before = items.put(item.get("id").asText(), item);
        if (before == null) continue;
        assertThat(before.get("is_final").asBoolean()).as("DI-33").isFalse();
        assertThat(item.get("start_offset_ms"))
            .as("DI-35")
            .isEqualTo(before.get("start_offset_ms"));
      }
      assertThat(client.closed()).isEqualTo(1000);
      assertThat(items.values()).allMatch(item -> item.get("is_final").asBoolean());
      assertThat(items.values())
          .extracting(item -> item.get("text").asText())
          .containsExactly("Good morning.", "", "Sit down.");
    }
  }

  @Test
  void DI_38_whoReadsSlowlyLosesPartialsAndNoFinal() throws Exception {
    String token = ScribeClient.token(auscult, Kind.SCRIBE_SERVER, Duration.ofHours(1));
    try (ScribeClient slow =
        ScribeClient.handshake(
            auscult, ScribeClient.SERVER, 4_096, "Authorization: Bearer " + token)) {
      slow.text(ScribeClient.ONE);
      String id = slow.sessionId();
      auscult.kafka.await(id, Opened.class);
      double shedBefore = shed();
      String page = "word ".repeat(200);
      // More than fits the socket's buffers, and partials that no longer fit beside the finals.
      int finals = 0;
      while (shed() == shedBefore && finals < 20_000) {
        auscult.kafka.say(TalkTest.item(id, finals, 0, false, page, 0, 900));
        auscult.kafka.say(TalkTest.item(id, finals, 1, true, page, 0, 900));
        finals++;
      }
      assertThat(shed()).isGreaterThan(shedBefore);
      int read = 0;
      while (read < finals) {
        JsonNode item = slow.next();
        if (!item.get("is_final").asBoolean()) continue;
        assertThat(item.get("id").asText()).endsWith("-0-" + read++);
      }
    }
  }

  @Test
  void DI_41_DI_42_stopThenFinalsThenNoteThenTheServerCloses() throws Exception {
    try (ScribeClient client = ScribeClient.open(auscult, ScribeClient.ONE)) {
      String id = client.sessionId();
      client.chunk("room", noise(3_200, 10));
      client.text("{ \"object\": \"stop\"}");
      client.chunk("room", noise(3_200, 11));
      client.text(ScribeClient.STOP);
      assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("client_stop");
      auscult.kafka.say(TalkTest.item(id, 0, 0, true, "It hurts.", 0, 900));
      end(id, 1, note(id));
      assertThat(client.next().get("text").asText()).isEqualTo("It hurts.");
      JsonNode note = client.next();
      assertThat(note.get("sections")).hasSize(1);
      assertThat(note.get("id").asText()).isEqualTo(id + "-note");
      assertThat(note.has("text")).isFalse();
      assertThat(client.closed()).isEqualTo(1000);
      assertThat(auscult.kafka.story(id)).as("DI-46").isEqualTo("Opened Audio Stopped");
      assertThat(auscult.kafka.audio(id)).isEqualTo(noise(3_200, 10));
    }
  }

  @Test
  void DI_45_DI_48_theOtherTwoWaysToEnd() throws Exception {
    try (ScribeClient silent = ScribeClient.open(auscult, ScribeClient.ONE);
        ScribeClient unlucky = ScribeClient.open(auscult, ScribeClient.ONE)) {
      for (ScribeClient c : List.of(silent, unlucky)) {
        c.text(ScribeClient.STOP);
        auscult.kafka.await(c.sessionId(), Stopped.class);
      }
      end(silent.sessionId(), 0, note(silent.sessionId()));
      assertThat(silent.error("no_speech").get("message").asText()).isEqualTo("no speech detected");
      assertThat(silent.next().get("sections")).hasSize(1);
      assertThat(silent.closed()).isEqualTo(1000);
      String id = unlucky.sessionId();
      end(id, 3, new SessionOutput.NoteFailed(id, "note_failed", "No note could be written."));
      unlucky.error("note_failed");
      assertThat(unlucky.closed()).isEqualTo(1011);
    }
  }

  @Test
  void DI_61_DI_62_DI_63_theCountdownRunsOnceAndEndsTheSession() throws Exception {
    try (ScribeClient client = ScribeClient.open(auscult, ScribeClient.ONE)) {
      String id = client.sessionId();
      client.chunk("room", noise(3_200, 12));
      auscult.kafka.awaitAudio(id, 3_200);
      for (int left = 60; left >= 0; left--) {
        auscult.kafka.say(new SessionOutput.Remaining(id, left));
        auscult.kafka.say(new SessionOutput.Remaining(id, left)); // a replay
      }
      for (int left = 60; left >= 0; left--) {
        JsonNode frame = client.next();
        assertThat(frame.get("object").asText()).isEqualTo("duration_limit");
        assertThat(frame.get("remaining_sec").asInt()).isEqualTo(left);
      }
      assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("duration_limit");
      auscult.kafka.say(TalkTest.item(id, 0, 0, true, "Good bye.", 0, 900));
      end(id, 1, note(id));
      assertThat(client.next().get("text").asText()).isEqualTo("Good bye.");
      assertThat(client.next().has("sections")).isTrue();
      assertThat(client.closed()).isEqualTo(1000);
      assertThat(auscult.kafka.audio(id)).isEqualTo(noise(3_200, 12));
    }
  }

  /** What the job says at the end of a session. */
  private void end(String id, int items, SessionOutput note) {
    auscult.kafka.say(new SessionOutput.TranscriptCompleted(id, items));
    auscult.kafka.say(note);
    auscult.kafka.say(new SessionOutput.Closed(id, "client_stop"));
  }

  static SessionOutput.Note note(String session) {
    return new SessionOutput.Note(
        session,
        SessionView.noteId(session),
        new ClinicalNote(
            "soap",
            "paragraph",
            List.of(new ClinicalNote.Section("SOAP_PLAN", "Plan", List.of()))));
  }

  private double shed() throws Exception {
    String metrics = auscult.http("GET", "/metrics", "", "").body();
    return metrics
        .lines()
        .filter(line -> line.startsWith("auscult_gateway_shed_partials_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static byte[] noise(int bytes, long seed) {
    byte[] pcm = new byte[bytes];
    new Random(seed).nextBytes(pcm);
    return pcm;
  }
}
