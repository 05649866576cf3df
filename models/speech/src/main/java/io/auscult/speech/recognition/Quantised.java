package io.auscult.speech.recognition;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.auscult.speech.onnx.GraphReader;
import io.auscult.speech.onnx.UnsupportedGraph;
import java.util.Arrays;
import java.util.List;

/**
 * A matrix in 8 bits with one scale and one zero for each column.
 *
 * @param type of the bytes, as {@link TensorProto} counts types
 * @param values row after row
 * @param scales one for all columns, or one each
 * @param zeros as many as scales
 */
record Quantised(int type, ByteString values, int rows, int columns, float[] scales, byte[] zeros) {

  /** The matrix called {@code name}, with {@code _scale} and {@code _zero_point} beside it. */
  static Quantised read(GraphReader graph, String name) throws UnsupportedGraph {
    String suffix = "_quantized";
    if (!name.endsWith(suffix)) {
      throw new UnsupportedGraph("weight " + name + " is not quantised");
    }
    String stem = name.substring(0, name.length() - suffix.length());
    TensorProto matrix = graph.weight(name);
    float[] scales = GraphReader.floats(graph.weight(stem + "_scale"));
    TensorProto zero = graph.weight(stem + "_zero_point");
    byte[] zeros = zero.getRawData().toByteArray();
    if (zeros.length == 0 && zero.getInt32DataCount() == 1) {
      zeros = new byte[] {(byte) zero.getInt32Data(0)};
    }
    if (matrix.getDimsCount() != 2
        || matrix.getDataType() != DataType.UINT8_VALUE
        || matrix.getRawData().size() != matrix.getDims(0) * matrix.getDims(1)
        || scales.length != 1
        || zeros.length != 1) {
      throw new UnsupportedGraph("weight " + name + " is not one matrix with one scale");
    }
    return new Quantised(
        matrix.getDataType(),
        matrix.getRawData(),
        (int) matrix.getDims(0),
        (int) matrix.getDims(1),
        scales,
        zeros);
  }

  /** The matrices side by side, so that one multiplication does for all. */
  static Quantised sideBySide(List<Quantised> parts) throws UnsupportedGraph {
    int rows = parts.get(0).rows;
    int columns = parts.stream().mapToInt(Quantised::columns).sum();
    byte[] values = new byte[rows * columns];
    float[] scales = new float[columns];
    byte[] zeros = new byte[columns];
    int at = 0;
    for (Quantised part : parts) {
      if (part.rows != rows) {
        throw new UnsupportedGraph("matrices of unlike height");
      }
      for (int row = 0; row < rows; row++) {
        part.values.copyTo(values, row * part.columns, row * columns + at, part.columns);
      }
      Arrays.fill(scales, at, at + part.columns, part.scales[0]);
      Arrays.fill(zeros, at, at + part.columns, part.zeros[0]);
      at += part.columns;
    }
    ByteString all = UnsafeByteOperations.unsafeWrap(values);
    return new Quantised(parts.get(0).type, all, rows, columns, scales, zeros);
  }

  /** Rows for columns; only with one scale for all. */
  Quantised transposed() {
    byte[] turned = new byte[rows * columns];
    byte[] straight = values.toByteArray();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = straight[row * columns + column];
      }
    }
    ByteString all = UnsafeByteOperations.unsafeWrap(turned);
    return new Quantised(type, all, columns, rows, scales, zeros);
  }
}
