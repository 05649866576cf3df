package io.auscult.transcription.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.speech.speakers.ClusteringRules;
import io.auscult.speech.speakers.VoiceEncoder;
import io.auscult.transcription.steps.Step.Windowed;
import io.auscult.transcription.steps.Voice;
import io.auscult.transcription.steps.Window;
import io.auscult.transcription.steps.WindowKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UtteranceVoicesTest {
  private static final int RATE = 16_000;

  @Test
  void everyCellOfTheUtteranceHasTheVoiceOfItsOwnAudio() {
    FirstSample encoder = new FirstSample();
    try (UtteranceVoices voices = new UtteranceVoices(encoder)) {
      // Three seconds of context lie before the utterance.
      List<Voice> found = voices.read(window(0, 3 * RATE, 7 * RATE));
      assertThat(found).isNotEmpty();
      assertThat(found.get(0).from()).isEqualTo(3 * RATE);
      assertThat(found.get(found.size() - 1).to()).isEqualTo(7 * RATE);
      assertThat(found).allSatisfy(v -> assertThat(v.embedding()[0]).isBetween(192f, 448f));
    }
    assertThat(encoder.closed).isTrue();
  }

  @Test
  void whatADraftFoundIsNotComputedAgainForTheNext() {
    FirstSample encoder = new FirstSample();
    try (UtteranceVoices voices = new UtteranceVoices(encoder)) {
      voices.read(window(0, 0, 6 * RATE));
      int first = encoder.windows;
      voices.read(window(0, 0, 6 * RATE));
      assertThat(encoder.windows).as("the same draft again").isEqualTo(first);
      voices.read(window(0, 0, 7 * RATE));
      assertThat(encoder.windows - first).as("a second more").isLessThan(first / 2);
      int before = encoder.windows;
      voices.read(window(1, 0, 6 * RATE));
      assertThat(encoder.windows - before).as("another utterance").isEqualTo(first);
    }
  }

  /** Eight seconds of audio whose samples count up by one every 250 samples. */
  private static Windowed window(int ordinal, int voicedFrom, int voicedTo) {
    short[] pcm = new short[voicedTo];
    for (int i = 0; i < pcm.length; i++) pcm[i] = (short) (i / 250);
    Window window =
        new Window(
            0,
            "main",
            ordinal,
            0,
            WindowKind.DRAFT,
            0,
            pcm,
            voicedFrom,
            List.of(),
            new int[] {voicedFrom, voicedTo},
            true,
            voicedFrom,
            voicedTo,
            "clinic-1",
            true,
            true,
            0);
    return new Windowed("s-1", 1, window);
  }

  /** The first sample of a window is its voice. */
  private static final class FirstSample implements VoiceEncoder {
    private int windows;
    private boolean closed;

    @Override
    public List<float[]> embed(List<short[]> given) {
      windows += given.size();
      List<float[]> found = new ArrayList<>();
      for (short[] w : given) found.add(new float[] {w[0]});
      return found;
    }

    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public String model() {
      return "first-sample";
    }

    @Override
    public ClusteringRules rules() {
      return ClusteringRules.DEFAULT;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
