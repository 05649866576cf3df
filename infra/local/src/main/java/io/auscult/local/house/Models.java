package io.auscult.local.house;

import io.auscult.speech.store.ModelStore;
import io.auscult.speech.store.ModelUnavailable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The models that a system needs before it can start. */
final class Models {
  private Models() {}

  /**
   * Returns when every model is on this machine.
   *
   * @param recogniser {@code tiny}, {@code base} or a folder
   * @throws StartFailure with the store's own advice
   */
  static void fetch(Optional<Path> prepared, String recogniser, Consumer<String> progress)
      throws StartFailure {
    ModelStore store = ModelStore.open(prepared, progress::accept);
    for (String model : needed(recogniser)) {
      try {
        store.resolve(model);
      } catch (ModelUnavailable e) {
        throw new StartFailure(e.getMessage(), e);
      }
    }
  }

  static List<String> needed(String recogniser) {
    return switch (recogniser) {
      case "tiny", "base" ->
          List.of("moonshine-" + recogniser, "moonshine-vocabulary", "silero-vad");
      default -> List.of("moonshine-vocabulary", "silero-vad");
    };
  }
}
