package io.auscult.speech.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LevelTest {
  @Test
  void voicedSamplesComeToMinusThirtyDecibels() {
    short[] pcm = new short[200];
    Arrays.fill(pcm, 50, 150, (short) -4000);

    assertThat(Level.gain(pcm, List.of(new Span(50, 150)))).isCloseTo(0.25f, within(1e-6f));
  }

  @Test
  void quietOnesComeUpByTwentyDecibelsAtMost() {
    short[] pcm = new short[100];
    Arrays.fill(pcm, (short) 3);

    assertThat(Level.gain(pcm, List.of(new Span(0, 100)))).isEqualTo(10f);
  }

  @Test
  void silenceStaysAsItIs() {
    assertThat(Level.gain(new short[100], List.of(new Span(0, 100)))).isEqualTo(1f);
    assertThat(Level.gain(new short[0], List.of(new Span(0, 0)))).isEqualTo(1f);
  }
}
