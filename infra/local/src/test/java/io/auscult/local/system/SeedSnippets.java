package io.auscult.local.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The client code of a vendor's own documentation, cut out of verbatim copies of its pages and run
 * by Node with npm {@code ws}.
 */
final class SeedSnippets {
  /** The whole list of what is changed in the vendors' code before it runs. */
  private record Repair(String from, String to, String why) {}

  private static final String ENDPOINT = "ws://localhost:8000/ws/transcribe";
  private static final List<String> TOKENS =
      List.of("your-jwt-token-here", "your-test-jwt-token", "your-jwt-token");
  private static final int LONGEST_SECONDS = 60;

  private final Path folder;

  private SeedSnippets(Path folder) {
    this.folder = folder;
  }

  /** Installs the pinned {@code ws} into a folder, unless it is there. */
  static SeedSnippets in(Path folder) throws Exception {
    Files.createDirectories(folder);
    for (String name : List.of("package.json", "package-lock.json")) {
      Files.writeString(folder.resolve(name), resource(name));
    }
    if (!Files.isDirectory(folder.resolve("node_modules/ws"))) {
      Ran npm = run(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
      if (npm.exit() != 0) throw new IOException("npm ci failed:\n" + npm.output());
    }
    return new SeedSnippets(folder);
  }

  /** What a process printed and how it ended. */
  record Ran(int exit, String output) {}

  /**
   * The code of a page from the line that begins with {@code from} up to the line that is {@code
   * to}, both included.
   */
  static String code(String page, String from, String to) throws IOException {
    String text = resource(page);
    int start = text.indexOf(from);
    int end = text.indexOf(to, start);
    if (start < 0 || end < 0) throw new IOException(page + " has no code from " + from);
    return text.substring(start, end + to.length());
  }

  /**
   * Runs a snippet.
   *
   * @param before what the snippet expects of its surroundings
   * @param after what drives it
   */
  Ran run(String before, String snippet, String after, String endpoint, String token)
      throws Exception {
    String repaired = snippet;
    for (Repair repair : repairs(endpoint, token)) {
      repaired = repaired.replace(repair.from(), repair.to());
    }
    Path script = Files.createTempFile(folder, "snippet", ".cjs");
    Files.writeString(script, before + "\n" + repaired + "\n" + after + "\n");
    return run(folder, "node", script.toString());
  }

  private static List<Repair> repairs(String endpoint, String token) {
    List<Repair> all = new java.util.ArrayList<>();
    all.add(new Repair(ENDPOINT, endpoint, "the test's gateway is on a free port"));
    // Spaces around the dots and brackets of the second page are artefacts of its extraction, and
    // JavaScript reads them as they stand.
    for (String placeholder : TOKENS) {
      all.add(new Repair("'" + placeholder + "'", "'" + token + "'", "a real token"));
    }
    return all;
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
      process.destroyForcibly().waitFor();
      throw new IOException(
          String.join(" ", command) + " did not end:\n" + Files.readString(output));
    }
    return new Ran(process.exitValue(), Files.readString(output));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SeedSnippets.class.getResourceAsStream("/seeds/" + name)) {
      if (in == null) throw new IOException("no resource " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
