package io.auscult.local.bench;

import io.auscult.local.bench.system.SystemPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

  @Option(
      names = "--with",
      paramLabel = "NAME=VALUE",
      description = "a setting of the system, as AUSCULT_SPEAKERS=off; may be given again")
  private Map<String, String> settings = Map.of();

  /** What the options say; a benchmark adds its own settings. */
  SystemPlan plan() {
    System.err.println("starting a system of its own, recogniser " + described());
    SystemPlan plan = SystemPlan.of(recogniser, Optional.ofNullable(log));
    for (var setting : settings.entrySet()) plan = plan.with(setting.getKey(), setting.getValue());
    return plan;
  }

  String recogniser() {
    return recogniser;
  }

  /** For the report: the recogniser, and the settings that are not as they come. */
  String described() {
    if (settings.isEmpty()) return recogniser;
    return recogniser
        + new TreeMap<>(settings)
            .entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(", ", " with ", ""));
  }

  /** A usage error of the command that has these options. */
  void refuseUnless(boolean fine, String why) {
    if (!fine) throw new CommandLine.ParameterException(spec.commandLine(), why);
  }
}
