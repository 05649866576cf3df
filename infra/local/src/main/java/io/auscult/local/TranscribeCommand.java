package io.auscult.local;

import io.auscult.audio.AudioFiles;
import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.client.ClientDialect;
import io.auscult.local.client.InvoxDialect;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveItem;
import io.auscult.local.client.LiveResult;
import io.auscult.local.client.MediSyncDialect;
import io.auscult.local.client.Pace;
import io.auscult.local.client.SahlDialect;
import io.auscult.local.client.ScribeDialect;
import io.auscult.local.house.KeptSecrets;
import io.auscult.local.house.TemporaryHouse;
import io.auscult.local.house.Tokens;
import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recordings through a gateway, one session each, one after the other. */
@Command(
    name = "transcribe",
    description = "Send recordings through a gateway and print the transcripts.")
final class TranscribeCommand implements Callable<Integer> {
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "WAV, FLAC or raw 16 kHz PCM (.raw, .pcm)")
  private List<Path> files;

  @Option(
      names = "--dialect",
      defaultValue = "medisync",
      description = "medisync, scribe-server, scribe-user, invox or sahl (${DEFAULT-VALUE})")
  private String dialect;

  @Option(
      names = "--callback",
      description = "Invox: where the gateway posts the transcript too (nowhere)")
  private URI callback = InvoxDialect.NOBODY;

  @Option(names = "--app-id", description = "Invox: the application of a token made here")
  private String appId;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, json or rttm (${DEFAULT-VALUE})")
  private ItemPrinter format;

  @Option(names = "--url", description = "a gateway, as http://host:8000 (else one of its own)")
  private URI url;

  @Option(
      names = "--token",
      description = "for --url; else one is made with this data folder's secret")
  private String token;

  @Option(
      names = "--speed",
      defaultValue = "0",
      description = "1 is the speed of speech, 0 as fast as accepted (${DEFAULT-VALUE})")
  private double speed;

  @Override
  public Integer call() throws Exception {
    Pace pace = pace();
    TokenMint.Kind kind = kind();
    for (Path file : files) {
      if (!Files.isReadable(file)) throw new IOException(file + ": there is no such file to read");
    }
    if (url != null) {
      transcribe(client(url, kind), pace);
      return CommandLine.ExitCode.OK;
    }
    try (TemporaryHouse own = TemporaryHouse.start(System.getenv(), System.err::println)) {
      TokenMint mint = Tokens.of(own.settings(), own.house().secrets());
      transcribe(LiveClient.of(own.house().gatewayUrl(), mint(mint, kind), spoken(kind)), pace);
    }
    return CommandLine.ExitCode.OK;
  }

  private LiveClient client(URI gateway, TokenMint.Kind kind) throws Exception {
    try {
      if (token != null) return LiveClient.of(gateway, token, spoken(kind));
      Settings settings = Settings.load(System.getenv());
      KeptSecrets secrets = KeptSecrets.of(settings, settings.path(Setting.DATA));
      return LiveClient.of(gateway, mint(Tokens.of(settings, secrets), kind), spoken(kind));
    } catch (IllegalArgumentException e) {
      throw refuse("--url " + e.getMessage());
    }
  }

  private TokenMint.Kind kind() {
    return TokenMint.Kind.of(dialect)
        .orElseThrow(
            () ->
                refuse(
                    "--dialect "
                        + dialect
                        + ": must be one of "
                        + String.join(", ", TokenMint.Kind.cliNames())));
  }

  private ClientDialect spoken(TokenMint.Kind kind) {
    return switch (kind) {
      case MEDISYNC -> new MediSyncDialect();
      case SCRIBE_SERVER -> ScribeDialect.server();
      case SCRIBE_USER -> ScribeDialect.user();
      case INVOX -> new InvoxDialect(callback);
      case SAHL -> new SahlDialect();
    };
  }

  private String mint(TokenMint mint, TokenMint.Kind kind) {
    TokenMint.Order usual = TokenMint.Order.of(kind);
    return mint.mint(
        new TokenMint.Order(
            kind,
            usual.subject(),
            usual.organization(),
            usual.department(),
            usual.scope(),
            usual.lifetime(),
            Optional.ofNullable(appId)));
  }

  private Pace pace() {
    try {
      return Pace.at(speed);
    } catch (IllegalArgumentException e) {
      throw refuse("--" + e.getMessage());
    }
  }

  private void transcribe(LiveClient client, Pace pace) throws Exception {
    for (Path file : files) {
      short[] pcm = read(file);
      String name = file.toString();
      if (format == ItemPrinter.TEXT && files.size() > 1) System.out.println("# " + name);
      // At full speed the server may still have all of it to recognise when the last frame is in.
      Duration audio = Duration.ofMillis(pcm.length * 1000L / LiveClient.SAMPLE_RATE);
      LiveResult result =
          client.transcribe(
              pcm, pace, item -> print(item, name), LEAST_PATIENCE.plus(audio.multipliedBy(2)));
      line(format.whole(name, result));
      for (String warning : result.warnings())
        System.err.println("warning: " + name + ": " + warning);
    }
  }

  private void print(LiveItem item, String name) {
    if (item.isFinal()) line(format.item(name, item));
  }

  private static void line(String text) {
    if (!text.isEmpty()) System.out.println(text);
  }

  private static short[] read(Path file) throws IOException {
    try {
      return AudioFiles.read(file);
    } catch (IOException e) {
      throw new IOException(
          file + ": " + Optional.ofNullable(e.getMessage()).orElse("cannot be read"), e);
    }
  }

  private CommandLine.ParameterException refuse(String why) {
    return new CommandLine.ParameterException(spec.commandLine(), why);
  }
}
