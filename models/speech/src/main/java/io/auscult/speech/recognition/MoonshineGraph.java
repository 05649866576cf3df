package io.auscult.speech.recognition;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
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

/**
 * The two graphs of a Moonshine model: audio to frames, and frames with the tokens so far to the
 * scores of the next. The sizes are read from the graphs, so that a larger model of the same kind
 * works too.
 */
final class MoonshineGraph implements AutoCloseable {
  static final String ENCODER = "encoder_model.onnx";
  static final String DECODER = "decoder_model_merged.onnx";

  /** Below this the convolutions have nothing left to give. */
  private static final int SHORTEST = 4_000;

  private static final float FULL_SCALE = 32768f;

  private final OrtSession encoder;
  private final OrtSession decoder;
  private final Set<String> decoderCaches = new LinkedHashSet<>();
  private final Set<String> encoderCaches = new LinkedHashSet<>();
  private final long heads;
  private final long headSize;

  private MoonshineGraph(OrtSession encoder, OrtSession decoder) throws OrtException {
    this.encoder = encoder;
    this.decoder = decoder;
    Map<String, NodeInfo> inputs = decoder.getInputInfo();
    for (String name : inputs.keySet()) {
      if (name.startsWith("past_key_values.")) {
        (name.contains(".decoder.") ? decoderCaches : encoderCaches)
            .add(name.substring("past_key_values.".length()));
      }
    }
    NodeInfo key = inputs.get("past_key_values.0.decoder.key");
    if (key == null || !encoder.getInputNames().contains("input_values")) {
      throw new IllegalArgumentException("The files are no Moonshine encoder and merged decoder");
    }
    long[] shape = ((TensorInfo) key.getInfo()).getShape();
    this.heads = shape[1];
    this.headSize = shape[3];
  }

  static MoonshineGraph open(Path folder) throws OrtException {
    OrtSession encoder = OnnxModels.open(folder.resolve(ENCODER));
    OrtSession decoder = null;
    try {
      decoder = OnnxModels.open(folder.resolve(DECODER));
      return new MoonshineGraph(encoder, decoder);
    } catch (OrtException | RuntimeException e) {
      encoder.close();
      if (decoder != null) {
        decoder.close();
      }
      throw e;
    }
  }

  /** The frames of {@code pcm} times {@code gain}, computed once for an utterance. */
  OnnxTensor encode(OnnxScope scope, short[] pcm, float gain) throws OrtException {
    float scale = gain / FULL_SCALE;
    float[] samples = new float[Math.max(pcm.length, SHORTEST)];
    for (int i = 0; i < pcm.length; i++) {
      samples[i] = pcm[i] * scale;
    }
    OnnxTensor input = scope.floats(FloatBuffer.wrap(samples), 1, samples.length);
    OrtSession.Result result =
        scope.run(encoder, Map.of("input_values", input), Set.of("last_hidden_state"));
    scope.release(input);
    return (OnnxTensor) result.get(0);
  }

  /** A text over {@code frames}; its tensors belong to {@code scope}. */
  TokenDecoder decoder(OnnxScope scope, OnnxTensor frames) {
    return new CachedDecoder(scope, frames);
  }

  @Override
  public void close() {
    try {
      encoder.close();
      decoder.close();
    } catch (OrtException e) {
      throw new IllegalStateException("The recognition model could not be closed", e);
    }
  }

  /**
   * Keys and values of all tokens so far stay in the runtime's tensors, out of one pass and into
   * the next.
   */
  private final class CachedDecoder implements TokenDecoder {
    private final OnnxScope scope;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final List<AutoCloseable> replaced = new ArrayList<>();
    private int length;

    CachedDecoder(OnnxScope scope, OnnxTensor frames) {
      this.scope = scope;
      inputs.put("encoder_hidden_states", frames);
    }

    @Override
    public TokenScores append(int[] tokens) throws OrtException {
      OnnxTensor ids =
          scope.longs(
              LongBuffer.wrap(Arrays.stream(tokens).asLongStream().toArray()), 1, tokens.length);
      inputs.put("input_ids", ids);
      OrtSession.Result result = length == 0 ? first() : scope.run(decoder, inputs, outputs());
      scope.release(ids);
      replaced.forEach(scope::release);
      replaced.clear();
      decoderCaches.forEach(
          name -> inputs.put("past_key_values." + name, tensor(result, "present." + name)));
      if (length > 0) {
        // The first result holds the caches of the audio too, which every later pass reads.
        replaced.add(result);
      }
      length += tokens.length;
      FloatBuffer scores = tensor(result, "logits").getFloatBuffer();
      int vocabulary = scores.capacity() / tokens.length;
      return index -> {
        float[] row = new float[vocabulary];
        scores.get(index * vocabulary, row);
        return row;
      };
    }

    private OrtSession.Result first() throws OrtException {
      OnnxTensor nothing =
          scope.floats(FloatBuffer.allocate((int) (heads * headSize)), 1, heads, 1, headSize);
      decoderCaches.forEach(name -> inputs.put("past_key_values." + name, nothing));
      encoderCaches.forEach(name -> inputs.put("past_key_values." + name, nothing));
      inputs.put("use_cache_branch", scope.flag(false));
      Set<String> outputs = outputs();
      encoderCaches.forEach(name -> outputs.add("present." + name));
      OrtSession.Result result = scope.run(decoder, inputs, outputs);
      encoderCaches.forEach(
          name -> inputs.put("past_key_values." + name, tensor(result, "present." + name)));
      inputs.put("use_cache_branch", scope.flag(true));
      return result;
    }

    @Override
    public void keep(int tokens) throws OrtException {
      for (String name : decoderCaches) {
        OnnxTensor whole = inputs.get("past_key_values." + name);
        OnnxTensor front = KeyValues.front(scope, whole, tokens);
        inputs.put("past_key_values." + name, front);
        replaced.add(front);
      }
      length = tokens;
    }

    @Override
    public int length() {
      return length;
    }

    private Set<String> outputs() {
      Set<String> outputs = new LinkedHashSet<>();
      outputs.add("logits");
      decoderCaches.forEach(name -> outputs.add("present." + name));
      return outputs;
    }

    private static OnnxTensor tensor(OrtSession.Result result, String name) {
      return (OnnxTensor) result.get(name).orElseThrow();
    }
  }
}
