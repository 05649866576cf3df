package io.auscult.speech.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Puts a graph together, node by node; every value has the name it was given. */
public final class GraphWriter {
  /** ONNX Runtime's own operators. */
  public static final String MICROSOFT = "com.microsoft";

  private static final int OPSET = 17;
  private static final int FORMAT = 10;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("auscult");

  /** An operator of the standard. */
  public String standard(
      String operator, List<String> inputs, String output, AttributeProto... attributes) {
    return node("", operator, inputs, List.of(output), attributes);
  }

  /** An operator of ONNX Runtime. */
  public String own(
      String operator, List<String> inputs, String output, AttributeProto... attributes) {
    return node(MICROSOFT, operator, inputs, List.of(output), attributes);
  }

  /** An operator with several outputs, empty names for those not asked for; answers the first. */
  public String node(
      String domain,
      String operator,
      List<String> inputs,
      List<String> outputs,
      AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setDomain(domain)
            .setOpType(operator)
            .setName(outputs.get(0))
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(List.of(attributes)));
    return outputs.get(0);
  }

  /** A weight under a new name. */
  public String weight(String name, TensorProto weight) {
    graph.addInitializer(weight.toBuilder().setName(name));
    return name;
  }

  /** A weight of the given type (as in {@link TensorProto}) and shape. */
  public String weight(String name, int type, ByteString values, long... shape) {
    TensorProto.Builder weight =
        TensorProto.newBuilder().setName(name).setDataType(type).setRawData(values);
    for (long size : shape) {
      weight.addDims(size);
    }
    graph.addInitializer(weight);
    return name;
  }

  /** A weight of floats. */
  public String floats(String name, float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return weight(name, DataType.FLOAT_VALUE, ByteString.copyFrom(bytes), shape);
  }

  /** A row of whole numbers. */
  public String longs(String name, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return weight(name, DataType.INT64_VALUE, ByteString.copyFrom(bytes), values.length);
  }

  /** An input of floats; a size below 0 is open. */
  public void floatInput(String name, long... shape) {
    graph.addInput(value(name, DataType.FLOAT_VALUE, shape));
  }

  /** An input of whole numbers; a size below 0 is open. */
  public void longInput(String name, long... shape) {
    graph.addInput(value(name, DataType.INT64_VALUE, shape));
  }

  /** An output of floats; a size below 0 is open. */
  public void floatOutput(String name, long... shape) {
    graph.addOutput(value(name, DataType.FLOAT_VALUE, shape));
  }

  /** The model as it would be in a file. */
  public byte[] model() {
    return ModelProto.newBuilder()
        .setIrVersion(FORMAT)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(MICROSOFT).setVersion(1))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /** An attribute that is a whole number. */
  public static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  /** An attribute that is a float. */
  public static AttributeProto attribute(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  /** An attribute that is a list of whole numbers. */
  public static AttributeProto attribute(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  private static ValueInfoProto value(String name, int type, long... shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (int i = 0; i < shape.length; i++) {
      TensorShapeProto.Dimension.Builder size = TensorShapeProto.Dimension.newBuilder();
      sizes.addDim(shape[i] < 0 ? size.setDimParam(name + "_" + i) : size.setDimValue(shape[i]));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(sizes)))
        .build();
  }
}
