package io.auscult.transcription.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.speech.recognition.Hypothesis;
import io.auscult.speech.recognition.Recogniser;
import io.auscult.speech.recognition.TimedWord;
import io.auscult.speech.recognition.Utterance;
import io.auscult.speech.recognition.Verdict;
import io.auscult.speech.recognition.WordTimes;
import io.auscult.transcription.steps.Piece;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.steps.Window;
import io.auscult.transcription.steps.WindowKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriberTest {
  private final List<Utterance> asked = new ArrayList<>();

  @Test
  void anAnswerThatItsContextSwallowsIsHeardWithoutIt() {
    Transcriber transcriber = new Transcriber(new SwallowsAfterContext());
    transcriber.transcribe(window(0, 0, WindowKind.FINAL));
    Step.Heard heard = (Step.Heard) transcriber.transcribe(window(1, 16_000, WindowKind.FINAL));
    assertThat(heard.text()).isEqualTo("Yes.");
    assertThat(asked.get(1).context()).containsExactly(5);
    assertThat(asked.get(2).context()).isEmpty();
    assertThat(asked.get(2).pcm()).hasSize(16_000);
    assertThat(heard.words().get(0).startMs()).isEqualTo(1_000);
  }

  @Test
  void whatWasHeardBeforeIsTheDraftOfWhatComesAgain() {
    Transcriber transcriber = new Transcriber(new SwallowsAfterContext());
    transcriber.transcribe(window(0, 0, WindowKind.PARTIAL));
    transcriber.transcribe(window(0, 0, WindowKind.DRAFT));
    assertThat(asked.get(0).draft()).isEmpty();
    assertThat(asked.get(1).draft()).containsExactly(5);
  }

  /** A second of audio behind some context. */
  private static Step.Windowed window(int ordinal, int contextSamples, WindowKind kind) {
    Window window =
        new Window(
            0,
            "main",
            ordinal,
            0,
            kind,
            0,
            new short[contextSamples + 16_000],
            contextSamples,
            contextSamples == 0 ? List.of() : List.of(new Piece(0, 0, 0, 16_000)),
            new int[] {contextSamples, contextSamples + 16_000},
            false,
            contextSamples,
            contextSamples + 16_000,
            "clinic-1",
            false,
            true,
            0);
    return new Step.Windowed("s-1", ordinal, window);
  }

  private final class SwallowsAfterContext implements Recogniser {
    @Override
    public Hypothesis recognise(Utterance utterance) {
      asked.add(utterance);
      boolean nothing = utterance.context().length > 0;
      return nothing
          ? new Hypothesis("", List.of(), new int[0], 0, WordTimes.ESTIMATED, Verdict.NOISE)
          : new Hypothesis(
              "Yes.",
              List.of(new TimedWord("Yes.", 0, 8_000, 1)),
              new int[] {5},
              1,
              WordTimes.ESTIMATED,
              Verdict.HEARD);
    }

    @Override
    public String model() {
      return "by-hand";
    }

    @Override
    public void close() {}
  }
}
