package io.auscult.speech.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The graph of a model file: its weights and nodes by name. */
public final class GraphReader {
  private final GraphProto graph;
  private final Map<String, TensorProto> weights = new HashMap<>();
  private final Map<String, NodeProto> nodes = new HashMap<>();

  private GraphReader(GraphProto graph, List<TensorProto> weights, List<NodeProto> nodes) {
    this.graph = graph;
    weights.forEach(weight -> this.weights.put(weight.getName(), weight));
    nodes.forEach(node -> this.nodes.put(node.getName(), node));
  }

  /**
   * Reads {@code file}. The weights stay in the file, mapped into memory, and are not copied.
   *
   * @throws IOException if it cannot be read or is no ONNX model
   */
  public static GraphReader read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, channel.size());
      CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      input.enableAliasing(true);
      GraphProto graph = ModelProto.parseFrom(input).getGraph();
      return new GraphReader(graph, graph.getInitializerList(), graph.getNodeList());
    }
  }

  /**
   * One branch of the graph's only condition, with the weights of the graph around it.
   *
   * @param name {@code then_branch} or {@code else_branch}
   */
  public GraphReader branch(String name) throws UnsupportedGraph {
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.getName().equals(name)) {
          return new GraphReader(graph, graph.getInitializerList(), attribute.getG().getNodeList());
        }
      }
    }
    throw new UnsupportedGraph("there is no " + name);
  }

  /** The node of that name. */
  public NodeProto node(String name) throws UnsupportedGraph {
    return required(nodes.get(name), "node " + name);
  }

  /** Whether there is such a node. */
  public boolean hasNode(String name) {
    return nodes.containsKey(name);
  }

  /** The weight of that name. */
  public TensorProto weight(String name) throws UnsupportedGraph {
    return required(weights.get(name), "weight " + name);
  }

  /** The only input of the named node that is a weight. */
  public TensorProto weightOf(String node) throws UnsupportedGraph {
    TensorProto found = null;
    for (String input : node(node).getInputList()) {
      TensorProto weight = weights.get(input);
      if (weight != null && found != null) {
        throw new UnsupportedGraph("node " + node + " has two weights");
      }
      found = weight == null ? found : weight;
    }
    return required(found, "weight of node " + node);
  }

  /** How many nodes there are of that kind. */
  public long count(String operator) {
    return nodes.values().stream().filter(node -> node.getOpType().equals(operator)).count();
  }

  /** The sizes of an input; 0 where a size is open. */
  public long[] inputShape(String name) throws UnsupportedGraph {
    for (ValueInfoProto input : graph.getInputList()) {
      if (input.getName().equals(name)) {
        return input.getType().getTensorType().getShape().getDimList().stream()
            .mapToLong(size -> size.getDimValue())
            .toArray();
      }
    }
    throw new UnsupportedGraph("there is no input " + name);
  }

  /** Whether there is such an input. */
  public boolean hasInput(String name) {
    return graph.getInputList().stream().anyMatch(input -> input.getName().equals(name));
  }

  /** The values of a weight of whole numbers. */
  public long[] longs(String name) throws UnsupportedGraph {
    TensorProto weight = weight(name);
    if (weight.getDataType() != DataType.INT64_VALUE) {
      throw new UnsupportedGraph("weight " + name + " has no whole numbers");
    }
    if (weight.getRawData().isEmpty()) {
      return weight.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
    }
    long[] values = new long[weight.getRawData().size() / Long.BYTES];
    weight
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(values);
    return values;
  }

  /** The values of a weight of floats, whichever way the file has them. */
  public static float[] floats(TensorProto weight) throws UnsupportedGraph {
    if (weight.getDataType() != DataType.FLOAT_VALUE) {
      throw new UnsupportedGraph("weight " + weight.getName() + " has no floats");
    }
    float[] values = new float[weight.getRawData().size() / Float.BYTES];
    weight
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    if (values.length > 0) {
      return values;
    }
    float[] listed = new float[weight.getFloatDataCount()];
    for (int i = 0; i < listed.length; i++) {
      listed[i] = weight.getFloatData(i);
    }
    return listed;
  }

  private static <T> T required(T found, String what) throws UnsupportedGraph {
    if (found == null) {
      throw new UnsupportedGraph("there is no " + what);
    }
    return found;
  }
}
