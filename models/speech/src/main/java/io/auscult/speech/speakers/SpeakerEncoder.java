package io.auscult.speech.speakers;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.auscult.speech.onnx.OnnxModels;
import io.auscult.speech.onnx.OnnxScope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network from {@code waveform} [batch, samples] in -1..1 to {@code embedding} [batch, dimension]
 * of norm 1, its front end in the graph. The one that comes with the program is Resemblyzer's
 * (MODEL-CARD.md beside it); a larger one is a folder with {@code encoder.onnx} and {@code
 * thresholds.properties} ({@link ClusteringRules#read}).
 */
public final class SpeakerEncoder implements VoiceEncoder {
  /** The network in a folder of the model store. */
  public static final String FILE = "encoder.onnx";

  /** The clustering rules beside it. */
  public static final String THRESHOLDS = "thresholds.properties";

  private static final String BUILT_IN = "speaker_encoder_fp16.onnx";
  private static final float FULL_SCALE = 32768f;

  // Eight rows already share the weights well; more would only hold more memory at once.
  private static final int MOST_ROWS = 8;

  private final OrtSession session;
  private final int dimension;
  private final String model;
  private final ClusteringRules rules;
  private volatile boolean closed;

  private SpeakerEncoder(OrtSession session, int dimension, String model, ClusteringRules rules) {
    this.session = session;
    this.dimension = dimension;
    this.model = model;
    this.rules = rules;
  }

  /** Opens the network that comes with the program. */
  public static SpeakerEncoder builtIn() {
    try (InputStream in = SpeakerEncoder.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) throw new IllegalStateException(BUILT_IN + " is not on the class path");
      return open(BUILT_IN, in.readAllBytes(), ClusteringRules.DEFAULT);
    } catch (IOException e) {
      throw new IllegalStateException(BUILT_IN + " cannot be read", e);
    }
  }

  /**
   * Opens another network in its place: {@link #FILE} and {@link #THRESHOLDS} of a folder.
   *
   * @throws IllegalArgumentException with the file and the reason if either cannot be used
   */
  public static SpeakerEncoder load(Path folder) {
    Path file = folder.resolve(FILE);
    ClusteringRules rules = ClusteringRules.read(folder.resolve(THRESHOLDS));
    try {
      return open(file.toString(), Files.readAllBytes(file), rules);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read", e);
    }
  }

  private static SpeakerEncoder open(String name, byte[] onnx, ClusteringRules rules) {
    OrtSession session = null;
    try {
      session = OnnxModels.open(onnx);
      if (!session.getInputNames().equals(Set.of("waveform"))
          || !session.getOutputNames().contains("embedding")) {
        throw new IllegalArgumentException(
            name + " is no speaker encoder: its inputs are " + session.getInputNames());
      }
      int dimension = probe(session);
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(onnx));
      return new SpeakerEncoder(session, dimension, name + "@" + hash.substring(0, 12), rules);
    } catch (OrtException e) {
      close(session);
      throw new IllegalArgumentException(name + " cannot be opened as a speaker encoder", e);
    } catch (NoSuchAlgorithmException e) {
      close(session);
      throw new IllegalStateException("Every Java has SHA-256", e);
    } catch (RuntimeException e) {
      close(session);
      throw e;
    }
  }

  /** A graph may leave the size of its output open: then one window tells. */
  private static int probe(OrtSession session) throws OrtException {
    NodeInfo embedding = session.getOutputInfo().get("embedding");
    long[] shape = ((TensorInfo) embedding.getInfo()).getShape();
    if (shape.length == 2 && shape[1] > 0) return (int) shape[1];
    float[] silence = new float[Voiceprints.WINDOW];
    try (OnnxScope scope = new OnnxScope()) {
      OnnxTensor input = scope.floats(FloatBuffer.wrap(silence), 1, silence.length);
      OrtSession.Result result = scope.run(session, Map.of("waveform", input), Set.of("embedding"));
      return ((OnnxTensor) result.get(0)).getFloatBuffer().remaining();
    }
  }

  @Override
  public List<float[]> embed(List<short[]> windows) {
    if (closed) throw new IllegalStateException("The speaker encoder is closed");
    Map<Integer, List<Integer>> byLength = new LinkedHashMap<>();
    for (int i = 0; i < windows.size(); i++) {
      int length = windows.get(i).length;
      if (length < Voiceprints.SHORTEST) {
        throw new IllegalArgumentException(
            "A window has " + Voiceprints.SHORTEST + " samples or more, not " + length);
      }
      byLength.computeIfAbsent(length, l -> new ArrayList<>()).add(i);
    }
    float[][] vectors = new float[windows.size()][];
    for (List<Integer> rows : byLength.values()) {
      for (int from = 0; from < rows.size(); from += MOST_ROWS) {
        List<Integer> some = rows.subList(from, Math.min(from + MOST_ROWS, rows.size()));
        run(windows, some, vectors);
      }
    }
    return List.of(vectors);
  }

  private void run(List<short[]> windows, List<Integer> rows, float[][] vectors) {
    int length = windows.get(rows.get(0)).length;
    FloatBuffer samples =
        ByteBuffer.allocateDirect(rows.size() * length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int row : rows) {
      for (short sample : windows.get(row)) samples.put(sample / FULL_SCALE);
    }
    samples.flip();
    try (OnnxScope scope = new OnnxScope()) {
      OnnxTensor input = scope.floats(samples, rows.size(), length);
      OrtSession.Result result = scope.run(session, Map.of("waveform", input), Set.of("embedding"));
      FloatBuffer out = ((OnnxTensor) result.get(0)).getFloatBuffer();
      for (int row : rows) {
        vectors[row] = new float[dimension];
        out.get(vectors[row]);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("The speaker encoder failed: " + e.getCode(), e);
    }
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public ClusteringRules rules() {
    return rules;
  }

  /** Frees the session; calls under way must have ended. The second call does nothing. */
  @Override
  public void close() {
    if (closed) return;
    closed = true;
    close(session);
  }

  private static void close(OrtSession session) {
    if (session == null) return;
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("The speaker encoder could not be closed", e);
    }
  }
}
