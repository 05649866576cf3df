package io.auscult.local.bench;

import io.auscult.local.client.Pace;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How live sessions are streamed and what counts as an end of speech, alike in all benchmarks. */
final class StreamOptions {
  private static final int SHORTEST_MS = 10;
  private static final int LONGEST_MS = 5000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"--chunk", "--frame-ms"},
      defaultValue = "100",
      description = "milliseconds of audio in a frame (${DEFAULT-VALUE})")
  private int chunkMs;

  @Option(
      names = "--pause",
      defaultValue = "500",
      description =
          "milliseconds of silence that make an end or a beginning of speech (${DEFAULT-VALUE})")
  private long pauseMs;

  @Option(
      names = "--warm-up",
      defaultValue = "30",
      description = "seconds of audio sent before at full speed (${DEFAULT-VALUE})")
  private double warmUpS;

  /** Refuses what cannot be, before anything is started. */
  void check() {
    check(LONGEST_MS);
  }

  /** Likewise for an API that takes no longer frames than these. */
  void check(int longestMs) {
    if (chunkMs < SHORTEST_MS || chunkMs > longestMs) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--chunk must be from " + SHORTEST_MS + " to " + longestMs);
    }
  }

  int chunkMs() {
    return chunkMs;
  }

  long pauseMs() {
    return pauseMs;
  }

  double warmUpS() {
    return warmUpS;
  }

  /** The speed of speech in these frames. */
  Pace live() {
    return new Pace(1, chunkMs);
  }
}
