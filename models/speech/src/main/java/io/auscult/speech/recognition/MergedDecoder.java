package io.auscult.speech.recognition;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.auscult.speech.onnx.Device;
import io.auscult.speech.onnx.OnnxModels;
import io.auscult.speech.onnx.OnnxScope;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The merged decoder as it is in the file, for models that {@link LeanDecoder} does not fit. */
final class MergedDecoder implements Decoder {
  private static final String PAST = "past_key_values.";

  private final OrtSession session;
  private final List<String> text = new ArrayList<>();
  private final List<String> audio = new ArrayList<>();
  private final long heads;
  private final long headSize;

  private MergedDecoder(OrtSession session) throws OrtException {
    this.session = session;
    Map<String, NodeInfo> inputs = session.getInputInfo();
    for (String name : inputs.keySet()) {
      if (name.startsWith(PAST)) {
        (name.contains(".decoder.") ? text : audio).add(name.substring(PAST.length()));
      }
    }
    NodeInfo key = inputs.get(PAST + "0.decoder.key");
    if (key == null) {
      throw new IllegalArgumentException("The file is no Moonshine merged decoder");
    }
    long[] shape = ((TensorInfo) key.getInfo()).getShape();
    this.heads = shape[1];
    this.headSize = shape[3];
  }

  /**
   * The decoder in {@code file}.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static MergedDecoder open(Path file, Device device) throws OrtException {
    OrtSession session = OnnxModels.open(file, device);
    try {
      return new MergedDecoder(session);
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public TokenDecoder over(OnnxScope scope, OnnxTensor frames) throws OrtException {
    return new Text(scope, frames);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  private final class Text implements TokenDecoder {
    private final OnnxScope scope;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final TextCaches caches;

    Text(OnnxScope scope, OnnxTensor frames) throws OrtException {
      this.scope = scope;
      // The first pass reads none of its caches, but wants them to have a token.
      OnnxTensor nothing =
          scope.floats(FloatBuffer.allocate((int) (heads * headSize)), 1, heads, 1, headSize);
      inputs.put("encoder_hidden_states", frames);
      inputs.put("use_cache_branch", scope.flag(false));
      audio.forEach(name -> inputs.put(PAST + name, nothing));
      caches = new TextCaches(scope, inputs, text, nothing);
    }

    @Override
    public TokenScores append(int[] tokens, int firstRow) throws OrtException {
      boolean first = caches.length() == 0;
      Set<String> outputs = new LinkedHashSet<>();
      outputs.add("logits");
      text.forEach(name -> outputs.add("present." + name));
      if (first) {
        audio.forEach(name -> outputs.add("present." + name));
      }
      long[] ids = Arrays.stream(tokens).asLongStream().toArray();
      OnnxTensor given = scope.longs(LongBuffer.wrap(ids), 1, ids.length);
      inputs.put("input_ids", given);
      OrtSession.Result result = scope.run(session, inputs, outputs);
      scope.release(given);
      caches.take(result, tokens.length, !first);
      if (first) {
        audio.forEach(name -> inputs.put(PAST + name, tensor(result, "present." + name)));
        inputs.put("use_cache_branch", scope.flag(true));
      }
      TokenScores all = TokenScores.of(tensor(result, "logits").getFloatBuffer(), tokens.length);
      return index -> all.row(firstRow + index);
    }

    @Override
    public void keep(int tokens) throws OrtException {
      caches.keep(tokens);
    }

    @Override
    public int length() {
      return caches.length();
    }

    private static OnnxTensor tensor(OrtSession.Result result, String name) {
      return (OnnxTensor) result.get(name).orElseThrow();
    }
  }
}
