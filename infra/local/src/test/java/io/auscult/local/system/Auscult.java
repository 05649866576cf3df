package io.auscult.local.system;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, as the launcher starts it. */
final class Auscult implements AutoCloseable {
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  private Auscult(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "output-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a command; stdout and stderr are read as one. */
  static Auscult start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g", "-cp"));
    command.add(classPath());
    command.add("io.auscult.local.Main");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(key -> key.startsWith("AUSCULT_"));
    builder.environment().putAll(environment);
    return new Auscult(builder.start());
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Surefire hides the real class path behind a jar of its own. */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** The jar on the class path whose file name begins so. */
  static String jar(String prefix) {
    for (String entry : classPath().split(File.pathSeparator)) {
      if (Path.of(entry).getFileName().toString().startsWith(prefix)) return entry;
    }
    throw new AssertionError("no " + prefix + " on the class path");
  }

  /** The next line that begins so. */
  String awaitLine(String prefix, long seconds) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) throw new AssertionError("no line \"" + prefix + "\" in\n" + output());
      if (line.startsWith(prefix)) return line;
    }
  }

  /** SIGTERM. */
  Auscult terminate() {
    process.destroy();
    return this;
  }

  /** SIGKILL: nothing is closed. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  int awaitExit(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + seconds + " s:\n" + output());
    }
    return process.exitValue();
  }

  String output() {
    synchronized (seen) {
      return String.join("\n", seen);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (seen) {
          seen.add(line);
        }
        lines.add(line);
      }
    } catch (IOException e) {
      synchronized (seen) {
        seen.add("(reading its output failed: " + e.getMessage() + ")");
      }
    }
  }
}
