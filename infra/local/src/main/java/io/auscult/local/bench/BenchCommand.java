package io.auscult.local.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The benchmarks that the documentation quotes. Each measures a whole system from outside, over its
 * WebSocket API: one that it starts as a process of its own, or one that {@code --url} names. All
 * times are of one clock, this process's. Exit code 1: something could not be measured.
 */
@Command(
    name = "bench",
    description = "Measure words, delays, load and memory of a whole system.",
    subcommands = {
      WerCommand.class,
      LatencyCommand.class,
      LoadCommand.class,
      ConnectCommand.class,
      BurstCommand.class,
      PartialsCommand.class,
      AcksCommand.class,
      ClocksCommand.class,
      CallbacksCommand.class,
      CostCommand.class,
      CapacityCommand.class,
      OverloadCommand.class,
      IsolationCommand.class,
      SoakCommand.class,
      DerCommand.class,
      PlotsCommand.class
    })
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(System.err);
    return CommandLine.ExitCode.USAGE;
  }
}
