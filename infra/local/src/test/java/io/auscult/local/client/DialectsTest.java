package io.auscult.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client of each dialect sends and how it understands what it gets. */
@Timeout(30)
class DialectsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A second and a half: three frames at full speed, and two where a frame holds a second. */
  private static final short[] AUDIO = new short[24_000];

  private static final String KEPT =
      """
      {"session_id":"s-1","state":"completed","transcript":[{"item_id":"i-1","speaker":"SPEAKER_0",
       "start_ms":120,"end_ms":1480,"text":"Good morning.","words":[]}],
       "note":{"template":"soap","sections":[{"title":"SOAP_PLAN","heading":"Plan","sentences":[
       {"text":"Rest.","evidence":["i-1"]}]}]}}
      """;

  private final List<LiveItem> heard = new ArrayList<>();

  @Test
  void medisyncSendsBytesAndTakesItemsAsTheyCome() throws Exception {
    try (FakeGateway server =
        FakeGateway.that(
            List.of("{\"type\":\"session_init\",\"session_id\":\"m-1\"}"),
            (frame, say) -> {
              if (!frame.contains("stop")) return;
              say.text("{\"type\":\"warning\",\"code\":\"silence\",\"message\":\"Nothing.\"}");
              say.text(
                  "{\"type\":\"transcription\",\"id\":\"i-1\",\"speaker\":\"SPEAKER_0\","
                      + "\"start\":0.12,\"end\":1.48,\"text\":\"Good morning.\"}");
              say.close(1000);
            })) {
      LiveResult result = transcribe(server, new MediSyncDialect());

      assertThat(server.received).containsExactly("16000", "16000", "16000", "{\"type\":\"stop\"}");
      assertThat(server.upgrades).containsExactly(" Bearer t0ken");
      assertThat(result.sessionId()).isEqualTo("m-1");
      assertThat(result.warnings()).containsExactly("silence");
      assertGoodMorning(result);
    }
  }

  @Test
  void scribeAsksForTranscriptAndNoteOfOneRoom() throws Exception {
    try (FakeGateway server =
        FakeGateway.that(
            List.of(),
            (frame, say) -> {
              if (!frame.contains("stop")) return;
              say.text("{\"object\":\"duration_limit\",\"remaining_sec\":60}");
              say.text("{\"object\":\"error_msg\",\"message\":\"Too long.\"}");
              say.text(scribeItem("Good", 700, false));
              say.text(scribeItem("Good morning.", 1480, true));
              say.text(
                  "{\"object\":\"transcript_item\",\"id\":\"n\",\"is_final\":true,\"sections\":["
                      + "{\"sec_title\":\"SOAP_PLAN\",\"sec_heading\":\"Plan\","
                      + "\"sec_text\":\"- Rest.\\n- Water.\"}]}");
              say.close(1000);
            })) {
      LiveResult result = transcribe(server, ScribeDialect.server());

      JsonNode first = Json.read(server.received.get(0)).orElseThrow();
      assertThat(first.path("object").asText()).isEqualTo("stream_request");
      assertThat(first.path("output_objects").toString()).contains("transcript", "note");
      assertThat(first.path("sample_rate").asInt()).isEqualTo(16_000);
      String stream = first.path("streams").path(0).path("id").asText();
      assertThat(server.received.subList(1, 4))
          .allSatisfy(
              frame -> {
                JsonNode chunk = Json.read(frame).orElseThrow();
                assertThat(chunk.path("object").asText()).isEqualTo("audio_chunk");
                assertThat(chunk.path("stream_id").asText()).isEqualTo(stream);
                assertThat(bytes(chunk.path("payload"))).hasSize(16_000);
              });
      assertThat(server.received.get(4)).isEqualTo("{\"object\":\"stop\"}");
      assertThat(result.sessionId()).isEqualTo(FakeGateway.SESSION);
      assertThat(result.warnings()).containsExactly("Too long.");
      assertThat(result.remainingSeconds()).containsExactly(60);
      assertThat(heard).extracting(LiveItem::isFinal).containsExactly(false, true);
      LiveNote.Section plan = result.note().orElseThrow().sections().get(0);
      assertThat(plan.heading()).isEqualTo("Plan");
      assertThat(plan.lines())
          .extracting(LiveNote.Line::text)
          .containsExactly("- Rest.", "- Water.");
      assertGoodMorning(result);
    }
  }

  @Test
  void aChunkIsNeverLongerThanTheDialectTakes() throws Exception {
    try (FakeGateway server =
        FakeGateway.that(
            List.of(),
            (frame, say) -> {
              if (frame.contains("stop")) say.close(1000);
            })) {
      LiveClient.of(server.url(), "t0ken", ScribeDialect.user())
          .transcribe(AUDIO, new Pace(0, 4000), item -> {}, PATIENCE);
      assertThat(server.received.subList(1, 3))
          .extracting(frame -> bytes(Json.read(frame).orElseThrow().path("payload")).length)
          .containsExactly(32_000, 16_000);
    }
  }

  @Test
  void invoxClosesWhenAllIsAcknowledgedAndReadsByRest() throws Exception {
    try (FakeGateway server =
        FakeGateway.that(
                List.of("{\"message\":\"Connection established.\",\"connectionId\":\"s-1\"}"),
                (frame, say) -> say.text("{\"audioReceived\":true,\"duration\":0.5}"))
            .reads("{\"session_id\":\"s-1\",\"state\":\"finalising\"}", KEPT)) {
      LiveResult result = transcribe(server, new InvoxDialect(URI.create("https://c.example/in")));

      assertThat(server.upgrades)
          .containsExactly("callbackUrl=https%3A%2F%2Fc.example%2Fin&accessToken=t0ken null");
      assertThat(server.received).hasSize(4).last().isEqualTo("close 1000");
      JsonNode audio = Json.read(server.received.get(0)).orElseThrow();
      assertThat(audio.path("messageType").asText()).isEqualTo("AUDIO");
      assertThat(bytes(audio.path("message"))).hasSize(16_000);
      assertThat(result.ackMs()).hasSize(3).allSatisfy(ms -> assertThat(ms).isPositive());
      assertThat(result.note()).isEmpty();
      assertGoodMorning(result);
    }
  }

  @Test
  void sahlClosesWhenTheSummaryIsThereAndReadsByRest() throws Exception {
    try (FakeGateway server =
        FakeGateway.that(
                List.of(),
                (frame, say) -> {
                  if (!frame.contains("end_transcript")) return;
                  say.text("{\"object\":\"transcript_completed\"}");
                  say.text("{\"object\":\"task_status\",\"status\":\"PENDING\"}");
                  say.text(
                      "{\"object\":\"task_status\",\"status\":\"SUCCESS\",\"summary\":["
                          + "{\"title\":\"Plan\",\"body\":[\"- Rest.\"]}]}");
                })
            .reads(KEPT)) {
      LiveResult result = transcribe(server, new SahlDialect());

      assertThat(server.received).hasSize(6).last().isEqualTo("close 1000");
      assertThat(server.received.get(0)).contains("\"start\"", "FAMILY_MEDICINE");
      assertThat(bytes(Json.read(server.received.get(1)).orElseThrow().path("payload")))
          .hasSize(16_000);
      assertThat(result.sessionId()).isEqualTo(FakeGateway.SESSION);
      LiveNote.Section plan = result.note().orElseThrow().sections().get(0);
      assertThat(plan.title()).isEqualTo("Plan");
      assertThat(plan.lines()).extracting(LiveNote.Line::text).containsExactly("- Rest.");
      assertGoodMorning(result);
    }
  }

  @Test
  void aSummaryThatCouldNotBeWrittenIsAWarning() throws Exception {
    try (FakeGateway server =
        FakeGateway.that(
                List.of(),
                (frame, say) -> {
                  if (!frame.contains("end_transcript")) return;
                  say.text(
                      "{\"object\":\"task_status\",\"status\":\"FAIL\","
                          + "\"error_msg\":\"no speech detected\"}");
                })
            .reads("{\"session_id\":\"s-1\",\"state\":\"completed\",\"transcript\":[]}")) {
      LiveResult result = transcribe(server, new SahlDialect());
      assertThat(result.warnings()).containsExactly("no speech detected");
      assertThat(result.items()).isEmpty();
    }
  }

  @Test
  void aSessionThatFailedIsAFailureWithItsId() {
    try (FakeGateway server =
        FakeGateway.that(
                List.of("{\"message\":\"Connection established.\",\"connectionId\":\"s-1\"}"),
                (frame, say) -> say.text("{\"audioReceived\":true,\"duration\":0.5}"))
            .reads("{\"session_id\":\"s-1\",\"state\":\"failed\"}")) {
      assertThatThrownBy(() -> transcribe(server, new InvoxDialect(InvoxDialect.NOBODY)))
          .isInstanceOfSatisfying(
              LiveFailure.class, failure -> assertThat(failure.sessionId()).isEqualTo("s-1"))
          .hasMessageContaining("failed");
    }
  }

  @Test
  void howTheServerClosedIsTheReason() {
    try (FakeGateway server =
        FakeGateway.that(
            List.of(),
            (frame, say) -> {
              if (frame.contains("stop")) say.close(1011);
            })) {
      assertThatThrownBy(() -> transcribe(server, ScribeDialect.server()))
          .isInstanceOf(LiveFailure.class)
          .hasMessageContaining("1011");
    }
  }

  @Test
  void aKeptNoteHasItsEvidence() throws Exception {
    try (FakeGateway server = FakeGateway.that(List.of(), (frame, say) -> {}).reads(KEPT)) {
      KeptSession kept =
          LiveClient.of(server.url(), "t0ken", ScribeDialect.server()).read("s-1", PATIENCE);
      assertThat(kept.items()).extracting(LiveItem::text).containsExactly("Good morning.");
      LiveNote.Line rest = kept.note().orElseThrow().sections().get(0).lines().get(0);
      assertThat(rest.text()).isEqualTo("Rest.");
      assertThat(rest.evidence()).containsExactly("i-1");
    }
  }

  private LiveResult transcribe(FakeGateway server, ClientDialect dialect) throws Exception {
    return LiveClient.of(server.url(), "t0ken", dialect)
        .transcribe(AUDIO, Pace.FAST, heard::add, PATIENCE);
  }

  private void assertGoodMorning(LiveResult result) {
    LiveItem item = result.finals().get(0);
    assertThat(result.finals()).hasSize(1);
    assertThat(heard).endsWith(item);
    assertThat(item.id()).isEqualTo("i-1");
    assertThat(item.text()).isEqualTo("Good morning.");
    assertThat(item.startMs()).isEqualTo(120);
    assertThat(item.endMs()).isEqualTo(1480);
  }

  private static String scribeItem(String text, int endMs, boolean isFinal) {
    return "{\"object\":\"transcript_item\",\"id\":\"i-1\",\"text\":\""
        + text
        + "\",\"speaker\":\"provider\",\"start_offset_ms\":120,\"end_offset_ms\":"
        + endMs
        + ",\"is_final\":"
        + isFinal
        + "}";
  }

  private static byte[] bytes(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asText());
  }
}
