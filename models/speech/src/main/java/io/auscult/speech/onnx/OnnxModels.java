package io.auscult.speech.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;

/** Opens model files as sessions that many threads share, each call on the caller's own thread. */
public final class OnnxModels {
  private OnnxModels() {}

  /**
   * A session over {@code file} with one thread per call: the caller's. More threads per call made
   * every call slower on the machines measured, and they would not be counted by the scheduler that
   * shares out the cores.
   *
   * @throws OrtException if the file is missing or not a model that this runtime reads
   */
  public static OrtSession open(Path file) throws OrtException {
    return open(file, Device.CPU);
  }

  /**
   * The same on a device.
   *
   * @throws OrtException if this runtime was not built for the device, too
   */
  public static OrtSession open(Path file, Device device) throws OrtException {
    try (OrtSession.SessionOptions options = options()) {
      if (device == Device.CUDA) options.addCUDA(0);
      return OrtEnvironment.getEnvironment().createSession(file.toString(), options);
    }
  }

  /**
   * The same over a model that is in memory already.
   *
   * @throws OrtException if it is not a model that this runtime reads
   */
  public static OrtSession open(byte[] model) throws OrtException {
    try (OrtSession.SessionOptions options = options()) {
      return OrtEnvironment.getEnvironment().createSession(model, options);
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // What fails is thrown to the caller; the runtime's own lines on stderr would hold token ids.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      // Folds quantised constants once instead of dequantising the vocabulary matrix at every step:
      // a third of the decoder's time, with the same text.
      options.addConfigEntry("session.disable_quant_qdq", "1");
      // Shapes differ from call to call: a plan per shape, and an arena that keeps the largest
      // block ever asked for, would grow for as long as new lengths come.
      options.setMemoryPatternOptimization(false);
      options.setCPUArenaAllocator(false);
      return options;
    } catch (OrtException e) {
      options.close();
      throw e;
    }
  }
}
