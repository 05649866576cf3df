package io.auscult.speech.recognition;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.auscult.speech.onnx.Device;
import io.auscult.speech.onnx.GraphReader;
import io.auscult.speech.onnx.OnnxModels;
import io.auscult.speech.onnx.OnnxScope;
import io.auscult.speech.onnx.UnsupportedGraph;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two graphs of a Moonshine model: audio to frames, and frames with the tokens so far to the
 * scores of the next. The sizes are read from the graphs, so that a larger model of the same kind
 * works too.
 */
final class MoonshineGraph implements AutoCloseable {
  static final String ENCODER = "encoder_model.onnx";
  static final String DECODER = "decoder_model_merged.onnx";

  private static final Logger LOG = LoggerFactory.getLogger(MoonshineGraph.class);

  /** Below this the convolutions have nothing left to give. */
  private static final int SHORTEST = 4_000;

  private static final float FULL_SCALE = 32768f;

  private final OrtSession encoder;
  private final Decoder decoder;

  private MoonshineGraph(OrtSession encoder, Decoder decoder) {
    this.encoder = encoder;
    this.decoder = decoder;
  }

  static MoonshineGraph open(Path folder, Device device) throws IOException, OrtException {
    OrtSession encoder = encoder(folder.resolve(ENCODER), device);
    try {
      if (!encoder.getInputNames().contains("input_values")) {
        throw new IllegalArgumentException("The file is no Moonshine encoder");
      }
      return new MoonshineGraph(encoder, decoder(folder.resolve(DECODER), device));
    } catch (IOException | OrtException | RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  private static OrtSession encoder(Path file, Device device) throws IOException, OrtException {
    // What is rebuilt is rebuilt of operators that only processors have.
    if (device != Device.CPU) return OnnxModels.open(file, device);
    try {
      return OnnxModels.open(LeanEncoder.of(GraphReader.read(file)));
    } catch (UnsupportedGraph e) {
      LOG.info("{} is run as it is, which takes longer: {}", file, e.getMessage());
      return OnnxModels.open(file);
    }
  }

  private static Decoder decoder(Path file, Device device) throws IOException, OrtException {
    if (device != Device.CPU) return MergedDecoder.open(file, device);
    try {
      return SplitDecoder.open(file);
    } catch (UnsupportedGraph e) {
      LOG.info("{} is run as it is, which takes twice as long: {}", file, e.getMessage());
      return MergedDecoder.open(file, device);
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
  TokenDecoder decoder(OnnxScope scope, OnnxTensor frames) throws OrtException {
    return decoder.over(scope, frames);
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
}
