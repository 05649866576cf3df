package io.auscult.speech.speakers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.auscult.speech.Sounds;
import io.auscult.speech.onnx.OnnxScope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeakerEncoderTest {
  private static SpeakerEncoder encoder;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    encoder = SpeakerEncoder.builtIn();
  }

  @AfterAll
  static void free() {
    encoder.close();
    assertThat(OnnxScope.openObjects()).isZero();
  }

  @Test
  void aVoiceHasNormOneAndNoNegativeValues() {
    float[] voice = encoder.embed(List.of(window(0.2))).get(0);

    assertThat(voice).hasSize(encoder.dimension()).hasSize(256);
    assertThat(Vectors.dot(voice, voice)).isCloseTo(1, within(1e-4f));
    for (float x : voice) assertThat(x).isGreaterThanOrEqualTo(0);
  }

  @Test
  void aWindowDoesNotDependOnThoseBesideIt() {
    List<short[]> windows =
        List.of(window(0.1), Arrays.copyOf(window(0.5), 8_000), window(0.9), window(1.7));

    List<float[]> together = encoder.embed(windows);

    for (int i = 0; i < windows.size(); i++) {
      float[] alone = encoder.embed(List.of(windows.get(i))).get(0);
      assertThat(Vectors.dot(alone, together.get(i))).as("window %d", i).isGreaterThan(0.99999f);
    }
  }

  @Test
  void moreWindowsThanOneBatchKeepTheirOrder() {
    List<short[]> windows =
        java.util.stream.IntStream.range(0, 19).mapToObj(i -> window(i * 0.14)).toList();

    List<float[]> voices = encoder.embed(windows);

    float[] last = encoder.embed(List.of(windows.get(18))).get(0);
    assertThat(voices).hasSize(19);
    assertThat(Vectors.dot(voices.get(18), last)).isGreaterThan(0.99999f);
    assertThat(Vectors.dot(voices.get(0), last)).isLessThan(0.999f);
  }

  @Test
  void oneVoiceIsMoreLikeItselfThanAnother() {
    // The same throat a fifth higher is another person to every listener.
    short[] higher = faster(Sounds.headache(), 1.35);
    List<float[]> voices =
        encoder.embed(List.of(window(0.0), window(2.4), cut(higher, 0), cut(higher, 24_000)));

    float own = Vectors.dot(voices.get(0), voices.get(1));
    float ownHigher = Vectors.dot(voices.get(2), voices.get(3));
    for (int low = 0; low < 2; low++) {
      for (int high = 2; high < 4; high++) {
        float between = Vectors.dot(voices.get(low), voices.get(high));
        assertThat(between).isLessThan(own - 0.05f).isLessThan(ownHigher - 0.05f);
      }
    }
  }

  @Test
  void tooLittleAudioIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.embed(List.of(new short[399])))
        .withMessageContaining("399");
  }

  @Test
  void anotherEncoderIsAFolderWithItsThresholds() throws IOException {
    try (InputStream in = SpeakerEncoder.class.getResourceAsStream("speaker_encoder_fp16.onnx")) {
      Files.copy(in, folder.resolve(SpeakerEncoder.FILE));
    }
    Files.writeString(folder.resolve(SpeakerEncoder.THRESHOLDS), "second_below = 0.4\n");

    try (SpeakerEncoder other = SpeakerEncoder.load(folder)) {
      assertThat(other.dimension()).isEqualTo(256);
      assertThat(other.model()).contains("4c7d60fac147");
      assertThat(other.rules().secondBelow()).isEqualTo(0.4f);
      assertThat(other.rules().changeBelow()).isEqualTo(ClusteringRules.DEFAULT.changeBelow());
    }
  }

  @Test
  void aFolderThatHoldsNoEncoderIsRefusedByName() throws IOException {
    Files.writeString(folder.resolve(SpeakerEncoder.THRESHOLDS), "second_below = high\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpeakerEncoder.load(folder))
        .withMessageContaining("second_below=high");

    Files.writeString(folder.resolve(SpeakerEncoder.THRESHOLDS), "colour = 1\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpeakerEncoder.load(folder))
        .withMessageContaining("colour");

    Files.writeString(folder.resolve(SpeakerEncoder.THRESHOLDS), "");
    Files.writeString(folder.resolve(SpeakerEncoder.FILE), "no model");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpeakerEncoder.load(folder))
        .withMessageContaining(SpeakerEncoder.FILE);
  }

  @Test
  void aClosedEncoderSaysSo() {
    SpeakerEncoder closed = SpeakerEncoder.builtIn();
    closed.close();
    closed.close();

    assertThatIllegalStateException().isThrownBy(() -> closed.embed(List.of(window(0))));
  }

  private static short[] window(double fromSeconds) {
    return cut(Sounds.headache(), (int) (fromSeconds * 16_000));
  }

  private static short[] cut(short[] pcm, int from) {
    return Arrays.copyOfRange(pcm, from, from + Voiceprints.WINDOW);
  }

  private static short[] faster(short[] pcm, double by) {
    short[] out = new short[(int) ((pcm.length - 1) / by)];
    for (int i = 0; i < out.length; i++) {
      double at = i * by;
      int left = (int) at;
      out[i] = (short) (pcm[left] + (at - left) * (pcm[left + 1] - pcm[left]));
    }
    return out;
  }
}
