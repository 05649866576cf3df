package io.auscult.local.bench;

import io.auscult.local.bench.system.SystemUnderTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which system a benchmark measures. */
final class TargetOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--url",
      description = "a gateway that runs already, http://host:port (else a system of its own)")
  private URI url;

  @Option(names = "--token", description = "with --url: a MediSync token (see auscult token)")
  private String token;

  @Option(
      names = "--pid",
      description = "with --url: the system's process on this machine, for its CPU and memory")
  private Long pid;

  @Option(
      names = "--recogniser",
      defaultValue = "base",
      description = "of a system of its own: base, tiny or a folder (${DEFAULT-VALUE})")
  private String recogniser;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "where a system of its own writes its log (else it is thrown away)")
  private Path log;

  /** The system, up; whoever opens it closes it. */
  SystemUnderTest open() throws IOException, InterruptedException {
    if (url == null) {
      System.err.println("starting a system of its own, recogniser " + recogniser);
      return SystemUnderTest.start(recogniser, Optional.ofNullable(log));
    }
    refuseUnless(token != null, "--url needs --token, as auscult token prints it");
    return SystemUnderTest.running(
        url, token, pid == null ? OptionalLong.empty() : OptionalLong.of(pid));
  }

  /** A usage error of the command that has these options. */
  void refuseUnless(boolean fine, String why) {
    if (!fine) throw new CommandLine.ParameterException(spec.commandLine(), why);
  }

  /** For the report: "base", or that nobody told. */
  String recogniser() {
    return url == null ? recogniser : "as " + url + " has it";
  }
}
