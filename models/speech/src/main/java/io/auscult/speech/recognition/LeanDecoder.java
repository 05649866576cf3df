package io.auscult.speech.recognition;

import static io.auscult.speech.onnx.GraphWriter.MICROSOFT;
import static io.auscult.speech.onnx.GraphWriter.attribute;

import io.auscult.speech.onnx.GraphReader;
import io.auscult.speech.onnx.GraphWriter;
import io.auscult.speech.onnx.UnsupportedGraph;
import io.auscult.speech.recognition.LeanLayers.Flow;
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

  private static final String ROOT = "/model/decoder/";
  private static final long OPEN = -1;

  private final GraphReader first;
  private final GraphReader later;
  private final int layers;
  private final long heads;
  private final long headSize;

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
    GraphWriter out = new GraphWriter();
    out.floatInput(FRAMES, 1, OPEN, heads * headSize);
    out.longs("split", 0, 0, heads, headSize);
    out.node("", "DynamicQuantizeLinear", List.of(FRAMES), List.of("frames", "scale", "zero"));
    for (int layer = 0; layer < layers; layer++) {
      for (boolean key : new boolean[] {true, false}) {
        String name = present(layer, false, key);
        String node =
            "layers." + layer + "/encoder_attn/" + (key ? "k" : "v") + "_proj/MatMul_quant";
        LeanLayers.weigh(out, name, Quantised.read(first, first.node(ROOT + node).getInput(1)));
        String flat =
            out.own(
                "MatMulIntegerToFloat",
                List.of("frames", name + ".w", "scale", name + ".s", "zero", name + ".z"),
                name + ".flat");
        String split = out.standard("Reshape", List.of(flat, "split"), name + ".split");
        out.standard("Transpose", List.of(split), name, attribute("perm", List.of(0L, 2L, 1L, 3L)));
        out.floatOutput(name, 1, heads, OPEN, headSize);
      }
    }
    return out.model();
  }

  /** The model from tokens and caches to scores and longer caches. */
  byte[] text() throws UnsupportedGraph {
    GraphWriter out = new GraphWriter();
    out.longInput(IDS, 1, OPEN);
    out.longInput(POSITION, 1);
    out.longInput(FIRST_ROW, 1);
    Quantised vocabulary =
        Quantised.read(later, later.node(ROOT + "embed_tokens/Gather").getInput(0));
    LeanLayers.weigh(out, "embedding", vocabulary);
    out.standard("Gather", List.of("embedding.w", IDS), "quantised");
    String x =
        out.standard(
            "DequantizeLinear", List.of("quantised", "embedding.s", "embedding.z"), "hidden");
    LeanLayers parts = new LeanLayers(later, out, ROOT, heads, "norm", POSITION);
    Flow flow = parts.begin(x, "layers.0/input_layernorm");
    for (int layer = 0; layer < layers; layer++) {
      String name = "layers." + layer + "/";
      for (boolean key : new boolean[] {true, false}) {
        out.floatInput(cache(layer, true, key), 1, heads, OPEN, headSize);
        out.floatInput(cache(layer, false, key), 1, heads, OPEN, headSize);
        out.floatOutput(present(layer, true, key), 1, heads, OPEN, headSize);
      }
      String heard = self(out, parts, flow.normal(), layer);
      flow = parts.add(flow, heard, name + "post_attention_layernorm");
      String seen = cross(out, parts, flow.normal(), layer);
      flow = parts.add(flow, seen, name + "final_layernorm");
      String thought = feedForward(out, parts, flow.normal(), name + "mlp/");
      boolean last = layer + 1 == layers;
      flow = parts.add(flow, thought, last ? "norm" : "layers." + (layer + 1) + "/input_layernorm");
    }
    out.longs("end", Integer.MAX_VALUE);
    out.longs("tokens", 1);
    String wanted =
        out.standard("Slice", List.of(flow.normal(), FIRST_ROW, "end", "tokens"), "wanted");
    parts.multiply(LOGITS, wanted, vocabulary.transposed());
    out.floatOutput(LOGITS, 1, OPEN, vocabulary.rows());
    return out.model();
  }

  private String self(GraphWriter out, LeanLayers parts, String x, int layer)
      throws UnsupportedGraph {
    String name = "layers." + layer + "/self_attn/";
    List<String> inputs = new ArrayList<>(parts.projected(name, x));
    inputs.addAll(List.of("", "", "", cache(layer, true, true), cache(layer, true, false)));
    out.node(
        MICROSOFT,
        "MultiHeadAttention",
        inputs,
        List.of(name + "attended", present(layer, true, true), present(layer, true, false)),
        attribute("num_heads", heads),
        attribute("unidirectional", 1L));
    return parts.multiply(name + "dense", name + "attended");
  }

  private String cross(GraphWriter out, LeanLayers parts, String x, int layer)
      throws UnsupportedGraph {
    String name = "layers." + layer + "/encoder_attn/";
    String query = parts.multiply(name + "q_proj", x);
    String attended =
        out.own(
            "MultiHeadAttention",
            List.of(query, cache(layer, false, true), cache(layer, false, false)),
            name + "attended",
            attribute("num_heads", heads));
    return parts.multiply(name + "dense", attended);
  }

  private static String feedForward(GraphWriter out, LeanLayers parts, String x, String name)
      throws UnsupportedGraph {
    String up = parts.multiplyAndAdd(name + "up_proj", x);
    String value = name + "value";
    String gate = name + "gate";
    out.node("", "Split", List.of(up), List.of(value, gate), attribute("axis", -1L));
    String open = out.own("QuickGelu", List.of(gate), name + "open", attribute("alpha", 1f));
    String let = out.standard("Mul", List.of(open, value), name + "let");
    return parts.multiplyAndAdd(name + "down_proj", let);
  }

  private void expect(String operator, long count) throws UnsupportedGraph {
    if (later.count(operator) != count) {
      throw new UnsupportedGraph(
          later.count(operator) + " times " + operator + " in " + layers + " layers");
    }
  }
}
