package io.auscult.transcription.keep;

import static io.auscult.transcription.Sessions.LIMITS;
import static io.auscult.transcription.Sessions.T0;
import static io.auscult.transcription.Sessions.opened;
import static io.auscult.transcription.Sessions.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.Callback;
import io.auscult.events.ClinicalNote;
import io.auscult.events.Correction;
import io.auscult.events.Decoded;
import io.auscult.events.DeliveryOrder;
import io.auscult.events.NoteRecord;
import io.auscult.events.NoteRequest;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionOutputCodec;
import io.auscult.events.SessionView;
import io.auscult.events.Show;
import io.auscult.events.StreamSpec;
import io.auscult.events.Topics;
import io.auscult.events.TranscriptRecord;
import io.auscult.events.UsageRecord;
import io.auscult.flink.Letter;
import io.auscult.notes.NoteWriter;
import io.auscult.notes.Utterance;
import io.auscult.transcription.steps.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConclusionTest {
  private Map<String, String> relabelled = Map.of();
  private static final String ID = "550e8400-e29b-41d4-a716-446655440000";
  private static final NoteRequest SOAP = new NoteRequest(true, "soap", "paragraph", "fast");
  private static final Callback CALLBACK = new Callback("https://example.org/cb", "app-1");

  private final List<Letter> shown = new ArrayList<>();
  private final List<Letter> counted = new ArrayList<>();

  @Test
  void DI_41_SA_22_completionThenNoteThenClosed() {
    conclude(SOAP, Callback.NONE, 0, "client_stop", CITES_ALL);
    assertThat(said())
        .extracting(o -> o.getClass().getSimpleName())
        .containsExactly("TranscriptCompleted", "Note", "Closed");
    SessionOutput.Note note = (SessionOutput.Note) said().get(1);
    assertThat(note.id()).isEqualTo(ID + "-note").isNotIn("i-0", "i-1");
    assertThat(note.note().sections().get(0).sentences().get(0).evidence())
        .containsExactly("i-0", "i-1");
    NoteRecord record = good(NoteRecord.decode(counted(Topics.NOTES).get(0).value()));
    assertThat(record.note()).isEqualTo(note.note());
    assertThat(record.writer()).isEqualTo("by-hand");
    SessionView view = good(SessionView.decode(shown(Topics.SESSIONS).get(0).value()));
    assertThat(view.state()).isEqualTo("completed");
    assertThat(view.note()).isEqualTo(note.note());
    assertThat(view.setup().note()).isEqualTo(SOAP);
  }

  @Test
  void DI_48_aWriterThatFailsCostsTheNoteAndNothingElse() {
    conclude(SOAP, Callback.NONE, 0, "client_stop", FAILS);
    assertThat(said())
        .extracting(o -> o.getClass().getSimpleName())
        .containsExactly("TranscriptCompleted", "NoteFailed", "Closed");
    SessionView view = good(SessionView.decode(shown(Topics.SESSIONS).get(0).value()));
    assertThat(view.transcript()).hasSize(2);
    assertThat(view.note()).isNull();
    assertThat(counted(Topics.NOTES)).isEmpty();
  }

  @Test
  void IN_40_IN_41_whoNamedACallbackGetsOneOrder() {
    conclude(NoteRequest.NONE, CALLBACK, 0, "client_close", CITES_ALL);
    assertThat(said())
        .extracting(o -> o.getClass().getSimpleName())
        .containsExactly("TranscriptCompleted", "Closed");
    DeliveryOrder order = good(DeliveryOrder.decode(shown(Topics.DELIVERIES).get(0).value()));
    assertThat(order.succeeded()).isTrue();
    assertThat(order.callback()).isEqualTo(CALLBACK);
    assertThat(order.transcript())
        .extracting(TranscriptRecord::itemId)
        .containsExactly("i-0", "i-1");
    assertThat(shown(Topics.DELIVERIES)).hasSize(1);
  }

  @Test
  void IN_41_audioThatCouldNotBeRecognisedIsAFailureWithWhatThereIs() {
    conclude(NoteRequest.NONE, CALLBACK, 1, "client_close", CITES_ALL);
    DeliveryOrder order = good(DeliveryOrder.decode(shown(Topics.DELIVERIES).get(0).value()));
    assertThat(order.succeeded()).isFalse();
    assertThat(order.error()).isNotEmpty();
    assertThat(order.transcript()).hasSize(2);
  }

  @Test
  void X_13_ofAnErasedSessionNothingButCountsRemains() {
    conclude(SOAP, CALLBACK, 0, "erased", CITES_ALL);
    assertThat(said()).extracting(o -> o.getClass().getSimpleName()).containsExactly("Closed");
    assertThat(shown(Topics.SESSIONS))
        .allMatch(l -> l.value() == null)
        .extracting(l -> new String(l.key(), StandardCharsets.UTF_8))
        .containsExactly(ID + "/i-0", ID + "/i-1", ID);
    assertThat(counted)
        .extracting(Letter::topic)
        .containsExactly(Topics.TRANSCRIPTS, Topics.CORRECTIONS, Topics.USAGE);
    assertThat(counted.get(0).value()).isNull();
    assertThat(counted.get(1).value()).isNull();
    assertThat(good(UsageRecord.decode(counted.get(2).value())).endReason()).isEqualTo("erased");
  }

  @Test
  void MS_85_aSecondLookIsACorrectionAndInTheNoteButNeverASecondFinal() {
    relabelled = Map.of("i-1", "SPEAKER_1");
    List<String> speakers = new ArrayList<>();
    conclude(SOAP, Callback.NONE, 0, "client_stop", listensTo(speakers));
    List<Letter> corrections =
        counted.stream().filter(l -> l.topic().equals(Topics.CORRECTIONS)).toList();
    assertThat(corrections).hasSize(1);
    Correction correction = good(Correction.decode(corrections.get(0).value()));
    assertThat(correction.itemId()).isEqualTo("i-1");
    assertThat(correction.old()).isEqualTo("SPEAKER_0");
    assertThat(correction.now()).isEqualTo("SPEAKER_1");
    assertThat(correction.reason()).isEqualTo("speakers_second_look");
    assertThat(speakers).containsExactly("SPEAKER_0", "SPEAKER_1");
    assertThat(said()).noneMatch(SessionOutput.Item.class::isInstance);
  }

  private static NoteWriter listensTo(List<String> speakers) {
    return new NoteWriter() {
      @Override
      public ClinicalNote write(NoteRequest request, String language, List<Utterance> said) {
        said.forEach(u -> speakers.add(u.speaker()));
        return new ClinicalNote(request.template(), request.style(), List.of());
      }

      @Override
      public String name() {
        return "listens";
      }
    };
  }

  private static final NoteWriter CITES_ALL =
      new NoteWriter() {
        @Override
        public ClinicalNote write(NoteRequest request, String language, List<Utterance> said) {
          var sentence =
              new ClinicalNote.Sentence(
                  said.get(0).text(), said.stream().map(Utterance::id).toList());
          var section = new ClinicalNote.Section("SOAP_PLAN", "Plan", List.of(sentence));
          return new ClinicalNote(request.template(), request.style(), List.of(section));
        }

        @Override
        public String name() {
          return "by-hand";
        }
      };

  private static final NoteWriter FAILS =
      new NoteWriter() {
        @Override
        public ClinicalNote write(NoteRequest request, String language, List<Utterance> said) {
          throw new IllegalStateException("no note today");
        }

        @Override
        public String name() {
          return "fails";
        }
      };

  private void conclude(
      NoteRequest note, Callback callback, int failures, String reason, NoteWriter writer) {
    Ledger ledger = new Ledger();
    ledger.opened =
        with(opened(ID, Show.FINALS), List.of(StreamSpec.main()), LIMITS, note, callback);
    ledger.items = 2;
    ledger.failures = failures;
    List<Kept> items = List.of(kept("i-0", 0, 0), kept("i-1", 1, 1_000));
    Step.Ended ended = new Step.Ended(ID, 9, reason, 2_000, 1_600, 0, T0 + 2_000);
    new Conclusion(ledger, ended, items, relabelled, shown::add, counted::add).write(writer);
  }

  private static Kept kept(String item, int ordinal, long startMs) {
    return new Kept(
        new SessionOutput.Item(
            ID,
            item,
            ordinal,
            0,
            true,
            "main",
            "SPEAKER_0",
            startMs,
            startMs + 800,
            "It hurts.",
            List.of(),
            0.9,
            "estimated",
            "m@1",
            "en-US",
            T0),
        ordinal,
        "2026-11-21T08:00:00Z");
  }

  private List<SessionOutput> said() {
    return shown(Topics.SESSION_OUTPUT).stream()
        .map(l -> good(SessionOutputCodec.decode(l.value())))
        .toList();
  }

  private List<Letter> shown(String topic) {
    return shown.stream().filter(l -> l.topic().equals(topic)).toList();
  }

  private List<Letter> counted(String topic) {
    return counted.stream().filter(l -> l.topic().equals(topic)).toList();
  }

  private static <T> T good(Decoded<T> decoded) {
    return decoded.fold(
        v -> v,
        bad -> {
          throw new AssertionError(bad);
        });
  }
}
