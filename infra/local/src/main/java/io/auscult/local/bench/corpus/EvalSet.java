package io.auscult.local.bench.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder of recordings described by its {@code manifest.tsv}: tab separated, no quoting. */
public record EvalSet(String name, List<Clip> clips) {
  private static final String MANIFEST = "manifest.tsv";

  public EvalSet {
    clips = List.copyOf(clips);
  }

  /**
   * Reads a set by its short name: {@code clean} is {@code asr/clean}, {@code simulated} is {@code
   * diarization/simulated}, {@code noise} is {@code noise}.
   *
   * @throws IOException where there is no such set, or its manifest is no manifest
   */
  public static EvalSet read(Path eval, String name) throws IOException {
    for (String parent : List.of("asr", "", "diarization")) {
      Path folder = eval.resolve(parent).resolve(name);
      Path manifest = folder.resolve(MANIFEST);
      if (!Files.isRegularFile(manifest)) continue;
      List<Clip> clips = new ArrayList<>();
      for (Map<String, String> row : rows(manifest.toString(), Files.readAllLines(manifest))) {
        clips.add(new Clip(row.get("path"), folder.resolve(row.get("path")), row));
      }
      return new EvalSet(name, clips);
    }
    throw new IOException(
        "no set \"" + name + "\" in " + eval + ": there is no " + name + "/" + MANIFEST + " in it");
  }

  /** The rows of a manifest by column; a row may leave out its last columns. */
  static List<Map<String, String>> rows(String manifest, List<String> lines) throws IOException {
    if (lines.isEmpty()) throw new IOException(manifest + " is empty");
    String[] names = lines.get(0).split("\t", -1);
    if (!List.of(names).contains("path")) {
      throw new IOException(manifest + ": the first line must name the columns, \"path\" too");
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) continue;
      String[] values = lines.get(i).split("\t", -1);
      if (values.length > names.length) {
        throw new IOException(
            manifest
                + " line "
                + (i + 1)
                + ": "
                + values.length
                + " values for "
                + names.length
                + " columns");
      }
      Map<String, String> row = new HashMap<>();
      for (int c = 0; c < values.length; c++) row.put(names[c], values[c]);
      rows.add(Map.copyOf(row));
    }
    return rows;
  }

  /** The first {@code limit} clips; all of them for 0. */
  public EvalSet first(int limit) {
    return limit == 0 || limit >= clips.size() ? this : new EvalSet(name, clips.subList(0, limit));
  }
}
