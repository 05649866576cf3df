package io.auscult.local.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the evaluation data lie. */
final class EvalOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--eval", paramLabel = "DIR", description = "evaluation data (else $EVAL)")
  private Path eval;

  /** The folder, if one is named at all. */
  Optional<Path> folder() {
    String variable = System.getenv("EVAL");
    Path named = eval != null || variable == null || variable.isBlank() ? eval : Path.of(variable);
    if (named != null && !Files.isDirectory(named))
      throw refuse(named + ": there is no such folder");
    return Optional.ofNullable(named);
  }

  /** The folder. */
  Path required() {
    return folder().orElseThrow(() -> refuse("name the evaluation data: --eval DIR, or EVAL"));
  }

  private CommandLine.ParameterException refuse(String why) {
    return new CommandLine.ParameterException(spec.commandLine(), why);
  }
}
