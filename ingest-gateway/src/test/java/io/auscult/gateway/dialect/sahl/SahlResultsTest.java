package io.auscult.gateway.dialect.sahl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.ClinicalNote;
import io.auscult.events.ClinicalNote.Section;
import io.auscult.events.ClinicalNote.Sentence;
import io.auscult.events.SessionOutput;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.Resumed;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.gateway.dialect.sahl.SahlPhase.Delivered;
import io.auscult.gateway.dialect.sahl.SahlPhase.Ended;
import io.auscult.gateway.dialect.sahl.SahlPhase.Finishing;
import io.auscult.gateway.dialect.sahl.SahlPhase.Streaming;
import io.auscult.gateway.dialect.sahl.SahlPhase.Summarising;
import io.auscult.gateway.dialect.sahl.SahlPhase.Talk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From {@code end_transcript} to the close. */
class SahlResultsTest {
  private static final Talk TALK = Talk.begin("id-1", "key");
  private static final SahlPhase STREAMING = Streaming.begin(TALK, false);
  private static final SahlPhase FINISHING = new Finishing(TALK);
  private static final SessionOutput COMPLETED = new SessionOutput.TranscriptCompleted("id-1", 3);
  private static final SessionOutput NOTE = note("paragraph");
  private static final SessionOutput CLOSED = new SessionOutput.Closed("id-1", "client_stop");

  private final Sahl dialect = new Sahl();

  @Test
  void SA_21_endTranscriptStopsTheSession() {
    Step<SahlPhase> step =
        dialect.next(STREAMING, JsonText.read("{\"object\":\"end_transcript\"}"));
    assertThat(step.actions()).containsExactly(new Action.Stop("client_stop"));
    assertThat(step.next()).isInstanceOf(Finishing.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"object\":\"audio_chunk\",\"payload\":\"AAA=\",\"seq_id\":1}",
        "{\"object\":\"audio_chunk\",\"payload\":\"?\"}",
        "{\"object\":\"end_transcript\"}",
        "{\"object\":\"pause\"}",
        "{\"object\":\"start\"}",
        "x"
      })
  void SA_21_afterTheEndEverythingIsPassedOver(String text) {
    for (SahlPhase phase : List.of(FINISHING, new Summarising(TALK), new Delivered(TALK))) {
      Step<SahlPhase> step = dialect.next(phase, JsonText.read(text));
      assertThat(step.actions()).isEmpty();
      assertThat(step.next()).isEqualTo(phase);
    }
    assertThat(dialect.next(FINISHING, new Event.Binary(new byte[2])).actions()).isEmpty();
  }

  @Test
  void SA_22_SA_23_completedThenPendingThenOneTerminal() {
    List<String> said = new ArrayList<>();
    Step<SahlPhase> step = said(FINISHING, COMPLETED);
    said.addAll(texts(step));
    step = said(step.next(), NOTE);
    said.addAll(texts(step));
    step = said(step.next(), CLOSED);
    said.addAll(texts(step));
    assertThat(said).hasSize(3);
    assertThat(said.get(0)).isEqualTo("{\"object\":\"transcript_completed\"}");
    assertThat(said.get(1)).isEqualTo("{\"object\":\"task_status\",\"status\":\"PENDING\"}");
    assertThat(said.get(2)).startsWith("{\"object\":\"task_status\",\"status\":\"SUCCESS\"");
  }

  @Test
  void SA_23_pendingEveryTwoSecondsUntilTheEnd() {
    Step<SahlPhase> step = said(FINISHING, COMPLETED);
    for (int i = 0; i < 5; i++) {
      Action.Wake wake = wake(step);
      assertThat(wake.afterMs()).isEqualTo(2_000);
      step = dialect.next(step.next(), new Event.Woken(wake.name()));
      assertThat(texts(step))
          .containsExactly("{\"object\":\"task_status\",\"status\":\"PENDING\"}");
    }
    Action.Wake last = wake(step);
    step = said(step.next(), NOTE);
    assertThat(dialect.next(step.next(), new Event.Woken(last.name())).actions()).isEmpty();
  }

  @Test
  void SA_23_nothingBehindTheTerminal() {
    SahlPhase delivered = said(new Summarising(TALK), NOTE).next();
    for (SessionOutput more :
        List.of(
            NOTE,
            COMPLETED,
            CLOSED,
            new SessionOutput.NoteFailed("id-1", "x", "y"),
            new SessionOutput.Warning("id-1", "w", 0, "silence", "z"))) {
      assertThat(said(delivered, more).actions()).isEmpty();
    }
    for (Notice notice : List.of(Notice.LATE, Notice.DEGRADED, Notice.TOKEN_EXPIRING)) {
      assertThat(dialect.next(delivered, new Event.Told(notice)).actions()).isEmpty();
    }
  }

  @Test
  void SA_24_SA_25_SA_26_successIsAnArrayOfTitlesAndBodies() {
    JsonNode frame = frames(said(new Summarising(TALK), NOTE)).get(0);
    assertThat(frame.has("error_msg")).isFalse();
    assertThat(frame.get("summary").toString())
        .isEqualTo(
            "[{\"title\":\"Chief Complaint\",\"body\":[\"Trouble with walking.\"]},"
                + "{\"title\":\"Plan\",\"body\":[\"An X-ray.\",\"Rest.\"]},"
                + "{\"title\":\"Allergies\",\"body\":[\"No allergies were mentioned.\"]}]");
  }

  @Test
  void SA_25_bodiesOfManySentencesMayBePoints() {
    JsonNode bullet = frames(said(new Summarising(TALK), note("bullet"))).get(0).get("summary");
    assertThat(bullet.get(0).get("body").get(0).asText()).isEqualTo("- Trouble with walking.");
    assertThat(bullet.get(1).get("body").get(1).asText()).isEqualTo("- Rest.");
    JsonNode auto = frames(said(new Summarising(TALK), note("auto"))).get(0).get("summary");
    assertThat(auto.get(0).get("body").get(0).asText()).isEqualTo("Trouble with walking.");
    assertThat(auto.get(1).get("body").get(0).asText()).isEqualTo("- An X-ray.");
  }

  @Test
  void SA_32_aSectionWithoutContentHasItsPhrase() {
    JsonNode summary = frames(said(new Summarising(TALK), NOTE)).get(0).get("summary");
    assertThat(summary.get(2).get("body").get(0).asText())
        .isEqualTo("No allergies were mentioned.");
  }

  @Test
  void SA_24_failHasAReasonAndNoSummary() {
    Step<SahlPhase> step =
        said(new Summarising(TALK), new SessionOutput.NoteFailed("id-1", "note_failed", "Why."));
    assertThat(texts(step))
        .containsExactly("{\"object\":\"task_status\",\"status\":\"FAIL\",\"error_msg\":\"Why.\"}");
  }

  @Test
  void SA_28_withoutSpeechItFailsEvenIfANoteComes() {
    Step<SahlPhase> step = said(FINISHING, new SessionOutput.TranscriptCompleted("id-1", 0));
    assertThat(texts(step))
        .containsExactly(
            "{\"object\":\"transcript_completed\"}",
            "{\"object\":\"task_status\",\"status\":\"PENDING\"}",
            "{\"object\":\"task_status\",\"status\":\"FAIL\","
                + "\"error_msg\":\"no speech detected\"}");
    assertThat(said(step.next(), NOTE).actions()).isEmpty();
  }

  @Test
  void SA_28_anEmptyNoteAloneSaysTheSame() {
    SessionOutput empty =
        new SessionOutput.Note(
            "id-1",
            "id-1-note",
            new ClinicalNote("soap", "paragraph", List.of(section("PLAN", "Plan"))));
    List<String> all = texts(said(FINISHING, empty));
    assertThat(all).hasSize(3);
    assertThat(all.get(2)).contains("FAIL").contains("no speech detected");
  }

  @Test
  void SA_27_openFor30SecondsThenClosed1000() {
    Step<SahlPhase> step = said(new Summarising(TALK), NOTE);
    assertThat(step.actions()).noneMatch(a -> a instanceof Action.Close);
    assertThat(said(step.next(), CLOSED).actions()).isEmpty();
    Action.Wake bye = wake(step);
    assertThat(bye.afterMs()).isEqualTo(30_000);
    Step<SahlPhase> end = dialect.next(step.next(), new Event.Woken(bye.name()));
    assertThat(((Action.Close) end.actions().get(0)).code()).isEqualTo(1000);
    assertThat(end.next()).isInstanceOf(Ended.class);
  }

  @Test
  void SA_27_aDrainAfterTheTerminalClosesNormally() {
    Step<SahlPhase> step = dialect.next(new Delivered(TALK), new Event.Told(Notice.DRAINING));
    assertThat(((Action.Close) step.actions().get(0)).code()).isEqualTo(1000);
  }

  @Test
  void aSessionThatTheJobEndsGoesTheSameWay() {
    Step<SahlPhase> step = said(STREAMING, COMPLETED);
    assertThat(step.actions().get(0)).isInstanceOf(Action.Stop.class);
    assertThat(texts(step)).hasSize(2);
    assertThat(texts(said(step.next(), NOTE))).hasSize(1);
  }

  @Test
  void aSessionThatClosesWithoutASummaryHasFailed() {
    List<String> all = texts(said(FINISHING, CLOSED));
    assertThat(all).hasSize(3);
    assertThat(all.get(0)).contains("transcript_completed");
    assertThat(all.get(1)).contains("PENDING");
    assertThat(all.get(2)).contains("FAIL").contains("error_msg");
  }

  @Test
  void aLateEndIsAFailThatSaysWhereToRead() {
    Step<SahlPhase> step = dialect.next(FINISHING, new Event.Told(Notice.LATE));
    assertThat(texts(step).get(2)).contains("FAIL").contains("GET /v1/sessions");
    assertThat(step.next()).isInstanceOf(Delivered.class);
  }

  @Test
  void SA_29_whoComesBackAfterTheEndGetsTheStatus() {
    UpgradeRequest request =
        new UpgradeRequest("/ws/summary", Map.of(), Map.of(), List.of("listen-protocol"), "");
    Step<SahlPhase> step = dialect.resume("id-1", request, new Resumed(null, false, true));
    assertThat(step.actions()).isEmpty();
    assertThat(texts(said(step.next(), COMPLETED))).hasSize(2);
    assertThat(dialect.resumesEnded()).isTrue();
    Step<SahlPhase> open = dialect.resume("id-1", request, new Resumed(null, false, false));
    assertThat(open.next()).isInstanceOf(Streaming.class);
    assertThat(open.actions()).isEmpty();
  }

  @Test
  void DI_38_thatPartialsAreLeftOutIsNotSaidWhereNoneAreShown() {
    SessionOutput shed = new SessionOutput.Warning("id-1", "w", 0, "partials_shed", "Busy.");
    assertThat(said(STREAMING, shed).actions()).isEmpty();
  }

  @Test
  void SA_30_noItemIsSaid() {
    SessionOutput item =
        new SessionOutput.Item(
            "id-1",
            "i-0",
            0,
            0,
            true,
            "main",
            "SPEAKER_0",
            0,
            900,
            "Hello.",
            List.of(),
            0.9,
            "aligned",
            "m",
            "en-US",
            0);
    assertThat(said(STREAMING, item).actions()).isEmpty();
    assertThat(said(STREAMING, new SessionOutput.Remaining("id-1", 60)).actions()).isEmpty();
  }

  private static SessionOutput note(String style) {
    return new SessionOutput.Note(
        "id-1",
        "id-1-note",
        new ClinicalNote(
            "FAMILY_MEDICINE",
            style,
            List.of(
                section("CHIEF_COMPLAINT", "Chief Complaint", "Trouble with walking."),
                section("PLAN", "Plan", "An X-ray.", "Rest."),
                section("ALLERGIES", "Allergies", "No allergies were mentioned."))));
  }

  private static Section section(String title, String heading, String... sentences) {
    List<Sentence> all = new ArrayList<>();
    for (String s : sentences) all.add(new Sentence(s, List.of()));
    return new Section(title, heading, all);
  }

  private Step<SahlPhase> said(SahlPhase phase, SessionOutput output) {
    return dialect.next(phase, new Event.Said(output));
  }

  private static Action.Wake wake(Step<SahlPhase> step) {
    Action last = step.actions().get(step.actions().size() - 1);
    return (Action.Wake) last;
  }

  private static List<String> texts(Step<SahlPhase> step) {
    return step.actions().stream()
        .filter(a -> a instanceof Action.Send)
        .map(a -> ((Action.Send) a).json())
        .toList();
  }

  private static List<JsonNode> frames(Step<SahlPhase> step) {
    return texts(step).stream().map(t -> ((Event.Text) JsonText.read(t)).json()).toList();
  }
}
