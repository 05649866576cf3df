package io.auscult.local.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auscult.local.bench.plots.Plots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws what the other benchmarks wrote with {@code --json > docs/benchmarks/NAME.json}. */
@Command(
    name = "plots",
    description = "SVG plots of the JSON files that the other benchmarks wrote, next to them.")
final class PlotsCommand implements Callable<Integer> {
  /** {@code plots}: the files that were written. */
  record Report(String bench, String folder, int reports, List<String> plots) {}

  @Mixin private Figures figures;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "docs/benchmarks",
      description = "of the JSON files and the plots (${DEFAULT-VALUE})")
  private Path folder;

  @Override
  public Integer call() throws Exception {
    List<JsonNode> reports = read();
    List<String> written = new ArrayList<>();
    for (Map.Entry<String, String> plot : Plots.of(reports).entrySet()) {
      Files.writeString(folder.resolve(plot.getKey()), plot.getValue());
      written.add(plot.getKey());
    }
    Report report = new Report("plots", folder.toString(), reports.size(), written);
    figures.print(
        report, reports.size() + " reports in " + folder + ": " + String.join(", ", written));
    return written.isEmpty() ? 1 : 0;
  }

  /** By the names of their files, so that the same files give the same plots. */
  private List<JsonNode> read() throws IOException {
    if (!Files.isDirectory(folder)) throw new IOException(folder + ": there is no such folder");
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> reports = new ArrayList<>();
    for (Path file : files) {
      try {
        reports.add(json.readTree(file.toFile()));
      } catch (JsonProcessingException e) {
        throw new IOException(file + " is no JSON: " + e.getOriginalMessage(), e);
      }
    }
    return reports;
  }
}
