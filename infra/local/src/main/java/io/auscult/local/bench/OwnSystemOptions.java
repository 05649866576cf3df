package io.auscult.local.bench;

import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.bench.system.SystemPlan;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.ScribeDialect;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The system of a benchmark that needs settings of its own, so that it always starts one. */
final class OwnSystemOptions {
  private static final int MORE_THAN_ANY_CROWD = 10_000;

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

  /** Likewise for more sessions of one subject than a system lets in as it comes. */
  SystemPlan crowdPlan() {
    return plan().with("AUSCULT_SESSION_LIMIT", Integer.toString(MORE_THAN_ANY_CROWD));
  }

  /** A client that gets finals only, for any number of sessions: MediSync. */
  LiveClient finalsOnly(OwnSystem system) {
    String token = system.token(TokenMint.Kind.MEDISYNC, "bench");
    return LiveClient.of(system.gateway(), token);
  }

  /** A client that gets partials too, for any number of sessions: Scribe. */
  LiveClient withPartials(OwnSystem system) {
    String token = system.token(TokenMint.Kind.SCRIBE_SERVER, "bench");
    return LiveClient.of(system.gateway(), token, ScribeDialect.server());
  }

  String recogniser() {
    return recogniser;
  }

  /** A usage error of the command that has these options. */
  void refuseUnless(boolean fine, String why) {
    if (!fine) throw new CommandLine.ParameterException(spec.commandLine(), why);
  }
}
