package io.auscult.speech.store;

import java.util.List;

/**
 * A model that the store knows.
 *
 * @param name how it is asked for
 * @param npmPackage what it comes in
 * @param version of that package
 * @param licence SPDX identifier of the model
 * @param files all of them
 */
record PinnedModel(
    String name, String npmPackage, String version, String licence, List<PinnedFile> files) {
  PinnedModel {
    files = List.copyOf(files);
  }

  String packageSpec() {
    return npmPackage + "@" + version;
  }

  long bytes() {
    return files.stream().mapToLong(PinnedFile::bytes).sum();
  }
}
