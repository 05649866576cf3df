package io.auscult.local;

import io.auscult.local.bench.BenchCommand;
import io.auscult.local.house.StartFailure;
import io.auscult.settings.InvalidSetting;
import io.auscult.speech.store.ModelUnavailable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Results go to stdout, everything else to stderr. Exit codes: 0 done, 1 it could
 * not be done (one line says why), 2 a setting or an argument that cannot be.
 */
@Command(
    name = "auscult",
    description = "Live clinical transcription on Apache Flink.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      TokenCommand.class,
      TranscribeCommand.class,
      ModelsCommand.class,
      RedeliverCommand.class,
      BenchCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {
  private static final int FAILED = 1;

  private Main() {}

  public static void main(String[] args) {
    // Transcripts are UTF-8 whatever the terminal's locale says.
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    int code = run(args);
    // Flink and Kafka may leave threads behind that are not daemons.
    System.exit(code);
  }

  static int run(String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, command, parsed) -> refuse(e, command.getErr()));
    if (args.length == 0) {
      line.usage(System.err);
      return CommandLine.ExitCode.USAGE;
    }
    return line.execute(args);
  }

  private static int refuse(Exception e, PrintWriter err) {
    if (e instanceof InvalidSetting) {
      err.println("auscult: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (e instanceof CommandLine.ParameterException) {
      err.println("auscult: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (e instanceof StartFailure || e instanceof IOException || e instanceof ModelUnavailable) {
      err.println("auscult: " + e.getMessage());
      return FAILED;
    }
    // Anything else is our own fault: whoever reports it needs all of it.
    e.printStackTrace(err);
    return FAILED;
  }
}
