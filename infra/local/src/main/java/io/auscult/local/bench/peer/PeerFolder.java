package io.auscult.local.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where the peer is installed: sherpa-onnx from npm, the scripts that drive it, and the same model
 * files that we use, fetched by the peer's own script.
 *
 * @param work the folder, kept from run to run
 */
public record PeerFolder(Path work) {
  private static final String PACKAGE = "sherpa-onnx-node";
  private static final String VERSION = "1.13.8";
  static final String DRIVER = "sherpa-live.cjs";
  private static final String PREPARE = "prepare.cjs";

  /**
   * Makes the folder complete; what is there already is kept.
   *
   * @param scripts the folder with {@value #DRIVER} and {@value #PREPARE}
   * @param progress told what is fetched
   * @throws IOException where a script or npm is missing, or npm fails; with what to do
   */
  public static PeerFolder install(Path scripts, Path work, Consumer<String> progress)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    for (String script : List.of(DRIVER, PREPARE)) {
      Path from = scripts.resolve(script);
      if (!Files.isRegularFile(from)) {
        throw new IOException("--peer " + scripts + ": there is no " + script + " in it");
      }
      Files.copy(from, work.resolve(script), StandardCopyOption.REPLACE_EXISTING);
    }
    PeerFolder folder = new PeerFolder(work);
    if (!folder.hasPackage()) {
      progress.accept("installing the peer, " + PACKAGE + " " + VERSION + ", into " + work);
      String exact = PACKAGE + "@" + VERSION;
      folder.run(List.of("npm", "install", "--silent", "--no-fund", "--no-audit", exact));
    }
    if (!Files.isRegularFile(folder.models().resolve("tokens.txt"))) {
      progress.accept("fetching the peer's models into " + folder.models());
      folder.run(List.of("node", PREPARE, "models"));
    }
    return folder;
  }

  private boolean hasPackage() throws IOException {
    Path manifest = work.resolve("node_modules").resolve(PACKAGE).resolve("package.json");
    return Files.isRegularFile(manifest)
        && Files.readString(manifest).contains("\"" + VERSION + "\"");
  }

  Path models() {
    return work.resolve("models");
  }

  /**
   * The folder of the peer's native libraries, which its dynamic linker must be told.
   *
   * @throws IOException where npm had none for this machine
   */
  Path libraries() throws IOException {
    try (Stream<Path> packages = Files.list(work.resolve("node_modules"))) {
      return packages
          .filter(p -> p.getFileName().toString().startsWith("sherpa-onnx-"))
          .filter(p -> !p.getFileName().toString().equals(PACKAGE))
          .findFirst()
          .orElseThrow(() -> new IOException("the peer has no native library for this machine"));
    }
  }

  /**
   * The driver with another end of utterance than its own.
   *
   * @param silenceS seconds of silence
   * @throws IOException where the script does not say its own as it did
   */
  Path driver(double silenceS) throws IOException {
    String script = Files.readString(work.resolve(DRIVER));
    String changed = withSilence(script, silenceS);
    if (changed.equals(script)) return work.resolve(DRIVER);
    Path copy = work.resolve("sherpa-live-" + Math.round(silenceS * 1000) + ".cjs");
    Files.writeString(copy, changed);
    return copy;
  }

  static String withSilence(String script, double silenceS) throws IOException {
    String own = "minSilenceDuration: " + Peer.OWN_SILENCE_S;
    if (!script.contains(own)) throw new IOException(DRIVER + " does not say \"" + own + "\"");
    return script.replace(own, "minSilenceDuration: " + silenceS);
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(work, "install", ".log");
    Process process = start(new ArrayList<>(command), Map.of(), log);
    int code = process.waitFor();
    if (code != 0) {
      List<String> lines = Files.readAllLines(log);
      throw new IOException(
          String.join(" ", command)
              + " ended with "
              + code
              + ": "
              + String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size())));
    }
    Files.delete(log);
  }

  /** Starts one of the peer's programs in its folder; stdout and stderr go to a file. */
  Process start(List<String> command, Map<String, String> environment, Path output)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "peer-ends"));
      return process;
    } catch (IOException e) {
      throw new IOException(
          "the peer needs Node and npm, and there is no "
              + command.get(0)
              + " on the PATH: install nodejs and npm, or leave --peer out",
          e);
    }
  }
}
