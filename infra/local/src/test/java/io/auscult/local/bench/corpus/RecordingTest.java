package io.auscult.local.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auscult.local.bench.corpus.Recording.End;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private static Recording seconds(int seconds, Span... speech) {
    return new Recording("r", new short[seconds * 16_000], List.of(speech), "");
  }

  @Test
  void speechEndsWhereAPauseFollows() {
    Recording recording = seconds(5, new Span(100, 600), new Span(700, 900), new Span(1500, 1600));

    assertThat(recording.ends(500)).containsExactly(new End(900, 800), new End(1600, 1550));
  }

  @Test
  void whoeverTalksOverAnotherKeepsTheSpeechGoing() {
    Recording recording = seconds(5, new Span(0, 2000), new Span(500, 800), new Span(2200, 2500));

    assertThat(recording.ends(500)).containsExactly(new End(2500, 2350));
  }

  @Test
  void speechThatTheRecordingCutsOffHasNoEnd() {
    assertThat(seconds(1, new Span(100, 800)).ends(500)).isEmpty();
  }

  @Test
  void roundsGoOnWithTheNextRecordingAndItsTimes() {
    Recording a = seconds(1, new Span(100, 200));
    Recording b = seconds(2, new Span(300, 400));

    Recording round = Recording.round(List.of(a, b), 1, 3350);

    assertThat(round.lengthMs()).isEqualTo(3350);
    assertThat(round.speech()).containsExactly(new Span(300, 400), new Span(2100, 2200));
  }

  @Test
  void theBeginningOfARecordingHasOnlyItsSpeech() {
    Recording cut = seconds(3, new Span(100, 500), new Span(900, 1200)).first(1000);

    assertThat(cut.lengthMs()).isEqualTo(1000);
    assertThat(cut.speech()).containsExactly(new Span(100, 500));
  }

  @Test
  void wordTimesAreReadInMilliseconds() throws IOException {
    assertThat(
            Recordings.words("w", List.of("1.150\t1.560\t7021\tshe", "0.840\t1.150\t7021\tsaid")))
        .containsExactly(new Span(840, 1150), new Span(1150, 1560));
    assertThatThrownBy(() -> Recordings.words("w.tsv", List.of("start\tend")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("w.tsv");
  }

  @Test
  void levelTellsSpeechFromTheFloorToTenMilliseconds() {
    Random random = new Random(7);
    short[] pcm = new short[3 * 16_000];
    for (int i = 0; i < pcm.length; i++) {
      boolean loud = i >= 8_000 && i < 20_000 || i >= 32_000 && i < 40_000;
      pcm[i] = (short) (random.nextGaussian() * (loud ? 3000 : 20));
    }

    assertThat(SpeechLevel.spans(pcm)).containsExactly(new Span(500, 1250), new Span(2000, 2500));
    assertThat(SpeechLevel.spans(new short[16_000])).isEmpty();
    assertThat(SpeechLevel.floor(pcm)).isBetween(15.0, 25.0);
  }

  @Test
  void aStopWithinAWordIsNoPause() {
    short[] pcm = new short[16_000];
    for (int i = 3200; i < 4800; i++) pcm[i] = (short) (i % 2 == 0 ? 4000 : -4000);
    for (int i = 6080; i < 9600; i++) pcm[i] = (short) (i % 2 == 0 ? 4000 : -4000);

    assertThat(SpeechLevel.spans(pcm)).containsExactly(new Span(200, 600));
  }
}
