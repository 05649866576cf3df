package io.auscult.speech.recognition;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.auscult.speech.onnx.GraphReader;
import io.auscult.speech.onnx.OnnxModels;
import io.auscult.speech.onnx.OnnxScope;
import io.auscult.speech.onnx.UnsupportedGraph;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@link LeanDecoder}, put together in memory from the verified file whenever it is loaded
 * (half a second): so there is no second file to be verified, and no place where it would have to
 * be written.
 */
final class SplitDecoder implements Decoder {
  private final OrtSession audio;
  private final OrtSession text;
  private final List<String> textCaches;
  private final List<String> audioCaches;
  private final long heads;
  private final long headSize;
  private final Set<String> outputs = new LinkedHashSet<>();

  private SplitDecoder(OrtSession audio, OrtSession text, LeanDecoder form) {
    this.audio = audio;
    this.text = text;
    this.textCaches = form.caches(true);
    this.audioCaches = form.caches(false);
    this.heads = form.heads();
    this.headSize = form.headSize();
    outputs.add(LeanDecoder.LOGITS);
    textCaches.forEach(name -> outputs.add("present." + name));
  }

  /**
   * The decoder in {@code merged}.
   *
   * @throws UnsupportedGraph if it is not built as expected
   */
  static SplitDecoder open(Path merged) throws IOException, OrtException, UnsupportedGraph {
    LeanDecoder form = LeanDecoder.of(GraphReader.read(merged));
    OrtSession audio = OnnxModels.open(form.audio());
    try {
      return new SplitDecoder(audio, OnnxModels.open(form.text()), form);
    } catch (OrtException | UnsupportedGraph | RuntimeException e) {
      audio.close();
      throw e;
    }
  }

  @Override
  public TokenDecoder over(OnnxScope scope, OnnxTensor frames) throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    OrtSession.Result heard =
        scope.run(audio, Map.of(LeanDecoder.FRAMES, frames), audio.getOutputNames());
    for (String name : audioCaches) {
      inputs.put("past_key_values." + name, tensor(heard, "present." + name));
    }
    return new Text(scope, inputs);
  }

  @Override
  public void close() throws OrtException {
    audio.close();
    text.close();
  }

  private static OnnxTensor tensor(OrtSession.Result result, String name) {
    return (OnnxTensor) result.get(name).orElseThrow();
  }

  private final class Text implements TokenDecoder {
    private final OnnxScope scope;
    private final Map<String, OnnxTensor> inputs;
    private final TextCaches caches;

    Text(OnnxScope scope, Map<String, OnnxTensor> inputs) throws OrtException {
      this.scope = scope;
      this.inputs = inputs;
      OnnxTensor nothing = scope.floats(FloatBuffer.allocate(0), 1, heads, 0, headSize);
      caches = new TextCaches(scope, inputs, textCaches, nothing);
    }

    @Override
    public TokenScores append(int[] tokens, int firstRow) throws OrtException {
      long[] ids = Arrays.stream(tokens).asLongStream().toArray();
      OnnxTensor given = scope.longs(LongBuffer.wrap(ids), 1, ids.length);
      OnnxTensor position = scope.longs(LongBuffer.wrap(new long[] {caches.length()}), 1);
      OnnxTensor row = scope.longs(LongBuffer.wrap(new long[] {firstRow}), 1);
      inputs.put(LeanDecoder.IDS, given);
      inputs.put(LeanDecoder.POSITION, position);
      inputs.put(LeanDecoder.FIRST_ROW, row);
      OrtSession.Result result = scope.run(text, inputs, outputs);
      scope.release(given);
      scope.release(position);
      scope.release(row);
      caches.take(result, tokens.length, true);
      return TokenScores.of(
          tensor(result, LeanDecoder.LOGITS).getFloatBuffer(), tokens.length - firstRow);
    }

    @Override
    public void keep(int tokens) throws OrtException {
      caches.keep(tokens);
    }

    @Override
    public int length() {
      return caches.length();
    }
  }
}
