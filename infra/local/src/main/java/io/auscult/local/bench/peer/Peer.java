package io.auscult.local.bench.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** sherpa-onnx on the same weights, recordings and schedule; one process a run. */
public final class Peer {
  /** The silence at which the peer's own examples end an utterance, in seconds. */
  public static final double OWN_SILENCE_S = 0.4;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PeerFolder folder;

  public Peer(PeerFolder folder) {
    this.folder = folder;
  }

  /**
   * What one run was.
   *
   * @param cpuPerAudioS CPU seconds per second of audio, loading the models left out
   * @param texts what it heard, by the file as it was named
   */
  public record Run(
      double cpuPerAudioS,
      double audioS,
      int finals,
      int partials,
      double rssMb,
      Map<Path, String> texts) {
    @Override
    public String toString() {
      return "Run[" + texts.size() + " files]";
    }
  }

  /**
   * Recognises files one after the other, as fast as it can, counting its own CPU.
   *
   * @param model {@code base} or {@code tiny}
   * @param partialEveryMs 0: finals only
   * @param silenceS silence that ends an utterance
   * @param wavs of 16 kHz mono
   * @throws IOException where it fails, with the last that it said
   */
  public Run run(String model, int partialEveryMs, double silenceS, List<Path> wavs)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("node", folder.driver(silenceS).toString(), "--models"));
    command.addAll(List.of(folder.models().toString(), "--model", model, "--partials"));
    command.addAll(List.of(Integer.toString(partialEveryMs), "--json"));
    for (Path wav : wavs) command.add(wav.toAbsolutePath().toString());
    Path output = Files.createTempFile("auscult-peer", ".out");
    try {
      Map<String, String> environment = Map.of("LD_LIBRARY_PATH", folder.libraries().toString());
      Process process = folder.start(command, environment, output);
      int code;
      try {
        code = process.waitFor();
      } finally {
        process.destroy();
      }
      List<String> lines = Files.readAllLines(output);
      if (code != 0) throw new IOException("the peer ended with " + code + ": " + last(lines));
      return read(lines);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** The report among whatever else it wrote. */
  static Run read(List<String> lines) throws IOException {
    for (String line : lines) {
      if (!line.startsWith("{")) continue;
      try {
        JsonNode report = JSON.readTree(line);
        if (report.has("cpu_per_audio_s")) return run(report);
      } catch (JsonProcessingException e) {
        throw new IOException("the peer's report is no JSON", e);
      }
    }
    throw new IOException("the peer gave no report: " + last(lines));
  }

  private static Run run(JsonNode report) {
    Map<Path, String> texts = new LinkedHashMap<>();
    report
        .path("texts")
        .properties()
        .forEach(text -> texts.put(Path.of(text.getKey()), text.getValue().asText()));
    return new Run(
        report.path("cpu_per_audio_s").asDouble(),
        report.path("audio_s").asDouble(),
        report.path("finals").asInt(),
        report.path("partials").asInt(),
        report.path("rss_mb").asDouble(),
        texts);
  }

  private static String last(List<String> lines) {
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }
}
