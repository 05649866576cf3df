package io.auscult.speech.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A process of its own that resolves the model {@code large}: arguments are the store's root and
 * the npm script.
 */
final class StoreProcess {
  private StoreProcess() {}

  public static void main(String[] args) {
    Npm npm = new Npm(List.of("/bin/sh", args[1]), Duration.ofMinutes(1));
    new ModelStore(FakePackages.catalogue(), Path.of(args[0]), false, npm, Progress.silent())
        .resolve("large");
  }

  static Process start(Path root, Path npm) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StoreProcess.class.getName(),
            root.toString(),
            npm.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
