package io.auscult.speech.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What a recogniser is loaded from.
 *
 * @param folder with the encoder and the decoder
 * @param vocabulary file
 * @param model name and content, as {@code moonshine-base-int8@1a2b3c4d}
 */
public record RecogniserFiles(Path folder, Path vocabulary, String model) {
  /** Name and the first 8 digits of a hash over the files' hashes. */
  static String model(String name, List<String> hashes) {
    String all = String.join("\n", hashes);
    return name + "@" + Hashes.of(all.getBytes(StandardCharsets.US_ASCII)).substring(0, 8);
  }
}
