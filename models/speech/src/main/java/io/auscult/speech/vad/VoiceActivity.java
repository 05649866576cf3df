package io.auscult.speech.vad;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.auscult.speech.onnx.OnnxModels;
import io.auscult.speech.onnx.OnnxScope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Tells how likely it is that a frame of 32 ms holds speech, with Silero v5. Thread-safe: one
 * session serves every stream, and what a stream remembers is a plain {@code float[]} that its
 * owner keeps.
 *
 * <p>The model reads 64 samples of the frame before together with the 512 new ones; without them
 * its probabilities are quietly wrong, which is why they are part of the state.
 */
public final class VoiceActivity implements AutoCloseable {
  /** Samples of one frame at 16 kHz: 32 ms. */
  public static final int FRAME = 512;

  private static final int CONTEXT = 64;
  private static final int RECURRENT = 2 * 128;
  private static final float FULL_SCALE = 32768f;

  /** Values in a stream's state. */
  public static final int STATE = RECURRENT + CONTEXT;

  private final OrtSession session;
  private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  private VoiceActivity(OrtSession session) {
    this.session = session;
  }

  /**
   * Opens the detector.
   *
   * @throws IllegalArgumentException if the file is not the Silero v5 model
   */
  public static VoiceActivity load(Path onnx) {
    OrtSession session = null;
    try {
      session = OnnxModels.open(onnx);
      if (!session.getInputNames().equals(Set.of("input", "state", "sr"))) {
        throw new IllegalArgumentException(
            onnx + " is not a Silero v5 model: its inputs are " + session.getInputNames());
      }
      return new VoiceActivity(session);
    } catch (OrtException e) {
      throw new IllegalArgumentException(onnx + " cannot be opened as a voice activity model", e);
    }
  }

  /**
   * What a stream remembers before its first frame. Owned by the caller; may be copied and stored.
   */
  public static float[] freshState() {
    return new float[STATE];
  }

  /**
   * The probability, 0 to 1, that the 512 samples from {@code offset} hold speech. Moves {@code
   * state} on by one frame.
   *
   * @throws IllegalArgumentException if {@code state} is not one of {@link #freshState()} or the
   *     frame is not inside {@code pcm}
   * @throws IllegalStateException if the detector is closed or the runtime fails
   */
  public float speech(float[] state, short[] pcm, int offset) {
    if (state.length != STATE) {
      throw new IllegalArgumentException("A state has " + STATE + " values, not " + state.length);
    }
    if (offset < 0 || offset + FRAME > pcm.length) {
      throw new IllegalArgumentException(
          "No frame of " + FRAME + " samples at " + offset + " of " + pcm.length);
    }
    if (closed) {
      throw new IllegalStateException("The voice activity detector is closed");
    }
    Workspace workspace = idle.poll();
    try {
      if (workspace == null) {
        workspace = new Workspace();
      }
      return workspace.run(session, state, pcm, offset);
    } catch (OrtException e) {
      throw new IllegalStateException("The voice activity model failed: " + e.getCode(), e);
    } finally {
      giveBack(workspace);
    }
  }

  /** Frees the session; calls under way must have ended. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (Workspace workspace = idle.poll(); workspace != null; workspace = idle.poll()) {
      workspace.scope.close();
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("The voice activity model could not be closed", e);
    }
  }

  private void giveBack(Workspace workspace) {
    if (workspace == null) {
      return;
    }
    if (closed) {
      workspace.scope.close();
    } else {
      idle.add(workspace);
    }
  }

  /**
   * Tensors over direct memory, used again for every frame: making them anew costs more than the
   * model.
   */
  private static final class Workspace {
    private final OnnxScope scope = new OnnxScope();
    private final FloatBuffer samples = direct(CONTEXT + FRAME);
    private final FloatBuffer before = direct(RECURRENT);
    private final FloatBuffer after = direct(RECURRENT);
    private final FloatBuffer probability = direct(1);
    private final float[] frame = new float[CONTEXT + FRAME];
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    Workspace() throws OrtException {
      inputs =
          Map.of(
              "input", scope.floats(samples, 1, CONTEXT + FRAME),
              "state", scope.floats(before, 2, 1, 128),
              "sr", scope.scalar(16_000));
      outputs =
          Map.of(
              "output", scope.floats(probability, 1, 1), "stateN", scope.floats(after, 2, 1, 128));
    }

    float run(OrtSession session, float[] state, short[] pcm, int offset) throws OrtException {
      System.arraycopy(state, RECURRENT, frame, 0, CONTEXT);
      for (int i = 0; i < FRAME; i++) {
        frame[CONTEXT + i] = pcm[offset + i] / FULL_SCALE;
      }
      samples.put(0, frame);
      before.put(0, state, 0, RECURRENT);
      session.run(inputs, Set.of(), outputs).close();
      after.get(0, state, 0, RECURRENT);
      System.arraycopy(frame, FRAME, state, RECURRENT, CONTEXT);
      return probability.get(0);
    }

    private static FloatBuffer direct(int floats) {
      return ByteBuffer.allocateDirect(floats * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
    }
  }
}
