package io.auscult.local;

import io.auscult.local.house.House;
import io.auscult.local.house.StopSignal;
import io.auscult.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The whole system, up until SIGINT or SIGTERM. */
@Command(
    name = "up",
    description = "Start the whole system and keep it up until SIGINT or SIGTERM.")
final class UpCommand implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    StopSignal stop = StopSignal.await();
    Settings settings = Settings.load(System.getenv());
    try (House house = House.start(settings, System.err::println)) {
      System.out.println(
          "ready " + house.gatewayUrl() + " kafka " + house.kafka() + " flink " + house.flinkUrl());
      house.ended().thenRun(stop::give);
      stop.join();
      boolean asked = !house.ended().isDone();
      house.drain();
      return asked ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }
}
