package io.auscult.speech.store;

import java.nio.file.Path;

/**
 * One file of one model, as it lies in the store.
 *
 * @param model how the model is asked for
 * @param version of the package that it comes in
 * @param file name in the model's folder
 * @param bytes its exact size
 * @param sha256 that the catalogue pins
 * @param licence SPDX identifier
 * @param state as far as the operation that made this row looked
 * @param path where it lies or would lie
 */
public record ModelStatus(
    String model,
    String version,
    String file,
    long bytes,
    String sha256,
    String licence,
    State state,
    Path path) {
  /** How it is with a file. */
  public enum State {
    /** There, and known to be the pinned one. */
    VERIFIED,
    /** There with the pinned size, not read since it was last changed. */
    UNVERIFIED,
    /** There, but not the pinned one. */
    DAMAGED,
    /** Not there. */
    MISSING
  }
}
