package io.auscult.local.bench;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.crowd.Crowded;
import io.auscult.local.bench.crowd.Played;
import io.auscult.local.bench.system.GatewayMetrics;
import io.auscult.local.bench.system.JobMetrics;
import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.bench.system.SystemPlan;
import io.auscult.local.bench.wire.Metronome;
import io.auscult.local.client.LiveClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Twice as many sessions as a machine can take, with partials: first all of them let in by force,
 * then, on another system, as many as it lets in itself. Every other session is Scribe, the others
 * MediSync with partials, whose clients are warned.
 */
@Command(
    name = "overload",
    description = "Twice as many sessions as it can take: finals, lag, partials shed, refusals.")
final class OverloadCommand implements Callable<Integer> {
  private static final String SHED_BY_JOB = "partials_shed_total";
  private static final String SHED_BY_GATEWAY = "auscult_gateway_shed_partials_total";

  /** Longer than a gateway remembers how late things were. */
  private static final long FORGOTTEN_NANOS = 15_000_000_000L;

  @Mixin private CrowdOptions crowds;
  @Mixin private Figures figures;

  @Option(
      names = "--capacity",
      defaultValue = "10",
      description =
          "sessions that it can take, as bench capacity says; twice as many are sent"
              + " (${DEFAULT-VALUE})")
  private int capacity;

  @Option(
      names = "--minutes",
      defaultValue = "5",
      description = "length of the sessions (${DEFAULT-VALUE})")
  private double minutes;

  @Option(
      names = "--admission",
      split = ",",
      defaultValue = "off,on",
      description = "who is let in: off everybody, on whom it can take (${DEFAULT-VALUE})")
  private List<String> admissions;

  @Override
  public Integer call() throws Exception {
    crowds.check(capacity > 0, "--capacity must be 1 or more");
    crowds.check(minutes > 0.5, "--minutes must be more than 0.5");
    int sessions = 2 * capacity;
    List<Recording> rounds = crowds.rounds(sessions, minutes * 60);
    List<OverloadReport.Phase> phases = new ArrayList<>();
    for (String admission : admissions) phases.add(phase(admission.strip(), rounds, sessions));
    OverloadReport report =
        new OverloadReport(
            "overload", Machine.here(), crowds.recogniser(), capacity, sessions, minutes, phases);
    figures.print(report, report.table());
    return 0;
  }

  private OverloadReport.Phase phase(String admission, List<Recording> rounds, int sessions)
      throws IOException, InterruptedException {
    SystemPlan plan = crowds.plan().with("AUSCULT_ADMISSION", admission);
    try (OwnSystem system = OwnSystem.start(plan)) {
      LiveClient scribe = CrowdOptions.scribe(system);
      LiveClient mediSync = CrowdOptions.mediSyncWithPartials(system);
      Map<String, Integer> anyway = crowds.hearOnce(CrowdOptions.finalsOnly(system), rounds);
      // Whom it lets in depends on the lag of the last seconds, which was that of the warm-up.
      Metronome.sleepUntil(System.nanoTime() + FORGOTTEN_NANOS);
      Played.All all =
          crowds.crowd(s -> s % 2 == 0 ? scribe : mediSync, rounds, sessions).play(sessions);
      double byJob = Double.NaN;
      Optional<JobMetrics> job = system.jobMetrics();
      if (job.isPresent()) byJob = orNone(job.get().sum(SHED_BY_JOB));
      double byGateway = orNone(GatewayMetrics.sum(system.gateway(), SHED_BY_GATEWAY));
      int warned = (int) all.sessions().stream().filter(OverloadCommand::warned).count();
      Crowded crowd = crowds.judge(all, anyway);
      return OverloadReport.Phase.of(
          admission, sessions, crowd, minutes * 60, byJob, byGateway, warned);
    }
  }

  private static double orNone(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }

  private static boolean warned(Played one) {
    return one.result() != null && one.result().warnings().contains("partials_shed");
  }
}
