package io.auscult.local.bench.system;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code auscult up} as a child process with a data folder of its own. */
final class OwnProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnProcess.class);
  private static final String CONFIGURATION = "auscult.yaml";
  private static final String MAIN = "io.auscult.local.Main";
  private static final Pattern READY = Pattern.compile("ready .*?(https?://[^\\s,;]+).*");
  private static final Pattern FLINK = Pattern.compile("ready .*flink (https?://[^\\s,;]+).*");

  /** More than any benchmark opens. */
  private static final int SESSION_LIMIT = 100_000;

  private static final long STOP_SECONDS = 60;

  /** These of the environment are the user's to choose; all else is what the benchmark says. */
  private static final List<String> KEPT = List.of("AUSCULT_MODELS", "AUSCULT_VOCABULARY");

  private final Process process;
  private final Path folder;
  private final Addresses addresses;
  private final String secret;

  /** Where it answers; {@code flink} is empty where the line that says so names none. */
  record Addresses(URI gateway, Optional<URI> flink) {}

  private OwnProcess(Process process, Path folder, Addresses addresses, String secret) {
    this.process = process;
    this.folder = folder;
    this.addresses = addresses;
    this.secret = secret;
  }

  static OwnProcess up(SystemPlan plan) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("auscult-bench-");
    Optional<String> yaml = plan.yaml();
    if (yaml.isPresent()) Files.writeString(folder.resolve(CONFIGURATION), yaml.get());
    return up(plan, folder, newSecret(), ProcessBuilder.Redirect::to);
  }

  private static OwnProcess up(
      SystemPlan plan, Path folder, String secret, Function<File, ProcessBuilder.Redirect> into)
      throws IOException, InterruptedException {
    Path log = plan.log().orElse(folder.resolve("system.log"));
    Process process = builder(plan, folder, secret).redirectError(into.apply(log.toFile())).start();
    // An interrupted benchmark must not leave a system behind. After an orderly end this is idle.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "bench-ends"));
    try {
      return new OwnProcess(process, folder, awaitReady(process, log), secret);
    } catch (IOException | InterruptedException e) {
      end(process, folder);
      throw e;
    }
  }

  /** Another process on the data folder of this one, which is gone. */
  OwnProcess again(SystemPlan plan) throws IOException, InterruptedException {
    return up(plan, folder, secret, ProcessBuilder.Redirect::appendTo);
  }

  private static ProcessBuilder builder(SystemPlan plan, Path folder, String secret) {
    ProcessBuilder builder = new ProcessBuilder(JavaCommand.of(MAIN, List.of("up")));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(k -> k.startsWith("AUSCULT_") && !KEPT.contains(k));
    environment.put("AUSCULT_DATA", folder.resolve("data").toString());
    environment.put("AUSCULT_PORT", "0");
    environment.put("AUSCULT_KAFKA_PORT", "0");
    environment.put("AUSCULT_FLINK_PORT", "0");
    environment.put("AUSCULT_RECOGNISER", plan.recogniser());
    environment.put("AUSCULT_JWT_HS256_SECRET", secret);
    Path configuration = folder.resolve(CONFIGURATION);
    if (Files.exists(configuration)) environment.put("AUSCULT_CONFIG", configuration.toString());
    environment.putAll(plan.settings());
    return builder;
  }

  private static String newSecret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Addresses awaitReady(Process process, Path log)
      throws IOException, InterruptedException {
    BufferedReader out = process.inputReader();
    String line;
    while ((line = out.readLine()) != null) {
      Optional<URI> gateway = gateway(line);
      if (gateway.isPresent()) {
        drain(out);
        return new Addresses(gateway.get(), flink(line));
      }
    }
    process.waitFor();
    throw new IOException(
        "the system did not come up, exit code " + process.exitValue() + ": " + lastWords(log));
  }

  /** The first address of the line that says that all is ready; empty for any other line. */
  static Optional<URI> gateway(String line) {
    Matcher ready = READY.matcher(line);
    return ready.matches() ? Optional.of(URI.create(ready.group(1))) : Optional.empty();
  }

  /** Flink's address in that line. */
  static Optional<URI> flink(String line) {
    Matcher ready = FLINK.matcher(line);
    return ready.matches() ? Optional.of(URI.create(ready.group(1))) : Optional.empty();
  }

  /** Else the pipe fills up and the system stands still at its next line. */
  private static void drain(Reader out) {
    Thread drain =
        new Thread(
            () -> {
              try (out) {
                out.transferTo(Writer.nullWriter());
              } catch (IOException e) {
                LOG.debug("The output of the system ended with it: {}", e.getMessage());
              }
            },
            "bench-system-stdout");
    drain.setDaemon(true);
    drain.start();
  }

  private static String lastWords(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }

  URI gateway() {
    return addresses.gateway();
  }

  /** Flink's own interface; empty where it has told none. */
  Optional<URI> flink() {
    return addresses.flink();
  }

  /** A MediSync token. */
  String token() {
    return BenchToken.of(secret, Instant.now(), SESSION_LIMIT);
  }

  /** Signs its tokens. */
  String secret() {
    return secret;
  }

  long pid() {
    return process.pid();
  }

  /** {@code kill -9}; its folder stays. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Asks it to drain and end, and takes its folder away. Whoever waits impatiently ends it at once.
   */
  @Override
  public void close() throws IOException {
    end(process, folder);
  }

  private static void end(Process process, Path folder) throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(one);
    }
  }
}
