package io.auscult.transcription.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.transcription.steps.Pressure;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.steps.Voice;
import io.auscult.transcription.steps.Window;
import io.auscult.transcription.steps.WindowKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final List<Voice> VOICES = List.of(new Voice(0, 6_400, new float[] {1}));

  private final List<Step> given = new ArrayList<>();

  @Test
  void aFinalIsGivenOnceBothItsWordsAndItsVoicesAreThere() {
    Answer answer = answer(WindowKind.FINAL, true);
    answer.voices(VOICES);
    assertThat(given).isEmpty();
    answer.words(heard());
    assertThat(given).hasSize(1);
    assertThat(((Step.Heard) given.get(0)).voices()).isEqualTo(VOICES);
  }

  @Test
  void whereNobodyAskedForVoicesWordsAreEnough() {
    answer(WindowKind.FINAL, false).words(heard());
    assertThat(given).hasSize(1);
  }

  @Test
  void aShedWindowIsAnsweredOnceWhateverItsHalvesComeTo() {
    Answer answer = answer(WindowKind.DRAFT, true);
    answer.words(heard());
    answer.shed(WindowKind.FINAL);
    answer.shed(WindowKind.FINAL);
    answer.voices(VOICES);
    assertThat(given).containsExactly(new Step.Shed("s-1", 7, false));
  }

  @Test
  void aPartialThatMakesWayForTheNextIsStarvedAndForAFinalItIsNot() {
    answer(WindowKind.PARTIAL, false).shed(WindowKind.PARTIAL);
    answer(WindowKind.PARTIAL, false).shed(WindowKind.FINAL);
    assertThat(given)
        .containsExactly(new Step.Shed("s-1", 7, true), new Step.Shed("s-1", 7, false));
  }

  private Answer answer(WindowKind kind, boolean voices) {
    Window window =
        new Window(
            0,
            "main",
            0,
            0,
            kind,
            0,
            new short[0],
            0,
            List.of(),
            new int[0],
            false,
            0,
            0,
            "clinic-1",
            voices,
            true,
            0);
    return new Answer(new Step.Windowed("s-1", 7, window), given::add);
  }

  private static Step.Heard heard() {
    return new Step.Heard(
        "s-1",
        7,
        0,
        0,
        0,
        WindowKind.FINAL,
        0,
        800,
        "Good morning.",
        List.of(),
        0.9,
        "estimated",
        "m",
        List.of(),
        Pressure.NONE,
        0);
  }
}
