package io.auscult.speech.recognition;

import static io.auscult.speech.onnx.GraphWriter.attribute;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.UnsafeByteOperations;
import io.auscult.speech.onnx.GraphReader;
import io.auscult.speech.onnx.GraphWriter;
import io.auscult.speech.onnx.UnsupportedGraph;
import io.auscult.speech.recognition.LeanLayers.Flow;
import java.util.ArrayList;
import java.util.List;

/**
 * The encoder of a Moonshine model put together anew from the same weights, with the operators that
 * ONNX Runtime has for its layers. Its convolutions stay in floats, as in the file: with frames in
 * 8 bits what comes out of the third is a third wrong.
 */
final class LeanEncoder {
  static final String SAMPLES = "input_values";
  static final String FRAMES = "last_hidden_state";

  private static final String ROOT = "/";
  private static final long OPEN = -1;

  private final GraphReader in;
  private final GraphWriter out = new GraphWriter();
  private final int layers;
  private final long heads;

  private LeanEncoder(GraphReader in) throws UnsupportedGraph {
    this.in = in;
    int count = 0;
    while (in.hasNode("/layers." + count + "/self_attn/q_proj/MatMul_quant")) {
      count++;
    }
    layers = count;
    // Names alone would not tell another kind of layer: what they are made of must fit too.
    expect("MatMulInteger", 6L * layers);
    expect("Softmax", layers);
    expect("Erf", layers + 2L);
    expect("Slice", 10L * layers);
    expect("Add", 9L * layers + 7);
    expect("Conv", 3);
    heads = in.longs(in.node("/layers.0/self_attn/Concat_2").getInput(2))[0];
  }

  /**
   * The model in {@code encoder} anew.
   *
   * @throws UnsupportedGraph if it is not built as expected
   */
  static byte[] of(GraphReader encoder) throws UnsupportedGraph {
    return new LeanEncoder(encoder).model();
  }

  private byte[] model() throws UnsupportedGraph {
    out.floatInput(SAMPLES, 1, OPEN);
    String frames = convolved(stem(), 3, 2);
    out.longs("second", 1);
    out.longs("first", 0);
    out.standard("Shape", List.of(frames), "size");
    out.standard("Gather", List.of("size", "second"), "count");
    out.standard("Squeeze", List.of("count", "first"), "end");
    out.weight("from", DataType.INT64_VALUE, UnsafeByteOperations.unsafeWrap(new byte[8]));
    byte[] one = new byte[8];
    one[0] = 1;
    out.weight("step", DataType.INT64_VALUE, UnsafeByteOperations.unsafeWrap(one));
    out.standard("Range", List.of("from", "end", "step"), "range");
    out.standard("Unsqueeze", List.of("range", "first"), "positions");
    LeanLayers parts = new LeanLayers(in, out, ROOT, heads, "layer_norm", "positions");
    Flow flow = parts.begin(frames, "layers.0/input_layernorm");
    for (int layer = 0; layer < layers; layer++) {
      String name = "layers." + layer + "/";
      String attention = name + "self_attn/";
      String attended =
          out.own(
              "MultiHeadAttention",
              parts.projected(attention, flow.normal()),
              attention + "attended",
              attribute("num_heads", heads));
      String heard = parts.multiply(attention + "dense", attended);
      flow = parts.add(flow, heard, name + "post_attention_layernorm");
      String up = parts.multiplyAndAdd(name + "mlp/fc1", flow.normal());
      String bent = out.own("Gelu", List.of(up), name + "mlp/bent");
      String thought = parts.multiplyAndAdd(name + "mlp/fc2", bent);
      boolean last = layer + 1 == layers;
      flow =
          parts.add(
              flow, thought, last ? "layer_norm" : "layers." + (layer + 1) + "/input_layernorm");
    }
    out.standard("Identity", List.of(flow.normal()), FRAMES);
    out.floatOutput(FRAMES, 1, OPEN, OPEN);
    return out.model();
  }

  /** The first convolution, normalised, and the second. */
  private String stem() throws UnsupportedGraph {
    Kernel kernel = kernel(1);
    out.floats("conv1", kernel.weights, kernel.outputs, kernel.inputs, kernel.width);
    out.longs("channel", 1);
    out.standard("Unsqueeze", List.of(SAMPLES, "channel"), "sound");
    out.standard("Conv", List.of("sound", "conv1"), "loud", attribute("strides", List.of(64L)));
    out.standard("Tanh", List.of("loud"), "squashed");
    out.longs("all", 0, 1, -1);
    out.standard("Reshape", List.of("squashed", "all"), "one");
    NodeProto norm = in.node("/groupnorm/InstanceNormalization");
    out.weight("one.scale", in.weight(norm.getInput(1)));
    out.weight("one.shift", in.weight(norm.getInput(2)));
    out.standard(
        "InstanceNormalization",
        List.of("one", "one.scale", "one.shift"),
        "level",
        attribute("epsilon", norm.getAttribute(0).getF()));
    out.standard("Shape", List.of("squashed"), "many");
    out.standard("Reshape", List.of("level", "many"), "channels");
    out.weight("gain", in.weightOf("/groupnorm/Mul"));
    out.weight("shift", in.weightOf("/groupnorm/Add"));
    out.standard("Mul", List.of("channels", "gain"), "gained");
    out.standard("Add", List.of("gained", "shift"), "shifted");
    out.standard("Transpose", List.of("shifted"), "frames", attribute("perm", List.of(0L, 2L, 1L)));
    return convolved("frames", 2, 3);
  }

  /**
   * A convolution and its activation over frames, one after the other: the frames under the kernel
   * are laid side by side, so that it is one multiplication.
   *
   * @param number of the convolution
   */
  private String convolved(String frames, int number, int stride) throws UnsupportedGraph {
    Kernel kernel = kernel(number);
    String name = "conv" + number;
    out.longs(name + ".time", 1);
    out.longs(name + ".stride", stride);
    List<String> places = new ArrayList<>();
    for (int place = 0; place < kernel.width; place++) {
      String from = out.longs(name + ".from" + place, place);
      int beyond = place + 1 - kernel.width;
      String to = out.longs(name + ".to" + place, beyond == 0 ? Integer.MAX_VALUE : beyond);
      places.add(
          out.standard(
              "Slice", List.of(frames, from, to, name + ".time", name + ".stride"), name + place));
    }
    String side = out.standard("Concat", places, name + ".side", attribute("axis", 2L));
    out.floats(name + ".w", kernel.matrix(), (long) kernel.width * kernel.inputs, kernel.outputs);
    out.weight(name + ".b", in.weight(in.node("/" + name + "/Conv").getInput(2)));
    String sum = out.standard("MatMul", List.of(side, name + ".w"), name + ".sum");
    return out.own("BiasGelu", List.of(sum, name + ".b"), name + ".bent");
  }

  /**
   * A kernel of floats.
   *
   * @param weights by output, input and place
   */
  private record Kernel(float[] weights, int outputs, int inputs, int width) {

    /** A column for each output, from the inputs at the first place to those at the last. */
    float[] matrix() {
      float[] values = new float[weights.length];
      for (int output = 0; output < outputs; output++) {
        for (int input = 0; input < inputs; input++) {
          for (int place = 0; place < width; place++) {
            values[(place * inputs + input) * outputs + output] =
                weights[(output * inputs + input) * width + place];
          }
        }
      }
      return values;
    }
  }

  private Kernel kernel(int number) throws UnsupportedGraph {
    String name = "conv" + number + ".weight";
    TensorProto codes = in.weight(name + "_quantized");
    float scale = GraphReader.floats(in.weight(name + "_scale"))[0];
    float offset = GraphReader.floats(in.weight(name + "_zero_point"))[0];
    byte[] bytes = codes.getRawData().toByteArray();
    if (codes.getDataType() != DataType.INT8_VALUE || bytes.length == 0) {
      throw new UnsupportedGraph(name + " is not in bytes");
    }
    float[] weights = new float[bytes.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = bytes[i] * scale + offset;
    }
    return new Kernel(
        weights, (int) codes.getDims(0), (int) codes.getDims(1), (int) codes.getDims(2));
  }

  private void expect(String operator, long count) throws UnsupportedGraph {
    if (in.count(operator) != count) {
      throw new UnsupportedGraph(
          in.count(operator) + " times " + operator + " in " + layers + " layers");
    }
  }
}
