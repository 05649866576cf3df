package io.auscult.speech.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import io.auscult.speech.RealModels;
import io.auscult.speech.Sounds;
import io.auscult.speech.onnx.Device;
import io.auscult.speech.onnx.GraphReader;
import io.auscult.speech.onnx.OnnxModels;
import io.auscult.speech.onnx.OnnxScope;
import io.auscult.speech.onnx.UnsupportedGraph;
import io.auscult.speech.store.ModelStore;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class LeanDecoderTest {
  private final Path folder = RealModels.store().recogniser("tiny").folder();
  private final Path file = folder.resolve(MoonshineGraph.DECODER);
  private OrtSession encoder;
  private Decoder merged;
  private Decoder lean;

  @BeforeAll
  void open() throws Exception {
    encoder = OnnxModels.open(folder.resolve(MoonshineGraph.ENCODER));
    merged = MergedDecoder.open(file, Device.CPU);
    lean = SplitDecoder.open(file);
  }

  @AfterAll
  void close() throws Exception {
    encoder.close();
    merged.close();
    lean.close();
    assertThat(OnnxScope.openObjects()).isZero();
  }

  @Test
  void itSaysWhatTheMergedDecoderSaysTokenByToken() throws Exception {
    try (OnnxScope scope = new OnnxScope()) {
      OnnxTensor frames = frames(scope);
      TokenDecoder theirs = merged.over(scope, frames);
      TokenDecoder ours = lean.over(scope, frames);
      int token = Vocabulary.START;
      int said = 0;
      for (; token != Vocabulary.END; said++) {
        float[] expected = theirs.append(new int[] {token}, 0).row(0);
        float[] scores = ours.append(new int[] {token}, 0).row(0);
        token = Logits.best(expected, -1);

        assertThat(Logits.best(scores, -1)).as("token %d", said).isEqualTo(token);
        assertThat(Logits.probability(scores, token, -1))
            .isCloseTo(Logits.probability(expected, token, -1), within(0.1f));
      }
      assertThat(said).isGreaterThan(13);
    }
  }

  @Test
  void severalTokensAtOnceScoreAsOneAfterAnother() throws Exception {
    try (OnnxScope scope = new OnnxScope()) {
      OnnxTensor frames = frames(scope);
      List<Integer> said = said(scope, frames);
      for (Decoder decoder : List.of(lean, merged)) {
        TokenDecoder text = decoder.over(scope, frames);
        text.append(new int[] {Vocabulary.START, said.get(0), said.get(1)}, 0);
        int[] more = said.subList(2, said.size()).stream().mapToInt(Integer::intValue).toArray();

        TokenScores scores = text.append(more, 1);

        // Row 0 is the answer to the fifth token given, the fourth that was said.
        for (int i = 4; i < said.size(); i++) {
          assertThat(Logits.best(scores.row(i - 4), -1)).isEqualTo(said.get(i));
        }
        assertThat(text.length()).isEqualTo(said.size() + 1);
      }
    }
  }

  @Test
  void whatIsForgottenLeavesNoTrace() throws Exception {
    try (OnnxScope scope = new OnnxScope()) {
      OnnxTensor frames = frames(scope);
      for (Decoder decoder : List.of(lean, merged)) {
        TokenDecoder straight = decoder.over(scope, frames);
        straight.append(new int[] {Vocabulary.START}, 0);
        float[] expected = straight.append(new int[] {450}, 0).row(0);
        TokenDecoder turned = decoder.over(scope, frames);
        turned.append(new int[] {Vocabulary.START}, 0);
        turned.append(new int[] {700, 800, 900}, 0);
        turned.keep(1);

        float[] scores = turned.append(new int[] {450}, 0).row(0);

        assertThat(scores).containsExactly(expected, within(1e-4f));
        assertThat(turned.length()).isEqualTo(2);
      }
    }
  }

  @Test
  void aModelOfAnotherBuildRunsAsItIs(@TempDir Path other) throws Exception {
    for (String name : List.of(MoonshineGraph.ENCODER, MoonshineGraph.DECODER)) {
      byte[] model = Files.readAllBytes(folder.resolve(name));
      Files.write(other.resolve(name), renamed(ModelProto.parseFrom(model)).toByteArray());
    }
    GraphReader decoder = GraphReader.read(other.resolve(MoonshineGraph.DECODER));
    GraphReader encoder = GraphReader.read(other.resolve(MoonshineGraph.ENCODER));
    Path vocabulary = RealModels.store().resolve(ModelStore.MOONSHINE_VOCABULARY);

    assertThatThrownBy(() -> LeanDecoder.of(decoder).text()).isInstanceOf(UnsupportedGraph.class);
    assertThatThrownBy(() -> LeanEncoder.of(encoder)).isInstanceOf(UnsupportedGraph.class);
    try (Moonshine moonshine = Moonshine.load(other, vocabulary)) {
      String text = moonshine.recognise(Utterance.of(Sounds.headache())).text();
      assertThat(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z ]", ""))
          .isEqualTo(Sounds.HEADACHE);
    }
  }

  private OnnxTensor frames(OnnxScope scope) throws Exception {
    short[] pcm = Sounds.headache();
    float[] samples = new float[pcm.length];
    for (int i = 0; i < pcm.length; i++) {
      samples[i] = pcm[i] / 32768f;
    }
    OnnxTensor input = scope.floats(FloatBuffer.wrap(samples), 1, samples.length);
    return (OnnxTensor)
        scope.run(encoder, Map.of("input_values", input), encoder.getOutputNames()).get(0);
  }

  private List<Integer> said(OnnxScope scope, OnnxTensor frames) throws Exception {
    TokenDecoder text = lean.over(scope, frames);
    List<Integer> said = new ArrayList<>();
    int token = Vocabulary.START;
    while (token != Vocabulary.END) {
      token = Logits.best(text.append(new int[] {token}, 0).row(0), -1);
      said.add(token);
    }
    return said.subList(0, said.size() - 1);
  }

  /** The same model under other names of its nodes. */
  private static ModelProto renamed(ModelProto model) {
    ModelProto.Builder renamed = model.toBuilder();
    for (NodeProto.Builder node : renamed.getGraphBuilder().getNodeBuilderList()) {
      node.setName(node.getName().replace("layers", "l"));
      for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
        if (attribute.hasG()) {
          GraphProto.Builder branch = attribute.getGBuilder();
          branch.getNodeBuilderList().forEach(n -> n.setName(n.getName().replace("model", "m")));
        }
      }
    }
    return renamed.build();
  }
}
