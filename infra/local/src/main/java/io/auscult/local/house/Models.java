package io.auscult.local.house;

import io.auscult.speech.SpeechEngine;
import io.auscult.speech.onnx.Device;
import io.auscult.speech.store.ModelStore;
import io.auscult.speech.store.ModelUnavailable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The models of a system. */
final class Models {
  private Models() {}

  /**
   * Returns when every model that is needed is on this machine and loaded.
   *
   * @param recogniser {@code tiny}, {@code base} or a folder
   * @param device what the recogniser runs on
   * @param progress told what is fetched
   * @throws StartFailure with the store's own advice
   */
  static SpeechEngine load(
      Optional<Path> prepared, String recogniser, Device device, Consumer<String> progress)
      throws StartFailure {
    try {
      ModelStore store = ModelStore.open(prepared, progress::accept);
      store.resolve(ModelStore.SILERO_VAD);
      store.recogniser(recogniser);
      return SpeechEngine.acquire(new SpeechEngine.EngineSettings(prepared, recogniser, device));
    } catch (ModelUnavailable e) {
      throw new StartFailure(e.getMessage(), e);
    }
  }
}
