package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.ClinicalNote;
import io.auscult.events.ClinicalNote.Section;
import io.auscult.events.ClinicalNote.Sentence;
import io.auscult.events.NoteRequest;
import io.auscult.events.SessionInput;
import io.auscult.events.SessionInput.Attached;
import io.auscult.events.SessionInput.Detached;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionInput.Stopped;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionView;
import io.auscult.events.Show;
import io.auscult.events.TranscriptRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sahl Listen over a real socket: how sessions end, and how they are gone on with. */
class SahlEndTest extends SahlConversation {
  private static final String ORIGIN = "https://clinic.example";

  @Test
  void SA_21_SA_22_SA_23_SA_27_fromTheEndOfTheAudioToTheClose() throws Exception {
    try (Client client = open("")) {
      String id = started(client).session();
      chunk(client, new byte[3_200]);
      client.text("{\"object\":\"end_transcript\"}");
      assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("client_stop");
      assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Stopped");
      chunk(client, new byte[3_200]);
      client.text("{\"object\":\"end_transcript\"}");
      client.catchUp();
      assertThat(client.hasMore()).as("nothing before the finals are written").isFalse();
      auscult.kafka.say(new SessionOutput.TranscriptCompleted(id, 2));
      auscult.kafka.say(new SessionOutput.TranscriptCompleted(id, 2));
      nextOf(client, "transcript_completed");
      assertThat(status(client)).isEqualTo("PENDING");
      for (int i = 0; i < 3; i++) {
        client.catchUp(); // behind the frame the time of the next one was set
        auscult.clock.advance(Duration.ofMillis(1_900));
        client.catchUp();
        assertThat(client.hasMore()).isFalse();
        auscult.clock.advance(Duration.ofMillis(200));
        assertThat(status(client)).isEqualTo("PENDING");
      }
      auscult.kafka.say(new SessionOutput.Note(id, SessionView.noteId(id), note()));
      auscult.kafka.say(new SessionOutput.Closed(id, "client_stop"));
      JsonNode success = nextOf(client, "task_status");
      assertThat(success.get("summary").get(0).get("title").asText()).isEqualTo("Plan");
      client.catchUp();
      auscult.clock.advance(Duration.ofSeconds(25));
      client.catchUp();
      assertThat(client.isOpen()).isTrue();
      assertThat(client.hasMore()).isFalse();
      auscult.clock.advance(Duration.ofSeconds(6));
      assertThat(client.ended().code()).isEqualTo(1000);
      assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Stopped");
    }
  }

  @Test
  void SA_28_silenceAloneHasNoSummary() throws Exception {
    try (Client client = open("")) {
      String id = started(client).session();
      client.text("{\"object\":\"end_transcript\"}");
      auscult.kafka.await(id, Stopped.class);
      auscult.kafka.say(new SessionOutput.TranscriptCompleted(id, 0));
      auscult.kafka.say(new SessionOutput.Note(id, SessionView.noteId(id), note()));
      nextOf(client, "transcript_completed");
      assertThat(status(client)).isEqualTo("PENDING");
      JsonNode fail = nextOf(client, "task_status");
      assertThat(fail.get("status").asText()).isEqualTo("FAIL");
      assertThat(fail.get("error_msg").asText()).isEqualTo("no speech detected");
      assertThat(fail.has("summary")).isFalse();
      client.catchUp();
      assertThat(client.hasMore()).isFalse();
    }
  }

  @Test
  void SA_29_aDropWhileStreamingIsGoneOnWith() throws Exception {
    String id;
    try (Client client = open("")) {
      id = started(client).session();
      chunk(client, new byte[3_200]);
      auscult.kafka.awaitAudio(id, 3_200);
      client.vanish();
      auscult.kafka.await(id, Detached.class);
    }
    try (Client back = open("?session_id=" + id)) {
      long first = auscult.kafka.await(id, Attached.class).firstSeq();
      back.text("{\"object\":\"start\",\"summary_template\":\"soap\"}");
      chunk(back, new byte[6_400]);
      auscult.kafka.awaitAudioFrom(id, first, 1);
      back.text("{\"object\":\"end_transcript\"}");
      auscult.kafka.await(id, Stopped.class);
      back.catchUp();
      assertThat(back.hasMore()).isFalse();
    }
  }

  @Test
  void SA_29_whoComesBackForTheSummaryGetsIt() throws Exception {
    Opened opened;
    try (Client client = open("")) {
      opened = started(client);
      client.text("{\"object\":\"end_transcript\"}");
      auscult.kafka.await(opened.session(), Stopped.class);
      auscult.kafka.say(new SessionOutput.TranscriptCompleted(opened.session(), 1));
      nextOf(client, "transcript_completed");
      client.vanish();
    }
    auscult.kafka.publish(view(opened, SessionView.FINALISING, null));
    try (Client back = open("?session_id=" + opened.session())) {
      back.catchUp();
      assertThat(back.hasMore()).isFalse();
      auscult.kafka.publish(view(opened, SessionView.COMPLETED, note()));
      nextOf(back, "transcript_completed");
      assertThat(status(back)).isEqualTo("PENDING");
      assertThat(status(back)).isEqualTo("SUCCESS");
      back.catchUp();
      auscult.clock.advance(Duration.ofSeconds(31));
      assertThat(back.ended().code()).isEqualTo(1000);
    }
  }

  @Test
  void aSessionThatTheJobEndsIsSummarisedToo() throws Exception {
    try (Client client = open("")) {
      String id = started(client).session();
      auscult.kafka.say(new SessionOutput.TranscriptCompleted(id, 1));
      nextOf(client, "transcript_completed");
      assertThat(status(client)).isEqualTo("PENDING");
      chunk(client, new byte[3_200]);
      auscult.kafka.say(new SessionOutput.Note(id, SessionView.noteId(id), note()));
      auscult.kafka.say(new SessionOutput.Closed(id, "max_session"));
      assertThat(status(client)).isEqualTo("SUCCESS");
      client.catchUp();
      auscult.clock.advance(Duration.ofSeconds(31));
      assertThat(client.ended().code()).isEqualTo(1000);
      assertThat(auscult.kafka.of(id)).noneMatch(i -> i instanceof SessionInput.Audio);
    }
  }

  @Test
  void K9_whoIsSentAwayComesBackToTheSameSession() throws Exception {
    try (Running other = Running.start(auscult.kafka, s -> s);
        Client client = Client.offering(uri(""), ORIGIN, "listen-protocol", token())) {
      Opened opened = started(client);
      chunk(client, new byte[3_200]);
      auscult.kafka.awaitAudio(opened.session(), 3_200);
      auscult.gateway.drain();
      assertThat(client.next().get("is_final").asBoolean()).isTrue();
      assertThat(client.ended().code()).isEqualTo(1012);
      auscult.kafka.await(opened.session(), Detached.class);
      auscult.kafka.publish(view(opened, SessionView.DETACHED, null));
      try (Client back = Client.open(other.ws(PATH, "?session_id=" + opened.session()), token())) {
        auscult.kafka.await(opened.session(), Attached.class);
        assertThat(back.isOpen()).isTrue();
      }
    }
  }

  @Test
  void aRevokedTokenEndsTheSession() throws Exception {
    try (Client client = open("")) {
      String id = started(client).session();
      auscult.http("POST", "/admin/revocations", Running.ADMIN, "{\"sub\":\"demo-user\"}");
      assertThat(client.next().get("object").asText()).isEqualTo("error_message");
      assertThat(client.ended().code()).isEqualTo(1008);
      assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("token_revoked");
    }
  }

  private static String status(Client client) throws Exception {
    return nextOf(client, "task_status").get("status").asText();
  }

  private static ClinicalNote note() {
    return new ClinicalNote(
        "FAMILY_MEDICINE",
        "paragraph",
        List.of(
            new Section("PLAN", "Plan", List.of(new Sentence("Rest for a week.", List.of("i"))))));
  }

  private static SessionView view(Opened opened, String state, ClinicalNote note) {
    TranscriptRecord row =
        new TranscriptRecord(
            opened.session(),
            "demo",
            "",
            "i",
            "main",
            "SPEAKER_0",
            0,
            900,
            "Rest.",
            List.of(),
            0.9,
            "aligned",
            "m",
            "en-US",
            "2026-11-21T08:00:00Z");
    return new SessionView(
        opened.session(),
        opened.tenant(),
        "sahl",
        state,
        0,
        new SessionView.Setup(
            opened.streams(),
            opened.sampleRate(),
            new Show(false, 0, false),
            new NoteRequest(true, "FAMILY_MEDICINE", "auto", "fast"),
            opened.limits()),
        Optional.of(row).filter(r -> note != null).map(List::of).orElse(List.of()),
        note);
  }
}
