package io.auscult.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a figure was measured on, for those who quote it. */
record Machine(String cpu, int cores, String java, String at) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  static Machine here() throws IOException {
    return new Machine(
        Files.isReadable(CPUINFO)
            ? model(Files.readString(CPUINFO))
            : System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  static String model(String cpuinfo) {
    return cpuinfo
        .lines()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  @Override
  public String toString() {
    return cpu + ", " + cores + " cores, Java " + java + ", " + at;
  }
}
