package io.auscult.transcription.keep;

import static io.auscult.transcription.Sessions.LIMITS;
import static io.auscult.transcription.Sessions.T0;
import static io.auscult.transcription.Sessions.opened;
import static io.auscult.transcription.Sessions.with;
import static io.auscult.transcription.keep.KeepTest.ID;
import static io.auscult.transcription.keep.KeepTest.harness;
import static io.auscult.transcription.keep.KeepTest.heard;
import static io.auscult.transcription.keep.KeepTest.said;
import static io.auscult.transcription.keep.KeepTest.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.Callback;
import io.auscult.events.NoteRequest;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionOutput.Item;
import io.auscult.events.Show;
import io.auscult.events.StreamSpec;
import io.auscult.events.Word;
import io.auscult.transcription.steps.Pressure;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.steps.Voice;
import io.auscult.transcription.steps.WindowKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who says what, as Keep tells it from voices and words. */
class KeepSpeakersTest {
  @Test
  void MS_85_voicesHaveLabelsThatStayAndAnUtteranceOfTwoIsTwoItems() throws Exception {
    try (var keep = harness()) {
      keep.open();
      send(keep, new Step.Begun(ID, 0, opened(ID, Show.FINALS)));
      send(keep, spoken(1, 0, "Any pain?", voices(0, 8, 0)));
      send(keep, spoken(2, 1, "No pain.", voices(10, 8, 1)));
      send(keep, spoken(3, 2, "Good. Thanks.", twoVoices(20)));
      send(keep, spoken(4, 3, "Bye.", voices(30, 8, 0)));
      assertThat(said(keep))
          .extracting(o -> ((Item) o).speaker())
          .containsExactly("SPEAKER_0", "SPEAKER_1", "SPEAKER_0", "SPEAKER_1", "SPEAKER_0");
      assertThat(said(keep))
          .extracting(o -> ((Item) o).id())
          .containsExactly(
              "550e8400-0-0", "550e8400-0-1", "550e8400-0-2", "550e8400-0-2.1", "550e8400-0-3");
      assertThat(said(keep)).extracting(o -> ((Item) o).ordinal()).containsExactly(0, 1, 2, 3, 4);
      assertThat(((Item) said(keep).get(3)).text()).isEqualTo("Thanks.");
      send(keep, new Step.Ended(ID, 5, "client_stop", 9000, 3000, 0, T0 + 9000));
      assertThat(keep.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void DI_36_whoIsTheProviderIsToldOnceItIsSure() throws Exception {
    try (var keep = harness()) {
      keep.open();
      send(keep, new Step.Begun(ID, 0, opened(ID, Show.FINALS)));
      int seq = 1;
      for (int i = 0; i < 8; i++) {
        send(
            keep,
            spoken(
                seq,
                seq - 1,
                "Have you had any chest pain or fever? I will prescribe something.",
                voices(20 * i, 8, 0)));
        seq++;
        send(
            keep,
            spoken(
                seq,
                seq - 1,
                "Yeah, I have been feeling tired and my stomach hurts, doctor.",
                voices(20 * i + 10, 8, 1)));
        seq++;
      }
      List<SessionOutput> said = said(keep);
      assertThat(((Item) said.get(0)).role()).as("nobody can know").isEmpty();
      assertThat(((Item) said.get(14)).role()).isEqualTo("provider");
      assertThat(((Item) said.get(15)).role()).isEqualTo("patient");
    }
  }

  @Test
  void aStreamWhoseSpeakerIsNamedKeepsThatName() throws Exception {
    try (var keep = harness()) {
      keep.open();
      Opened named =
          with(
              opened(ID, Show.FINALS),
              List.of(new StreamSpec("mic-1", "provider")),
              LIMITS,
              NoteRequest.NONE,
              Callback.NONE);
      send(keep, new Step.Begun(ID, 0, named));
      send(keep, spoken(1, 0, "Any pain?", List.of()));
      assertThat(((Item) said(keep).get(0)).speaker()).isEqualTo("provider");
      assertThat(((Item) said(keep).get(0)).role()).isEmpty();
    }
  }

  /** A final with voices. */
  private static Step.Heard spoken(long seq, int ordinal, String text, List<Voice> voices) {
    Step.Heard h = heard(seq, ordinal, 0, WindowKind.FINAL, text);
    long fromMs = voices.isEmpty() ? 0 : voices.get(0).from() / 16;
    List<Word> words = new ArrayList<>();
    String[] texts = text.split(" ");
    for (int i = 0; i < texts.length; i++) {
      words.add(new Word(texts[i], fromMs + 1_600L * i, fromMs + 1_600L * (i + 1), 0.9));
    }
    return new Step.Heard(
        h.session(),
        h.seq(),
        h.stream(),
        h.ordinal(),
        h.revision(),
        h.kind(),
        fromMs,
        fromMs + 3_200,
        text,
        words,
        h.confidence(),
        h.wordTimes(),
        h.model(),
        voices,
        Pressure.NONE,
        T0);
  }

  /** Cells of 0.4 s from a second on, all of one voice. */
  private static List<Voice> voices(int second, int cells, int who) {
    List<Voice> voices = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      long from = second * 16_000L + i * 6_400L;
      voices.add(new Voice(from, from + 6_400, who == 0 ? new float[] {1, 0} : new float[] {0, 1}));
    }
    return voices;
  }

  /** Four cells of the first voice, then four of the second. */
  private static List<Voice> twoVoices(int second) {
    List<Voice> voices = new ArrayList<>(voices(second, 8, 0).subList(0, 4));
    voices.addAll(voices(second, 8, 1).subList(4, 8));
    return voices;
  }
}
