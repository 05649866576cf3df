package io.auscult.local.bench;

import io.auscult.local.bench.system.SystemPlan;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The system of a benchmark that needs settings of its own, so that it always starts one. */
final class OwnSystemOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--recogniser",
      defaultValue = "base",
      description = "of the system: base, tiny or a folder (${DEFAULT-VALUE})")
  private String recogniser;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "where the system writes its log (else it is thrown away)")
  private Path log;

  /** What the options say; a benchmark adds its own settings. */
  SystemPlan plan() {
    System.err.println("starting a system of its own, recogniser " + recogniser);
    return SystemPlan.of(recogniser, Optional.ofNullable(log));
  }

  String recogniser() {
    return recogniser;
  }

  /** A usage error of the command that has these options. */
  void refuseUnless(boolean fine, String why) {
    if (!fine) throw new CommandLine.ParameterException(spec.commandLine(), why);
  }
}
