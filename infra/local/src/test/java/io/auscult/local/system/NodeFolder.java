package io.auscult.local.system;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder with the pinned npm packages, in which JavaScript runs in Node or in a browser. */
final class NodeFolder {
  private static final int LONGEST_SECONDS = 60;

  /** Makes Node print objects as JSON, as the page driver does. */
  static final String PLAIN_CONSOLE =
      """
      console.log = (...all) => process.stdout.write(
        all.map(v => (typeof v === 'string' ? v : JSON.stringify(v))).join(' ') + '\\n');
      """;

  private static final List<String> FILES =
      List.of(
          "package.json", "package-lock.json", "browser.mjs", "typescript.cjs", "typecheck.cjs");

  private final Path folder;

  private NodeFolder(Path folder) {
    this.folder = folder;
  }

  /** What a process printed and how it ended. */
  record Ran(int exit, String output) {
    List<String> lines() {
      return output.lines().toList();
    }
  }

  /** Installs the pinned packages into a folder, unless they are there. */
  static NodeFolder in(Path folder) throws Exception {
    Files.createDirectories(folder);
    for (String name : FILES) Files.writeString(folder.resolve(name), resource(name));
    Path installed = folder.resolve("installed-lock.json");
    String lock = resource("package-lock.json");
    if (!Files.exists(installed) || !Files.readString(installed).equals(lock)) {
      Ran npm = run(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
      if (npm.exit() != 0) throw new IOException("npm ci failed:\n" + npm.output());
      Files.writeString(installed, lock);
    }
    return new NodeFolder(folder);
  }

  /** A file beside the scripts. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** Runs a script; {@code ending} tells CommonJS ({@code .cjs}) from a module ({@code .mjs}). */
  Ran node(String script, String ending) throws Exception {
    return run(folder, "node", write(script, ending).toString());
  }

  /** Runs TypeScript. */
  Ran typeScript(String script) throws Exception {
    return run(folder, "node", "typescript.cjs", write(script, ".ts").toString());
  }

  /** Compiles TypeScript strictly and prints what is wrong with it. */
  Ran typeCheck(String script) throws Exception {
    return run(folder, "node", "typecheck.cjs", write(script, ".ts").toString());
  }

  /** Runs a module in a page until it prints {@code the end}, before a microphone that plays. */
  Ran chromium(Path browser, String module, Path microphone) throws Exception {
    Path script = write(module, ".mjs");
    return run(
        folder,
        "node",
        "browser.mjs",
        browser.toString(),
        script.toString(),
        microphone.toString());
  }

  /** The browser that {@code CHROME_BIN} names, else the first on the path. */
  static Optional<Path> browser() {
    String named = System.getenv("CHROME_BIN");
    if (named != null) return Optional.of(Path.of(named));
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .flatMap(
            dir ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(Path.of(dir)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Path write(String script, String ending) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "snippet", ending), script);
  }

  private static Ran run(Path folder, String... command) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      throw new IOException(
          String.join(" ", command) + " did not end:\n" + Files.readString(output));
    }
    return new Ran(process.exitValue(), Files.readString(output));
  }

  static String resource(String name) throws IOException {
    try (InputStream in = NodeFolder.class.getResourceAsStream("/seeds/" + name)) {
      if (in == null) throw new IOException("no resource " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
