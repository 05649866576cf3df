package io.auscult.local.bench.corpus;

import io.auscult.audio.AudioFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One recording of an evaluation set.
 *
 * @param name the path as the manifest has it
 * @param columns every column of its row in the manifest
 */
public record Clip(String name, Path audio, Map<String, String> columns) {
  /** The text of a column; empty where the manifest has none. */
  public String column(String column) {
    return columns.getOrDefault(column, "");
  }

  /** What is said in it; empty where the set has no text. */
  public String reference() {
    return column("reference");
  }

  /** The phrases of a column that lists them, separated by {@code |}. */
  public List<String> phrases(String column) {
    return column(column).isBlank() ? List.of() : List.of(column(column).split("\\|"));
  }

  /** The audio at 16 kHz mono. */
  public short[] pcm() throws IOException {
    return AudioFiles.read(audio);
  }
}
