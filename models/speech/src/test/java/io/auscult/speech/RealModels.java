package io.auscult.speech;

import io.auscult.speech.store.ModelStore;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The store that tests with real models read: {@code AUSCULT_MODELS}, else the per-user cache
 * (fetched once by npm).
 */
public final class RealModels {
  private RealModels() {}

  public static Optional<Path> prepared() {
    return Optional.ofNullable(System.getenv("AUSCULT_MODELS"))
        .filter(path -> !path.isEmpty())
        .map(Path::of);
  }

  public static ModelStore store() {
    return ModelStore.open(prepared(), System.err::println);
  }
}
