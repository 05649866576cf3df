package io.auscult.gateway.dialect.scribe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.ClinicalNote;
import io.auscult.events.ClinicalNote.Section;
import io.auscult.events.ClinicalNote.Sentence;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionView;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.JsonText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items, the note, the countdown and the end (conformance §2.3 to §2.5). */
class ScribeResultsTest {
  private static final String SESSION = Talk.SESSION;

  @Test
  void DI_30_anItemHasExactlyTheDocumentedFields() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    talk.said(Talk.item(0, true, "string", "provider", "Good morning."));
    assertThat(talk.actions())
        .containsExactly(
            new Action.Send(
                "{\"object\":\"transcript_item\",\"id\":\"11111111-0-0\","
                    + "\"text\":\"Good morning.\",\"speaker\":\"provider\","
                    + "\"start_offset_ms\":1000,\"end_offset_ms\":2345,\"is_final\":true}"));
    assertThat(talk.frame().get("start_offset_ms").isIntegralNumber()).isTrue();
    assertThat(talk.frame().get("is_final").isBoolean()).isTrue();
  }

  @Test
  void DI_31_DI_32_DI_38_revisionsShareTheIdAndOnlyPartialsMayBeShed() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    Action.Send partial =
        (Action.Send) talk.said(Talk.item(3, false, "string", "provider", "Good")).get(0);
    JsonNode first = talk.frame();
    Action.Send last =
        (Action.Send) talk.said(Talk.item(3, true, "string", "provider", "Good day.")).get(0);
    assertThat(first.get("is_final").asBoolean()).isFalse();
    assertThat(talk.frame().get("id")).isEqualTo(first.get("id"));
    assertThat(partial.replaces()).isEqualTo(first.get("id").asText());
    assertThat(last.replaces()).isEmpty();
  }

  @Test
  void DI_34_anUtteranceThatCameToNothingIsFinalToo() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    talk.said(Talk.item(0, false, "string", "provider", "Uh"));
    talk.said(Talk.item(0, true, "string", "provider", ""));
    assertThat(talk.frame().get("is_final").asBoolean()).isTrue();
    assertThat(talk.frame().get("text").asText()).isEmpty();
  }

  @Test
  void DI_38_thatPartialsAreLeftOutIsNotInTheListOfThisApi() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    talk.said(new SessionOutput.Warning(SESSION, "w", 0, "partials_shed", "Busy."));
    assertThat(talk.actions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "p,    SPEAKER_1, provider",
    "q,    '',        patient",
    "q,    provider,  patient",
  })
  void DI_36_aNamedStreamHasItsSpeaker(String stream, String heard, String shown) {
    Talk talk = Talk.after(Talk.TWO_STREAMS);
    talk.said(Talk.item(0, true, stream, heard, "Yes."));
    assertThat(talk.frame().get("speaker").asText()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "SPEAKER_0, '',       unknown",
    "SPEAKER_1, '',       unknown",
    "SPEAKER_0, provider, provider",
    "SPEAKER_1, patient,  patient",
    "Dr Who,    '',       unknown",
  })
  void DI_36_ofOneMicrophoneSpeakersAreUnknownUntilTheirRoleIsSure(
      String heard, String role, String shown) {
    Talk talk = Talk.after(Talk.ONE_MICROPHONE);
    talk.said(Talk.item(0, true, "room", heard, role, "Yes."));
    assertThat(talk.frame().get("speaker").asText()).isEqualTo(shown);
  }

  @Test
  void DI_36_anItemWithoutASpeakerIsUnknown() {
    Talk talk = Talk.after(Talk.ONE_MICROPHONE);
    talk.said(Talk.item(0, true, "room", null, "Yes."));
    assertThat(talk.frame().get("speaker").asText()).isEqualTo("unknown");
  }

  @Test
  void DI_37_whoWantsTheNoteAloneSeesNoItems() {
    Talk talk = Talk.after(with("[\"note\"]"));
    assertThat(talk.said(Talk.item(0, true, "room", "provider", "Yes."))).isEmpty();
    talk.said(note("paragraph", "It hurts."));
    assertThat(talk.frame().has("sections")).isTrue();
  }

  @Test
  void DI_40_DI_41_stopThenFinalsThenNoteThenClose() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    assertThat(talk.text("{ \"object\": \"stop\"}"))
        .containsExactly(new Action.Stop("client_stop"));
    List<String> sent = new ArrayList<>();
    for (SessionOutput output :
        List.of(
            Talk.item(0, true, "string", "provider", "It hurts."),
            new SessionOutput.TranscriptCompleted(SESSION, 1),
            note("paragraph", "It hurts."),
            new SessionOutput.Closed(SESSION, "client_stop"))) {
      for (Action a : talk.said(output)) sent.add(nameOf(a));
    }
    assertThat(sent).containsExactly("item", "note", "stop", "close 1000");
    assertThat(talk.phase()).isEqualTo(new ScribePhase.Ended());
  }

  @Test
  void K4_withoutANoteTheFinalsAreFollowedByTheClose() {
    Talk talk = Talk.after(with("[\"transcript\"]"));
    talk.text(Talk.STOP);
    assertThat(talk.said(new SessionOutput.TranscriptCompleted(SESSION, 4))).isEmpty();
    assertThat(talk.said(new SessionOutput.Closed(SESSION, "client_stop")))
        .contains(new Action.Close(1000, "session ended: client_stop"));
  }

  @Test
  void DI_42_K3_theNoteHasSectionsAndNoText() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    talk.said(note("paragraph", "It hurts.", "It began on Monday."));
    JsonNode frame = talk.frame();
    assertThat(frame.get("object").asText()).isEqualTo("transcript_item");
    assertThat(frame.get("id").asText()).isEqualTo(SESSION + "-note");
    assertThat(frame.get("is_final").asBoolean()).isTrue();
    assertThat(frame.get("kind").asText()).isEqualTo("clinical_note");
    assertThat(frame.has("text")).isFalse();
    JsonNode section = frame.get("sections").get(0);
    assertThat(section.get("sec_title").asText()).isEqualTo("SOAP_SUBJECTIVE");
    assertThat(section.get("sec_heading").asText()).isEqualTo("Subjective");
    assertThat(section.get("sec_text").asText()).isEqualTo("It hurts. It began on Monday.");
    assertThat(section.get("evidence")).hasSize(2);
    assertThat(section.get("evidence").get(1).asText()).isEqualTo("item-1");
  }

  @Test
  void DI_42_K3_whoAsksGetsANoteThatIsCalledSo() {
    Talk talk = Talk.begin(Map.of("note_object", "note"));
    talk.text(Talk.EXAMPLE);
    talk.said(note("paragraph", "It hurts."));
    assertThat(talk.frame().get("object").asText()).isEqualTo("note");
  }

  @Test
  void DI_44_sectionsKeepTheirNamesAndOrder() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    List<String> titles =
        List.of("SOAP_SUBJECTIVE", "SOAP_OBJECTIVE", "SOAP_ASSESSMENT", "SOAP_PLAN");
    List<Section> sections =
        titles.stream().map(title -> new Section(title, "Heading", List.of())).toList();
    talk.said(
        new SessionOutput.Note(SESSION, "n", new ClinicalNote("soap", "paragraph", sections)));
    assertThat(talk.frame().get("sections").findValuesAsText("sec_title")).isEqualTo(titles);
  }

  @ParameterizedTest
  @CsvSource({"bullet, 2, true", "auto,   3, false", "auto,   4, true", "paragraph, 9, false"})
  void DI_11_pointsOrAParagraph(String style, int sentences, boolean points) {
    Talk talk = Talk.after(Talk.EXAMPLE);
    String[] texts = new String[sentences];
    for (int i = 0; i < sentences; i++) texts[i] = "Sentence " + i + ".";
    talk.said(note(style, texts));
    String text = talk.frame().get("sections").get(0).get("sec_text").asText();
    if (points) {
      assertThat(text.lines()).hasSize(sentences).allMatch(line -> line.startsWith("- "));
    } else {
      assertThat(text).isEqualTo(String.join(" ", texts));
    }
  }

  @Test
  void DI_43_thereIsExactlyOneNote() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    talk.text(Talk.STOP);
    talk.said(new SessionOutput.TranscriptCompleted(SESSION, 1));
    talk.said(note("paragraph", "It hurts."));
    assertThat(talk.frames()).hasSize(1);
    talk.said(new SessionOutput.Closed(SESSION, "client_stop"));
    assertThat(talk.frames()).isEmpty();
  }

  @Test
  void DI_45_withoutSpeechAnErrorThenEmptySectionsThenClose() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    talk.text(Talk.STOP);
    talk.said(new SessionOutput.TranscriptCompleted(SESSION, 0));
    assertThat(talk.error().get("message").asText()).isEqualTo("no speech detected");
    talk.said(note("bullet"));
    assertThat(talk.frame().get("sections").get(0).get("sec_text").asText()).isEmpty();
    assertThat(talk.said(new SessionOutput.Closed(SESSION, "client_stop")))
        .contains(new Action.Close(1000, "session ended: client_stop"));
  }

  @Test
  void DI_46_whatComesAfterTheStopIsPassedOver() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    talk.text(Talk.STOP);
    assertThat(talk.text(Talk.chunk("string", new byte[2]))).isEmpty();
    assertThat(talk.text(Talk.STOP)).isEmpty();
    assertThat(talk.text(Talk.EXAMPLE)).isEmpty();
    assertThat(talk.text("no json")).isEmpty();
    assertThat(talk.on(new Event.Binary(new byte[2]))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void DI_48_withoutANoteTheErrorIsToldAndTheCloseIs1011(boolean stopped) {
    Talk talk = Talk.after(Talk.EXAMPLE);
    if (stopped) talk.text(Talk.STOP);
    talk.said(Talk.item(0, true, "string", "provider", "It hurts."));
    assertThat(talk.frame().get("text").asText()).isEqualTo("It hurts.");
    talk.said(new SessionOutput.NoteFailed(SESSION, "note_failed", "No note could be written."));
    assertThat(talk.error().get("message").asText()).isEqualTo("No note could be written.");
    assertThat(talk.actions()).noneMatch(a -> a instanceof Action.Close);
    assertThat(talk.said(new SessionOutput.Closed(SESSION, "client_stop")))
        .last()
        .isEqualTo(new Action.Close(1011, "the note could not be written"));
  }

  @Test
  void DI_61_theCountdownAsDocumented() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    for (int left = 60; left >= 0; left--) {
      talk.said(new SessionOutput.Remaining(SESSION, left));
      assertThat(talk.frames())
          .containsExactly(
              Talk.json("{\"object\":\"duration_limit\",\"remaining_sec\":" + left + "}"));
    }
  }

  @Test
  void DI_63_atZeroTheSessionIsStoppedAndTheRestStillComes() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    assertThat(talk.said(new SessionOutput.Remaining(SESSION, 1))).hasSize(1);
    taken(talk);
    assertThat(talk.said(new SessionOutput.Remaining(SESSION, 0)))
        .contains(new Action.Stop("duration_limit"));
    assertThat(talk.text(Talk.chunk("string", new byte[2]))).isEmpty();
    talk.said(Talk.item(7, true, "string", "provider", "Good bye."));
    assertThat(talk.frame().get("text").asText()).isEqualTo("Good bye.");
    talk.said(note("paragraph", "It hurts."));
    assertThat(talk.frame().has("sections")).isTrue();
    assertThat(talk.said(new SessionOutput.Closed(SESSION, "duration_limit")))
        .contains(new Action.Close(1000, "session ended: duration_limit"));
  }

  @Test
  void DI_60_theJobMayEndTheSessionByItself() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    assertThat(talk.said(new SessionOutput.Closed(SESSION, "duration_limit")))
        .containsExactly(
            new Action.Stop("duration_limit"),
            new Action.Close(1000, "session ended: duration_limit"));
  }

  @Test
  void aFailureIsAnErrorAndAWarningOfTheJobIsNotInThisList() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    talk.said(new SessionOutput.Failure(SESSION, "i-1", "recognition_failed", "Lost.", 0, 9));
    assertThat(talk.error().get("code").asText()).isEqualTo("recognition_failed");
    assertThat(talk.said(new SessionOutput.Warning(SESSION, "w", 0, "silence", "Quiet.")))
        .isEmpty();
  }

  @Test
  void DI_17_DI_64_everyFrameIsOneOfTheDocumentedObjects() {
    Set<String> objects = new HashSet<>();
    Talk talk = Talk.begin();
    List<Runnable> events =
        List.of(
            () -> talk.text("no json"),
            () -> talk.text("{}"),
            () -> talk.text("{\"object\":\"hello\"}"),
            () -> talk.text("{\"object\":\"stream_request\"}"),
            () -> talk.text(Talk.EXAMPLE),
            () -> talk.text("no json"),
            () -> talk.text("{\"object\":\"hello\"}"),
            () -> talk.text("{\"object\":{}}"),
            () -> talk.text(Talk.chunk("string", "!")),
            () -> talk.said(Talk.item(0, false, "string", "", "Yes")),
            () -> talk.said(new SessionOutput.Remaining(SESSION, 60)),
            () -> talk.said(new SessionOutput.Warning(SESSION, "w", 0, "silence", "Quiet.")),
            () -> talk.said(note("auto", "It hurts.")));
    for (Runnable event : events) {
      event.run();
      talk.frames().forEach(frame -> objects.add(frame.get("object").asText()));
    }
    assertThat(objects).containsExactlyInAnyOrder("error_msg", "transcript_item", "duration_limit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no json                 | invalid_json",
        "[]                      | invalid_json",
        "{}                      | missing_field",
        "{\"object\":7}          | missing_field",
        "{\"object\":\"hello\"}  | unknown_object",
        "{\"object\":\"STOP \"}  | unknown_object",
      })
  void DI_64_DI_65_whatIsWrongIsToldAndTheConnectionStays(String message, String code) {
    for (Talk talk : List.of(Talk.begin(), Talk.after(Talk.EXAMPLE))) {
      ScribePhase before = talk.phase();
      assertThat(talk.text(message)).hasSize(1);
      assertThat(talk.error().get("code").asText()).isEqualTo(code);
      assertThat(talk.error().get("message").asText()).isNotEmpty().doesNotContain("hello");
      assertThat(talk.phase()).isEqualTo(before);
    }
  }

  private static void taken(Talk talk) {
    assertThat(talk.text(Talk.chunk("string", new byte[2]))).hasSize(1);
  }

  private static String nameOf(Action action) {
    if (action instanceof Action.Send send) {
      return Talk.json(send.json()).has("sections") ? "note" : "item";
    }
    if (action instanceof Action.Close close) return "close " + close.code();
    return action instanceof Action.Stop ? "stop" : action.toString();
  }

  private static String with(String outputObjects) {
    return JsonText.write(
        ((com.fasterxml.jackson.databind.node.ObjectNode) Talk.json(Talk.ONE_MICROPHONE))
            .set("output_objects", Talk.json("{\"v\":" + outputObjects + "}").get("v")));
  }

  /** A note of one section; each sentence rests on an item of its number. */
  private static SessionOutput.Note note(String style, String... sentences) {
    List<Sentence> all = new ArrayList<>();
    for (String text : sentences) all.add(new Sentence(text, List.of("item-" + all.size())));
    return new SessionOutput.Note(
        SESSION,
        SessionView.noteId(SESSION),
        new ClinicalNote(
            "soap", style, List.of(new Section("SOAP_SUBJECTIVE", "Subjective", all))));
  }
}
