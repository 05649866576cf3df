package io.auscult.speech.recognition;

import static io.auscult.speech.onnx.GraphWriter.MICROSOFT;
import static io.auscult.speech.onnx.GraphWriter.attribute;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.auscult.speech.onnx.GraphReader;
import io.auscult.speech.onnx.GraphWriter;
import io.auscult.speech.onnx.UnsupportedGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts that the layers of a Moonshine model are made of, as ONNX Runtime's own operators: what
 * the file spells out in a dozen small ones is one of these.
 */
final class LeanLayers {
  /** More than three minutes of frames, and far more tokens: the tables of angles end here. */
  private static final int MOST_POSITIONS = 8_192;

  private final GraphReader in;
  private final GraphWriter out;
  private final String root;
  private final long heads;
  private final float epsilon;
  private final String positions;
  private final long rotated;

  /**
   * Layers of the model {@code in}, written to {@code out}.
   *
   * @param root what the names of the model's nodes begin with
   * @param norm name of its last normalisation
   * @param positions of what goes in: where it begins, or a row of all
   */
  LeanLayers(
      GraphReader in, GraphWriter out, String root, long heads, String norm, String positions)
      throws UnsupportedGraph {
    this.in = in;
    this.out = out;
    this.root = root;
    this.heads = heads;
    this.positions = positions;
    this.epsilon = GraphReader.floats(in.weightOf(root + norm + "/Add"))[0];
    float[] frequencies = GraphReader.floats(in.weightOf(root + "rotary_emb/MatMul"));
    int count = frequencies.length;
    float[] cosines = new float[MOST_POSITIONS * count];
    float[] sines = new float[MOST_POSITIONS * count];
    for (int token = 0; token < MOST_POSITIONS; token++) {
      for (int i = 0; i < count; i++) {
        float angle = token * frequencies[i];
        cosines[token * count + i] = (float) Math.cos(angle);
        sines[token * count + i] = (float) Math.sin(angle);
      }
    }
    out.floats("cosines", cosines, MOST_POSITIONS, count);
    out.floats("sines", sines, MOST_POSITIONS, count);
    this.rotated = 2L * count;
  }

  /**
   * What goes from layer to layer.
   *
   * @param sum of all so far
   * @param normal the same, normalised for what comes next
   */
  record Flow(String sum, String normal) {}

  /** The flow that begins with {@code x}. */
  Flow begin(String x, String norm) throws UnsupportedGraph {
    String normal =
        out.standard(
            "LayerNormalization",
            List.of(x, gain(norm)),
            norm + "/normal",
            attribute("axis", -1L),
            attribute("epsilon", epsilon));
    return new Flow(x, normal);
  }

  /** The flow with {@code more}, normalised by the weights of {@code norm}. */
  Flow add(Flow to, String more, String norm) throws UnsupportedGraph {
    String normal = norm + "/normal";
    String sum = norm + "/sum";
    out.node(
        MICROSOFT,
        "SkipLayerNormalization",
        List.of(to.sum, more, gain(norm)),
        List.of(normal, "", "", sum),
        attribute("epsilon", epsilon));
    return new Flow(sum, normal);
  }

  private String gain(String norm) throws UnsupportedGraph {
    return out.weight(norm + "/gain", in.weightOf(root + norm + "/Mul"));
  }

  /** Query, key and value of {@code x}, the first two turned by their positions. */
  List<String> projected(String name, String x) throws UnsupportedGraph {
    Quantised all =
        Quantised.sideBySide(
            List.of(matrix(name + "q_proj"), matrix(name + "k_proj"), matrix(name + "v_proj")));
    String together = multiply(name + "qkv", x, all);
    List<String> parts = List.of(name + "q", name + "k", name + "v");
    out.node("", "Split", List.of(together), parts, attribute("axis", -1L));
    return List.of(turned(parts.get(0)), turned(parts.get(1)), parts.get(2));
  }

  private String turned(String x) {
    return out.own(
        "RotaryEmbedding",
        List.of(x, positions, "cosines", "sines"),
        x + ".turned",
        attribute("interleaved", 1L),
        attribute("num_heads", heads),
        attribute("rotary_embedding_dim", rotated));
  }

  /** {@code x} times the matrix of that name. */
  String multiply(String name, String x) throws UnsupportedGraph {
    return multiply(name, x, matrix(name));
  }

  /** {@code x} times the matrix of that name, and its bias. */
  String multiplyAndAdd(String name, String x) throws UnsupportedGraph {
    TensorProto bias = in.weightOf(root + name + "/Add");
    List<String> factors = new ArrayList<>(factors(out, name, x, matrix(name)));
    factors.add(out.weight(name + ".b", bias));
    return out.own("DynamicQuantizeMatMul", factors, name);
  }

  /** {@code x} times {@code matrix}. */
  String multiply(String name, String x, Quantised matrix) {
    return out.own("DynamicQuantizeMatMul", factors(out, name, x, matrix), name);
  }

  /** The matrix of that name. */
  Quantised matrix(String name) throws UnsupportedGraph {
    return Quantised.read(in, in.node(root + name + "/MatMul_quant").getInput(1));
  }

  private static List<String> factors(GraphWriter out, String name, String x, Quantised matrix) {
    weigh(out, name, matrix);
    return List.of(x, name + ".w", name + ".s", name + ".z");
  }

  /** Writes {@code matrix} down as three weights: {@code .w}, {@code .s}cale and {@code .z}ero. */
  static void weigh(GraphWriter out, String name, Quantised matrix) {
    out.weight(name + ".w", matrix.type(), matrix.values(), matrix.rows(), matrix.columns());
    long[] shape = matrix.scales().length == 1 ? new long[0] : new long[] {matrix.columns()};
    out.floats(name + ".s", matrix.scales(), shape);
    out.weight(name + ".z", matrix.type(), ByteString.copyFrom(matrix.zeros()), shape);
  }
}
