package io.auscult.local.bench.rehearsal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.auscult.local.bench.system.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our recognition alone, in a process of its own so that its CPU is nobody else's. */
public final class OwnRecognition implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;
  private final Path log;

  /**
   * All recordings heard once.
   *
   * @param cpuPerAudioS CPU seconds of the whole process per second of audio
   * @param finals that have words
   * @param texts the finals of each recording
   */
  public record Round(
      double cpuPerAudioS,
      double audioS,
      int finals,
      int partials,
      double rssMb,
      List<String> texts) {
    @Override
    public String toString() {
      return "Round[" + texts.size() + " recordings]";
    }
  }

  private OwnRecognition(Process process, Path log) {
    this.process = process;
    this.answers = process.inputReader();
    this.orders = process.outputWriter();
    this.log = log;
  }

  /**
   * Returns when it has heard everything once, unmeasured, so that compiled code is measured.
   *
   * @param recogniser {@code tiny}, {@code base} or a folder
   * @param partialEveryMs 0: finals only
   * @throws IOException where it does not come up, with the last that it said
   */
  public static OwnRecognition start(String recogniser, int partialEveryMs, List<Path> recordings)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(recogniser);
    arguments.add(Integer.toString(partialEveryMs));
    for (Path one : recordings) arguments.add(one.toAbsolutePath().toString());
    Path log = Files.createTempFile("auscult-rehearsal", ".log");
    Process process =
        new ProcessBuilder(JavaCommand.of(RehearsalMain.class.getName(), arguments))
            .redirectError(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "rehearsal-ends"));
    OwnRecognition own = new OwnRecognition(process, log);
    try {
      own.read();
      return own;
    } catch (IOException e) {
      own.close();
      throw e;
    }
  }

  /** Hears everything once more. */
  public Round round() throws IOException {
    orders.write("again\n");
    orders.flush();
    return read();
  }

  private Round read() throws IOException {
    String line = answers.readLine();
    if (line != null) return JSON.readValue(line, Round.class);
    List<String> lines = Files.readAllLines(log);
    throw new IOException(
        "our recognition alone ended: "
            + (lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1)));
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    Files.deleteIfExists(log);
  }
}
