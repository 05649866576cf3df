package io.auscult.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.Decoded.Fault;
import io.auscult.events.SessionOutput.Item;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonRecordsTest {
  private static final Word WORD = new Word("Hello.", 100, 420, 0.97);
  private static final TranscriptRecord TRANSCRIPT =
      new TranscriptRecord(
          "s-1",
          "clinic-1",
          "cardiology",
          "s-1-0-0",
          "main",
          "SPEAKER_0",
          100,
          420,
          "Hello.",
          List.of(WORD),
          0.97,
          "estimated",
          "moonshine-base-int8@1a2b3c4d",
          "en-US",
          "2026-11-21T08:00:00Z");

  private static final ClinicalNote NOTE =
      new ClinicalNote(
          "soap",
          "paragraph",
          List.of(
              new ClinicalNote.Section(
                  "SOAP_PLAN",
                  "Plan",
                  List.of(new ClinicalNote.Sentence("Hello.", List.of("s-1-0-0"))))));

  static Stream<SessionOutput> everyOutput() {
    return Stream.of(
        new Item(
            "s-1",
            "s-1-0-0",
            0,
            2,
            true,
            "main",
            "SPEAKER_0",
            100,
            420,
            "Hello.",
            List.of(WORD),
            0.97,
            "estimated",
            "m@1",
            "en-US",
            1_700_000_000_000L),
        new SessionOutput.Warning("s-1", "silence-0", 1, "silence", "No speech."),
        new SessionOutput.Remaining("s-1", 60),
        new SessionOutput.TranscriptCompleted("s-1", 3),
        new SessionOutput.Note("s-1", "s-1-note", NOTE),
        new SessionOutput.NoteFailed("s-1", "note_failed", "…"),
        new SessionOutput.Failure("s-1", "", "timeout", "…", 0, 10),
        new SessionOutput.Progress("s-1", 65_000),
        new SessionOutput.Load("s-1", "worker-1", 1_763_712_000_000L, 40, 120, 9),
        new SessionOutput.Closed("s-1", "client_stop"));
  }

  @ParameterizedTest
  @MethodSource("everyOutput")
  void whatIsWrittenIsRead(SessionOutput output) {
    byte[] raw = SessionOutputCodec.encode(output);
    assertThat(new String(raw, UTF_8)).startsWith("{\"v\":1,\"type\":");
    assertThat(((Decoded.Good<SessionOutput>) SessionOutputCodec.decode(raw)).value())
        .isEqualTo(output);
  }

  @Test
  void theTranscriptRecordIsThePublicFace() {
    assertThat(new String(TRANSCRIPT.encode(), UTF_8))
        .isEqualTo(
            "{\"v\":1,\"session_id\":\"s-1\",\"organization\":\"clinic-1\","
                + "\"department\":\"cardiology\",\"item_id\":\"s-1-0-0\",\"stream\":\"main\","
                + "\"speaker\":\"SPEAKER_0\",\"start_ms\":100,\"end_ms\":420,\"text\":\"Hello.\","
                + "\"words\":[{\"text\":\"Hello.\",\"start_ms\":100,\"end_ms\":420,"
                + "\"confidence\":0.97}],\"confidence\":0.97,\"word_times\":\"estimated\","
                + "\"model\":\"moonshine-base-int8@1a2b3c4d\",\"language\":\"en-US\","
                + "\"created_at\":\"2026-11-21T08:00:00Z\"}");
  }

  @Test
  void theCorrectionIsThePublicFace() {
    Correction correction =
        new Correction(
            "s-1",
            "clinic-1",
            "cardiology",
            "s-1-0-0",
            "speaker",
            "SPEAKER_0",
            "SPEAKER_1",
            "speakers_second_look",
            "2026-11-21T08:00:00Z");
    assertThat(new String(correction.encode(), UTF_8))
        .isEqualTo(
            "{\"v\":1,\"session_id\":\"s-1\",\"organization\":\"clinic-1\","
                + "\"department\":\"cardiology\",\"item_id\":\"s-1-0-0\","
                + "\"field\":\"speaker\",\"old\":\"SPEAKER_0\",\"new\":\"SPEAKER_1\","
                + "\"reason\":\"speakers_second_look\","
                + "\"created_at\":\"2026-11-21T08:00:00Z\"}");
    assertThat(((Decoded.Good<Correction>) Correction.decode(correction.encode())).value())
        .isEqualTo(correction);
  }

  @Test
  void theUsageRecordIsThePublicFace() {
    UsageRecord usage =
        new UsageRecord(
            "s-1",
            "clinic-1",
            "cardiology",
            "dr-1",
            "medisync",
            "fast",
            9000,
            3000,
            0,
            2,
            9,
            0,
            "2026-11-21T08:00:00Z",
            "2026-11-21T08:00:09Z",
            "client_stop");
    assertThat(new String(usage.encode(), UTF_8))
        .isEqualTo(
            "{\"v\":1,\"session_id\":\"s-1\",\"organization\":\"clinic-1\","
                + "\"department\":\"cardiology\",\"subject\":\"dr-1\",\"dialect\":\"medisync\","
                + "\"tier\":\"fast\",\"audio_ms\":9000,\"speech_ms\":3000,\"paused_ms\":0,"
                + "\"items\":2,\"words\":9,\"failures\":0,\"started_at\":\"2026-11-21T08:00:00Z\","
                + "\"ended_at\":\"2026-11-21T08:00:09Z\",\"end_reason\":\"client_stop\"}");
    assertThat(UsageRecord.decode(usage.encode())).isEqualTo(new Decoded.Good<>(usage));
  }

  @Test
  void theNoteRecordIsThePublicFace() {
    NoteRecord note =
        new NoteRecord(
            "s-1",
            "clinic-1",
            "cardiology",
            "s-1-note",
            NOTE,
            "fast",
            "extractive",
            "en-US",
            "2026-11-21T08:00:09Z");
    assertThat(new String(note.encode(), UTF_8))
        .isEqualTo(
            "{\"v\":1,\"session_id\":\"s-1\",\"organization\":\"clinic-1\","
                + "\"department\":\"cardiology\",\"note_id\":\"s-1-note\","
                + "\"note\":{\"template\":\"soap\",\"style\":\"paragraph\",\"sections\":["
                + "{\"title\":\"SOAP_PLAN\",\"heading\":\"Plan\",\"sentences\":["
                + "{\"text\":\"Hello.\",\"evidence\":[\"s-1-0-0\"]}]}]},"
                + "\"tier\":\"fast\",\"writer\":\"extractive\",\"language\":\"en-US\","
                + "\"created_at\":\"2026-11-21T08:00:09Z\"}");
    assertThat(NoteRecord.decode(note.encode())).isEqualTo(new Decoded.Good<>(note));
  }

  @Test
  void anOrderToDeliverComesBackAsItWas() {
    DeliveryOrder order =
        new DeliveryOrder(
            "s-1",
            "clinic-1",
            new Callback("https://example.org/cb", "app-1"),
            "invox",
            true,
            "",
            List.of(TRANSCRIPT),
            7);
    assertThat(DeliveryOrder.decode(order.encode())).isEqualTo(new Decoded.Good<>(order));
    assertThat(order.toString()).doesNotContain("Hello").doesNotContain("example");
  }

  @Test
  void aViewADeadLetterAndARevocationComeBackAsTheyWere() {
    SessionView view =
        new SessionView(
            "s-1",
            new Tenant("o", "d", "u", "doctor"),
            "medisync",
            "live",
            7,
            new SessionView.Setup(
                List.of(StreamSpec.main()),
                16_000,
                Show.FINALS,
                NoteRequest.NONE,
                new Limits(1, 2, 3, 4, 5, 6)),
            List.of(TRANSCRIPT),
            NOTE);
    assertThat(SessionView.decode(view.encode())).isEqualTo(new Decoded.Good<>(view));
    DeadLetter dead =
        new DeadLetter("session-input", 3, 9, "TOO_SHORT", "…", null, new byte[] {1}, "now");
    assertThat(((Decoded.Good<DeadLetter>) DeadLetter.decode(dead.encode())).value())
        .usingRecursiveComparison()
        .isEqualTo(dead);
    assertThat(new String(dead.encode(), UTF_8)).contains("\"value_base64\":\"AQ==\"");
    Revocation revocation = new Revocation("jti", "t-1", 7);
    assertThat(Revocation.decode(revocation.encode())).isEqualTo(new Decoded.Good<>(revocation));
    assertThat(revocation.key()).isEqualTo("jti:t-1");
  }

  @Test
  void anOlderReaderSurvivesANewField() {
    byte[] raw =
        "{\"v\":1,\"type\":\"remaining\",\"session\":\"s\",\"seconds\":3,\"new\":{}}"
            .getBytes(UTF_8);
    assertThat(SessionOutputCodec.decode(raw))
        .isEqualTo(new Decoded.Good<>(new SessionOutput.Remaining("s", 3)));
  }

  @Test
  void whatCannotBeReadIsRefusedWithItsReasonAndWithoutItsContent() {
    assertThat(fault("")).isEqualTo(Fault.TOO_SHORT);
    assertThat(fault("a patient's words")).isEqualTo(Fault.NOT_JSON);
    assertThat(fault("[1,2]")).isEqualTo(Fault.NOT_JSON);
    assertThat(fault("{\"type\":\"remaining\"}")).isEqualTo(Fault.UNKNOWN_VERSION);
    assertThat(fault("{\"v\":2,\"type\":\"remaining\"}")).isEqualTo(Fault.UNKNOWN_VERSION);
    assertThat(fault("{\"v\":1,\"type\":\"poem\"}")).isEqualTo(Fault.UNKNOWN_KIND);
    assertThat(fault("{\"v\":1,\"type\":\"remaining\",\"seconds\":1}")).isEqualTo(Fault.BAD_FIELD);
    assertThat(fault("{\"v\":1,\"type\":\"remaining\",\"session\":\"s\",\"seconds\":\"x\"}"))
        .isEqualTo(Fault.BAD_FIELD);
    Decoded.Bad<SessionOutput> bad =
        (Decoded.Bad<SessionOutput>) SessionOutputCodec.decode("secret words".getBytes(UTF_8));
    assertThat(bad.detail()).doesNotContain("secret");
  }

  @Test
  void recordsWithWordsOrTokensDoNotShowThem() {
    assertThat(TRANSCRIPT.toString()).doesNotContain("Hello");
    assertThat(WORD.toString()).doesNotContain("Hello");
    assertThat(everyOutput().map(Object::toString)).noneMatch(s -> s.contains("Hello"));
    assertThat(new Tenant("o", "d", "dr-jones", "doctor").toString()).doesNotContain("dr-jones");
  }

  @Test
  void onlyTheSameOrganizationReadsAndWithoutOneOnlyTheSubject() {
    Tenant clinic = new Tenant("clinic-1", "", "a", "");
    assertThat(clinic.readableBy(new Tenant("clinic-1", "x", "b", ""))).isTrue();
    assertThat(clinic.readableBy(new Tenant("clinic-2", "", "a", ""))).isFalse();
    assertThat(clinic.readableBy(new Tenant("", "", "a", ""))).isFalse();
    Tenant alone = new Tenant("", "", "a", "");
    assertThat(alone.readableBy(new Tenant("", "", "a", ""))).isTrue();
    assertThat(alone.readableBy(new Tenant("", "", "b", ""))).isFalse();
  }

  private static Fault fault(String json) {
    return ((Decoded.Bad<SessionOutput>) SessionOutputCodec.decode(json.getBytes(UTF_8))).fault();
  }
}
