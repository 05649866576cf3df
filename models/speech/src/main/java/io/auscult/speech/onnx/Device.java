package io.auscult.speech.onnx;

import java.util.Locale;

/** What a model runs on. */
public enum Device {
  /** The processor: what the models that are fetched by default are made for. */
  CPU,
  /**
   * The first NVIDIA GPU. Needs a build with the Maven profile {@code gpu} and a model in floats:
   * the runtime has no 8-bit multiplication there.
   */
  CUDA;

  /** The device that the setting names: {@code cpu} or {@code cuda}. */
  public static Device named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
