package io.auscult.speech.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import io.auscult.speech.RealModels;
import io.auscult.speech.Sounds;
import io.auscult.speech.onnx.GraphReader;
import io.auscult.speech.onnx.OnnxModels;
import io.auscult.speech.onnx.OnnxScope;
import io.auscult.speech.onnx.UnsupportedGraph;
import io.auscult.speech.store.ModelStore;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeanEncoderTest {
  private final Path folder = RealModels.store().recogniser("tiny").folder();

  @ParameterizedTest
  @ValueSource(ints = {4_000, 4_063, 16_000, 32_191, 61_002})
  void itsFramesAreThoseOfTheFile(int samples) throws Exception {
    Path file = folder.resolve(MoonshineGraph.ENCODER);
    try (OnnxScope scope = new OnnxScope();
        OrtSession theirs = OnnxModels.open(file);
        OrtSession ours = OnnxModels.open(LeanEncoder.of(GraphReader.read(file)))) {
      OnnxTensor input = scope.floats(FloatBuffer.wrap(sound(samples)), 1, samples);

      OnnxTensor expected = frames(scope, theirs, input);
      OnnxTensor frames = frames(scope, ours, input);

      assertThat(frames.getInfo().getShape()).isEqualTo(expected.getInfo().getShape());
      // Every layer rounds to 8 bits, and a sum in another order is rounded otherwise now and then.
      assertThat(likeness(expected.getFloatBuffer(), frames.getFloatBuffer()))
          .isCloseTo(1, within(0.02));
    }
    assertThat(OnnxScope.openObjects()).isZero();
  }

  @Test
  void anotherModelIsToldApart() throws Exception {
    GraphReader other = GraphReader.read(RealModels.store().resolve(ModelStore.SILERO_VAD));

    assertThatThrownBy(() -> LeanEncoder.of(other)).isInstanceOf(UnsupportedGraph.class);
    assertThatThrownBy(() -> LeanDecoder.of(other)).isInstanceOf(UnsupportedGraph.class);
  }

  private static OnnxTensor frames(OnnxScope scope, OrtSession session, OnnxTensor input)
      throws Exception {
    Set<String> output = Set.of(LeanEncoder.FRAMES);
    return (OnnxTensor) scope.run(session, Map.of(LeanEncoder.SAMPLES, input), output).get(0);
  }

  private static float[] sound(int samples) {
    short[] pcm = Arrays.copyOf(Sounds.headache(), samples);
    float[] sound = new float[samples];
    for (int i = 0; i < samples; i++) {
      sound[i] = pcm[i] / 32768f;
    }
    return sound;
  }

  /** The cosine of the angle between two vectors. */
  private static double likeness(FloatBuffer a, FloatBuffer b) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < a.capacity(); i++) {
      product += a.get(i) * b.get(i);
      first += a.get(i) * a.get(i);
      second += b.get(i) * b.get(i);
    }
    return product / Math.sqrt(first * second);
  }
}
