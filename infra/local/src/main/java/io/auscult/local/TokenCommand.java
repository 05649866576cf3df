package io.auscult.local;

import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.house.KeptSecrets;
import io.auscult.local.house.Tokens;
import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints one token that the running or next {@code up} on the same data folder accepts. */
@Command(name = "token", description = "Print one access token, and nothing else.")
final class TokenCommand implements Callable<Integer> {
  private static final Pattern TTL = Pattern.compile("(\\d{1,6})([smhd])");

  @Spec private CommandSpec spec;

  @Option(
      names = "--dialect",
      required = true,
      description = "medisync, scribe-server, scribe-user, invox or sahl")
  private String dialect;

  @Option(names = "--subject", defaultValue = "demo-user", description = "who (${DEFAULT-VALUE})")
  private String subject;

  @Option(
      names = "--organization",
      defaultValue = "demo",
      description = "tenant (${DEFAULT-VALUE})")
  private String organization;

  @Option(names = "--department", defaultValue = "", description = "part of the tenant")
  private String department;

  @Option(names = "--scope", description = "instead of the dialect's own, separated by spaces")
  private String scope;

  @Option(names = "--ttl", defaultValue = "8h", description = "life: 90s, 30m, 8h, 7d (8h)")
  private String ttl;

  @Option(names = "--app-id", description = "Invox: the application")
  private String appId;

  @Override
  public Integer call() throws Exception {
    TokenMint.Kind kind =
        TokenMint.Kind.of(dialect)
            .orElseThrow(
                () ->
                    refuse(
                        "--dialect "
                            + dialect
                            + ": must be one of "
                            + String.join(", ", TokenMint.Kind.cliNames())));
    Duration lifetime = lifetime();
    Settings settings = Settings.load(System.getenv());
    KeptSecrets secrets = KeptSecrets.of(settings, settings.path(Setting.DATA));
    System.out.println(
        Tokens.of(settings, secrets)
            .mint(
                new TokenMint.Order(
                    kind,
                    subject,
                    organization,
                    department,
                    Optional.ofNullable(scope),
                    lifetime,
                    Optional.ofNullable(appId))));
    return CommandLine.ExitCode.OK;
  }

  private Duration lifetime() {
    Matcher m = TTL.matcher(ttl);
    if (!m.matches())
      throw refuse("--ttl " + ttl + ": must be a duration such as 90s, 30m, 8h or 7d");
    long n = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      default -> Duration.ofDays(n);
    };
  }

  private CommandLine.ParameterException refuse(String why) {
    return new CommandLine.ParameterException(spec.commandLine(), why);
  }
}
