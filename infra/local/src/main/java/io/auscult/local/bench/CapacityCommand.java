package io.auscult.local.bench;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.crowd.CapacitySearch;
import io.auscult.local.bench.crowd.Crowded;
import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.bench.system.ProcessTree;
import io.auscult.local.client.LiveClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How many live sessions keep their finals within a second with nothing lost. Everybody is let in,
 * so that the limit that is found is the machine's; the load generator shares the machine.
 */
@Command(
    name = "capacity",
    description = "How many live sessions keep p95 time to final within 1 s, nothing lost.")
final class CapacityCommand implements Callable<Integer> {
  private static final OwnCpu SELF = new OwnCpu();

  @Mixin private CrowdOptions crowds;
  @Mixin private Figures figures;

  @Option(names = "--from", defaultValue = "4", description = "the fewest tried (${DEFAULT-VALUE})")
  private int from;

  @Option(names = "--to", defaultValue = "48", description = "the most tried (${DEFAULT-VALUE})")
  private int to;

  @Option(
      names = "--seconds",
      defaultValue = "75",
      description = "length of the sessions of a step (${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--partials", description = "Scribe, with partials (else MediSync, finals only)")
  private boolean partials;

  @Override
  public Integer call() throws Exception {
    crowds.check(from > 0 && to >= from, "--from must be 1 or more and at most --to");
    crowds.check(seconds > 2 * CrowdOptions.RAMP_S, "--seconds must be more than 20");
    List<Recording> rounds = crowds.rounds(to, seconds);
    List<CapacityReport.Step> steps = new ArrayList<>();
    try (OwnSystem system = OwnSystem.start(crowds.planWithoutAdmission())) {
      LiveClient client = partials ? CrowdOptions.scribe(system) : CrowdOptions.finalsOnly(system);
      Map<String, Integer> anyway = crowds.hearOnce(client, rounds);
      new CapacitySearch(from, to)
          .run(
              sessions -> {
                steps.add(step(system, client, rounds, anyway, sessions));
                System.err.println(steps.get(steps.size() - 1));
                return steps.get(steps.size() - 1).goesWell();
              });
    }
    CapacityReport report =
        CapacityReport.of(
            Machine.here(), crowds.recogniser(), partials, seconds, crowds.ends(), from, steps);
    figures.print(report, report.table());
    return 0;
  }

  private CapacityReport.Step step(
      OwnSystem system,
      LiveClient client,
      List<Recording> rounds,
      Map<String, Integer> anyway,
      int sessions)
      throws IOException, InterruptedException {
    ProcessTree processes = system.processes();
    double before = processes.cpuSeconds();
    double selfBefore = SELF.cpuSeconds();
    long beganNanos = System.nanoTime();
    Crowded crowd =
        crowds.judge(crowds.crowd(s -> client, rounds, sessions).play(sessions), anyway);
    double wallS = (System.nanoTime() - beganNanos) / 1e9;
    double cores = (processes.cpuSeconds() - before) / wallS;
    double generatorCores = (SELF.cpuSeconds() - selfBefore) / wallS;
    return CapacityReport.Step.of(
        sessions, crowd, CrowdOptions.RAMP_S, seconds, cores, generatorCores);
  }
}
