package io.auscult.speech.recognition;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.auscult.speech.onnx.OnnxScope;
import java.nio.FloatBuffer;

/** The keys or values of one layer: heads, each with a vector for every token. */
final class KeyValues {
  private KeyValues() {}

  /**
   * A copy of the first {@code tokens} of {@code whole}.
   *
   * @param whole of shape 1, heads, tokens, size of a head
   */
  static OnnxTensor front(OnnxScope scope, OnnxTensor whole, int tokens) throws OrtException {
    long[] shape = whole.getInfo().getShape();
    int heads = (int) shape[1];
    int from = (int) (shape[2] * shape[3]);
    int to = (int) (tokens * shape[3]);
    FloatBuffer all = whole.getFloatBuffer();
    FloatBuffer front = FloatBuffer.allocate(heads * to);
    for (int head = 0; head < heads; head++) {
      front.put(head * to, all, head * from, to);
    }
    return scope.floats(front, 1, heads, tokens, shape[3]);
  }
}
