package io.auscult.transcription.keep;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.Word;
import io.auscult.speech.speakers.SpeakerTurn;
import io.auscult.transcription.keep.Attribution.Part;
import io.auscult.transcription.steps.Pressure;
import io.auscult.transcription.steps.Step.Heard;
import io.auscult.transcription.steps.WindowKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributionTest {
  private static final int MS = 16;

  @Test
  void anUtteranceIsSplitWhereTheSpeakerChangesAndWordsGoWithTheirSpeaker() {
    Heard heard = heard("How", "long?", "Two", "days.");
    List<Part> parts =
        Attribution.parts(
            heard,
            List.of(
                new SpeakerTurn(1_000 * MS, 1_900 * MS, 0, 4),
                new SpeakerTurn(1_900 * MS, 3_000 * MS, 1, 5)));
    assertThat(parts).extracting(Part::text).containsExactly("How long?", "Two days.");
    assertThat(parts).extracting(Part::speaker).containsExactly(0, 1);
    assertThat(parts).extracting(Part::segment).containsExactly(4, 5);
    assertThat(parts).extracting(Part::startMs).containsExactly(1_000L, 1_900L);
    assertThat(parts).extracting(Part::endMs).containsExactly(1_900L, 3_000L);
  }

  @Test
  void aTurnWithoutWordsIsNoPart() {
    Heard heard = heard("How", "long", "is", "it?");
    List<Part> parts =
        Attribution.parts(
            heard,
            List.of(
                new SpeakerTurn(1_000 * MS, 2_900 * MS, 1, 0),
                new SpeakerTurn(2_900 * MS, 3_000 * MS, 0, 1)));
    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).speaker()).isEqualTo(1);
    assertThat(parts.get(0).text()).isEqualTo(heard.text());
    assertThat(parts.get(0).endMs()).isEqualTo(3_000);
  }

  @Test
  void noWordIsLostHoweverTheTurnsLie() {
    Heard heard = heard("a", "b", "c", "d", "e", "f", "g");
    List<Part> parts =
        Attribution.parts(
            heard,
            List.of(
                new SpeakerTurn(0, 1_300 * MS, 0, 0),
                new SpeakerTurn(1_300 * MS, 1_400 * MS, 1, 1),
                new SpeakerTurn(1_400 * MS, 2_500 * MS, 0, 2)));
    assertThat(parts.stream().flatMap(p -> p.words().stream()).toList()).isEqualTo(heard.words());
  }

  /** Words of half a second each, from one second on. */
  private static Heard heard(String... texts) {
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      words.add(new Word(texts[i], 1_000 + 500L * i, 1_500 + 500L * i, 0.9));
    }
    return new Heard(
        "s-1",
        1,
        0,
        0,
        0,
        WindowKind.FINAL,
        1_000,
        3_000,
        String.join(" ", texts),
        words,
        0.9,
        "estimated",
        "m",
        List.of(),
        Pressure.NONE,
        0);
  }
}
