package io.auscult.speech.recognition;

import static io.auscult.speech.onnx.GraphWriter.MICROSOFT;
import static io.auscult.speech.onnx.GraphWriter.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.auscult.speech.onnx.GraphReader;
import io.auscult.speech.onnx.GraphWriter;
import io.auscult.speech.onnx.UnsupportedGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * The merged decoder of a Moonshine model put together anew from the same 8-bit weights, with a
 * tenth of the nodes: each pass of the merged one spends more time between 1,500 small operators,
 * in the condition that joins its two halves, and on a vocabulary matrix blown up to floats, than
 * on its weights.
 *
 * <p>There is one graph for any number of tokens after any number of earlier ones (none, too), and
 * the keys and values of the audio are inputs: {@link #audio()} computes them once for an
 * utterance. Inputs and outputs are named as in the merged decoder. The arithmetic is the same
 * except that the last hidden state is quantised for the vocabulary matrix as it is for all others.
 */
final class LeanDecoder {
  static final String IDS = "input_ids";
  static final String FRAMES = "encoder_hidden_states";

  /** How many tokens came before. */
  static final String POSITION = "position";

  /** The first of the given tokens for which scores are wanted. */
  static final String FIRST_ROW = "first_row";

  static final String LOGITS = "logits";

  /** Half an hour of speech; the tables of angles end here. */
  private static final int MOST_TOKENS = 8_192;

  private static final String ROOT = "/model/decoder/";
  private static final long OPEN = -1;

  private final GraphReader first;
  private final GraphReader later;
  private final int layers;
  private final long heads;
  private final long headSize;
  private final float epsilon;
  private GraphWriter out = new GraphWriter();
  private long rotated;

  private LeanDecoder(GraphReader merged) throws UnsupportedGraph {
    first = merged.branch("else_branch");
    later = merged.branch("then_branch");
    int count = 0;
    while (merged.hasInput(cache(count, true, true))) {
      count++;
    }
    layers = count;
    long[] shape = merged.inputShape(cache(0, true, true));
    heads = shape[1];
    headSize = shape[3];
    // Names alone would not tell another kind of layer: what they are made of must fit too.
    expect("MatMulInteger", 8L * layers);
    expect("Softmax", 2L * layers);
    expect("Sigmoid", layers);
    expect("Slice", 15L * layers + 1);
    expect("Add", 11L * layers + 3);
    epsilon = GraphReader.floats(later.weightOf(ROOT + "norm/Add"))[0];
  }

  /**
   * The decoder in {@code merged}.
   *
   * @throws UnsupportedGraph if it is not built as expected
   */
  static LeanDecoder of(GraphReader merged) throws UnsupportedGraph {
    return new LeanDecoder(merged);
  }

  private static String cache(int layer, boolean text, boolean key) {
    return "past_key_values." + of(layer, text, key);
  }

  private static String present(int layer, boolean text, boolean key) {
    return "present." + of(layer, text, key);
  }

  private static String of(int layer, boolean text, boolean key) {
    return layer + (text ? ".decoder." : ".encoder.") + (key ? "key" : "value");
  }

  /** The caches of the text or else of the audio, by what follows the prefix of their names. */
  List<String> caches(boolean ofText) {
    List<String> names = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      names.add(of(layer, ofText, true));
      names.add(of(layer, ofText, false));
    }
    return names;
  }

  long heads() {
    return heads;
  }

  long headSize() {
    return headSize;
  }

  /** The model from frames to their keys and values in every layer. */
  byte[] audio() throws UnsupportedGraph {
    out = new GraphWriter();
    out.floatInput(FRAMES, 1, OPEN, heads * headSize);
    out.longs("split", 0, 0, heads, headSize);
    out.node("", "DynamicQuantizeLinear", List.of(FRAMES), List.of("frames", "scale", "zero"));
    for (int layer = 0; layer < layers; layer++) {
      for (boolean key : new boolean[] {true, false}) {
        String name = present(layer, false, key);
        Quantised weight =
            matrix(first, "layers." + layer + "/encoder_attn/" + (key ? "k" : "v") + "_proj");
        weigh(name, weight);
        String flat =
            out.own(
                "MatMulIntegerToFloat",
                List.of("frames", name + ".w", "scale", name + ".s", "zero", name + ".z"),
                name + ".flat");
        String split = out.standard("Reshape", List.of(flat, "split"), name + ".split");
        out.standard("Transpose", List.of(split), name, perm());
        out.floatOutput(name, 1, heads, OPEN, headSize);
      }
    }
    return out.model();
  }

  /** The model from tokens and caches to scores and longer caches. */
  byte[] text() throws UnsupportedGraph {
    out = new GraphWriter();
    out.longInput(IDS, 1, OPEN);
    out.longInput(POSITION, 1);
    out.longInput(FIRST_ROW, 1);
    Quantised vocabulary = matrix(later, ROOT + "embed_tokens/Gather", 0);
    weigh("embedding", vocabulary);
    out.standard("Gather", List.of("embedding.w", IDS), "quantised");
    String x =
        out.standard(
            "DequantizeLinear", List.of("quantised", "embedding.s", "embedding.z"), "hidden");
    angles();
    String normal =
        out.standard(
            "LayerNormalization",
            List.of(x, gain("layers.0/input_layernorm")),
            "normal",
            attribute("axis", -1L),
            attribute("epsilon", epsilon));
    Flow flow = new Flow(x, normal);
    for (int layer = 0; layer < layers; layer++) {
      flow = layer(flow, layer);
    }
    out.longs("end", Integer.MAX_VALUE);
    out.longs("tokens", 1);
    String wanted =
        out.standard("Slice", List.of(flow.normal, FIRST_ROW, "end", "tokens"), "wanted");
    multiply(LOGITS, wanted, vocabulary.transposed());
    out.floatOutput(LOGITS, 1, OPEN, vocabulary.rows());
    return out.model();
  }

  /**
   * What goes from layer to layer.
   *
   * @param sum of all so far
   * @param normal the same, normalised for what comes next
   */
  private record Flow(String sum, String normal) {}

  private Flow layer(Flow in, int layer) throws UnsupportedGraph {
    String name = "layers." + layer + "/";
    for (boolean key : new boolean[] {true, false}) {
      out.floatInput(cache(layer, true, key), 1, heads, OPEN, headSize);
      out.floatInput(cache(layer, false, key), 1, heads, OPEN, headSize);
      out.floatOutput(present(layer, true, key), 1, heads, OPEN, headSize);
    }
    Flow heard = add(in, self(in.normal, layer), name + "post_attention_layernorm");
    Flow seen = add(heard, cross(heard.normal, layer), name + "final_layernorm");
    String next = layer + 1 < layers ? "layers." + (layer + 1) + "/input_layernorm" : "norm";
    return add(seen, feedForward(seen.normal, layer), next);
  }

  private String self(String x, int layer) throws UnsupportedGraph {
    String name = "layers." + layer + "/self_attn/";
    Quantised all =
        Quantised.sideBySide(
            List.of(
                matrix(later, name + "q_proj"),
                matrix(later, name + "k_proj"),
                matrix(later, name + "v_proj")));
    String projected = multiply(name + "qkv", x, all);
    String query = name + "q";
    String key = name + "k";
    String value = name + "v";
    out.node("", "Split", List.of(projected), List.of(query, key, value), attribute("axis", -1L));
    out.node(
        MICROSOFT,
        "MultiHeadAttention",
        List.of(
            turned(query),
            turned(key),
            value,
            "",
            "",
            "",
            cache(layer, true, true),
            cache(layer, true, false)),
        List.of(name + "attended", present(layer, true, true), present(layer, true, false)),
        attribute("num_heads", heads),
        attribute("unidirectional", 1L));
    return multiply(name + "dense", name + "attended", matrix(later, name + "dense"));
  }

  private String turned(String x) {
    return out.own(
        "RotaryEmbedding",
        List.of(x, POSITION, "cosines", "sines"),
        x + ".turned",
        attribute("interleaved", 1L),
        attribute("num_heads", heads),
        attribute("rotary_embedding_dim", rotated));
  }

  private void angles() throws UnsupportedGraph {
    float[] frequencies = GraphReader.floats(later.weightOf(ROOT + "rotary_emb/MatMul"));
    int count = frequencies.length;
    float[] cosines = new float[MOST_TOKENS * count];
    float[] sines = new float[MOST_TOKENS * count];
    for (int token = 0; token < MOST_TOKENS; token++) {
      for (int i = 0; i < count; i++) {
        float angle = token * frequencies[i];
        cosines[token * count + i] = (float) Math.cos(angle);
        sines[token * count + i] = (float) Math.sin(angle);
      }
    }
    out.floats("cosines", cosines, MOST_TOKENS, count);
    out.floats("sines", sines, MOST_TOKENS, count);
    rotated = 2L * count;
  }

  private String cross(String x, int layer) throws UnsupportedGraph {
    String name = "layers." + layer + "/encoder_attn/";
    String query = multiply(name + "q", x, matrix(later, name + "q_proj"));
    String attended =
        out.own(
            "MultiHeadAttention",
            List.of(query, cache(layer, false, true), cache(layer, false, false)),
            name + "attended",
            attribute("num_heads", heads));
    return multiply(name + "dense", attended, matrix(later, name + "dense"));
  }

  private String feedForward(String x, int layer) throws UnsupportedGraph {
    String name = "layers." + layer + "/mlp/";
    String up = multiply(name + "up", x, matrix(later, name + "up_proj"), bias(name + "up_proj"));
    String value = name + "value";
    String gate = name + "gate";
    out.node("", "Split", List.of(up), List.of(value, gate), attribute("axis", -1L));
    String open = out.own("QuickGelu", List.of(gate), name + "open", attribute("alpha", 1f));
    String let = out.standard("Mul", List.of(open, value), name + "let");
    return multiply(
        name + "down", let, matrix(later, name + "down_proj"), bias(name + "down_proj"));
  }

  private Flow add(Flow to, String more, String norm) throws UnsupportedGraph {
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
    return out.weight(norm + "/gain", later.weightOf(ROOT + norm + "/Mul"));
  }

  private TensorProto bias(String name) throws UnsupportedGraph {
    return later.weightOf(ROOT + name + "/Add");
  }

  private String multiply(String name, String x, Quantised matrix) {
    weigh(name, matrix);
    return out.own("DynamicQuantizeMatMul", factors(name, x), name);
  }

  private String multiply(String name, String x, Quantised matrix, TensorProto bias) {
    weigh(name, matrix);
    List<String> factors = new ArrayList<>(factors(name, x));
    factors.add(out.weight(name + ".b", bias));
    return out.own("DynamicQuantizeMatMul", factors, name);
  }

  private static List<String> factors(String name, String x) {
    return List.of(x, name + ".w", name + ".s", name + ".z");
  }

  private void weigh(String name, Quantised matrix) {
    out.weight(name + ".w", matrix.type(), matrix.values(), matrix.rows(), matrix.columns());
    long[] shape = matrix.scales().length == 1 ? new long[0] : new long[] {matrix.columns()};
    out.floats(name + ".s", matrix.scales(), shape);
    out.weight(name + ".z", matrix.type(), ByteString.copyFrom(matrix.zeros()), shape);
  }

  private Quantised matrix(GraphReader graph, String name) throws UnsupportedGraph {
    return matrix(graph, ROOT + name + "/MatMul_quant", 1);
  }

  private static Quantised matrix(GraphReader graph, String node, int input)
      throws UnsupportedGraph {
    return Quantised.read(graph, graph.node(node).getInput(input));
  }

  private void expect(String operator, long count) throws UnsupportedGraph {
    if (later.count(operator) != count) {
      throw new UnsupportedGraph(
          later.count(operator) + " times " + operator + " in " + layers + " layers");
    }
  }

  private static AttributeProto perm() {
    return attribute("perm", List.of(0L, 2L, 1L, 3L));
  }
}
