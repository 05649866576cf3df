package io.auscult.speech.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Owns the native tensors and results that are made through it, and frees every one of them when it
 * is closed. Not thread-safe: one scope serves one call (or one pooled workspace).
 *
 * <p>ONNX Runtime keeps tensors outside the heap, where the garbage collector does not see them:
 * one that is not closed is lost for the life of the process. The process-wide count of open
 * objects lets a test prove that none is.
 */
public final class OnnxScope implements AutoCloseable {
  private static final AtomicLong OPEN = new AtomicLong();

  private final Set<AutoCloseable> owned = Collections.newSetFromMap(new IdentityHashMap<>());

  /** How many native tensors and results are open in this process. */
  public static long openObjects() {
    return OPEN.get();
  }

  /** A tensor over {@code values}; without a copy when the buffer is direct. */
  public OnnxTensor floats(FloatBuffer values, long... shape) throws OrtException {
    return own(OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape));
  }

  /** A tensor over {@code values}; without a copy when the buffer is direct. */
  public OnnxTensor longs(LongBuffer values, long... shape) throws OrtException {
    return own(OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape));
  }

  /** A one-element boolean tensor. */
  public OnnxTensor flag(boolean value) throws OrtException {
    return own(OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new boolean[] {value}));
  }

  /** A tensor without dimensions. */
  public OnnxTensor scalar(long value) throws OrtException {
    return own(OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), value));
  }

  /** Runs {@code session} for the named outputs. */
  public OrtSession.Result run(
      OrtSession session, Map<String, ? extends OnnxTensorLike> inputs, Set<String> outputs)
      throws OrtException {
    return own(session.run(inputs, outputs));
  }

  /** Closes one object before the rest, as soon as nothing reads it any more. */
  public void release(AutoCloseable object) {
    if (owned.remove(object)) {
      free(object);
    }
  }

  @Override
  public void close() {
    List<AutoCloseable> rest = List.copyOf(owned);
    owned.clear();
    rest.forEach(OnnxScope::free);
  }

  private <T extends AutoCloseable> T own(T object) {
    owned.add(object);
    OPEN.incrementAndGet();
    return object;
  }

  private static void free(AutoCloseable object) {
    OPEN.decrementAndGet();
    try {
      object.close();
    } catch (Exception e) {
      throw new IllegalStateException("A native object could not be closed", e);
    }
  }
}
