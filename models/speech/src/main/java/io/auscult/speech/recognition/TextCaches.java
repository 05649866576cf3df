package io.auscult.speech.recognition;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.auscult.speech.onnx.OnnxScope;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The keys and values of the tokens so far: they stay in the runtime's tensors, out of one pass and
 * into the next, and are freed when the next has read them.
 */
final class TextCaches {
  private final OnnxScope scope;
  private final Map<String, OnnxTensor> inputs;
  private final List<String> names;
  private final List<AutoCloseable> read = new ArrayList<>();
  private int length;

  /**
   * Caches without tokens.
   *
   * @param inputs of the next pass
   * @param names after {@code past_key_values.} and {@code present.}
   * @param nothing what is given in the first pass
   */
  TextCaches(
      OnnxScope scope, Map<String, OnnxTensor> inputs, List<String> names, OnnxTensor nothing) {
    this.scope = scope;
    this.inputs = inputs;
    this.names = names;
    names.forEach(name -> inputs.put("past_key_values." + name, nothing));
  }

  int length() {
    return length;
  }

  /**
   * Gives the caches of {@code result} to the next pass.
   *
   * @param tokens that the pass added
   * @param free whether nothing else of {@code result} is needed after that
   */
  void take(OrtSession.Result result, int tokens, boolean free) {
    read.forEach(scope::release);
    read.clear();
    for (String name : names) {
      inputs.put(
          "past_key_values." + name, (OnnxTensor) result.get("present." + name).orElseThrow());
    }
    if (free) {
      read.add(result);
    }
    length += tokens;
  }

  /** Gives only the first {@code tokens}, at least one, to the next pass. */
  void keep(int tokens) throws OrtException {
    if (tokens == length) {
      return;
    }
    for (String name : names) {
      OnnxTensor front = front(inputs.get("past_key_values." + name), tokens);
      inputs.put("past_key_values." + name, front);
      read.add(front);
    }
    length = tokens;
  }

  /** A copy of the first {@code tokens} in a tensor of 1, heads, tokens, size of a head. */
  private OnnxTensor front(OnnxTensor whole, int tokens) throws OrtException {
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
