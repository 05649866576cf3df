package io.auscult.local.bench;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.crowd.Crowd;
import io.auscult.local.bench.crowd.Crowded;
import io.auscult.local.bench.crowd.LiveCrowd;
import io.auscult.local.bench.crowd.MixedLengths;
import io.auscult.local.bench.crowd.Played;
import io.auscult.local.bench.system.JobMetrics;
import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.bench.system.Vitals;
import io.auscult.local.client.LiveClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A long time at one load: clients whose sessions last from 10 s to 10 min and who come back at
 * once. Is memory flat, does every session end as it should.
 */
@Command(
    name = "soak",
    description =
        "A long time of sessions of mixed lengths: resident memory, heap, native objects.")
final class SoakCommand implements Callable<Integer> {
  private static final String OPEN_NATIVE_OBJECTS = "native_objects_open";
  private static final long SAMPLE_S = 10;

  @Mixin private CrowdOptions crowds;
  @Mixin private Figures figures;

  @Option(
      names = "--sessions",
      defaultValue = "8",
      description = "live sessions at any time (${DEFAULT-VALUE})")
  private int sessions;

  @Option(names = "--minutes", defaultValue = "60", description = "in all (${DEFAULT-VALUE})")
  private double minutes;

  @Option(
      names = "--settled",
      defaultValue = "10",
      description = "the minute that the end is compared with (${DEFAULT-VALUE})")
  private int settledMinute;

  @Option(names = "--partials", description = "Scribe, with partials (else MediSync, finals only)")
  private boolean partials;

  @Override
  public Integer call() throws Exception {
    crowds.check(sessions > 0, "--sessions must be 1 or more");
    crowds.check(minutes >= 2, "--minutes must be 2 or more");
    crowds.check(settledMinute > 0 && settledMinute < minutes, "--settled must be below --minutes");
    List<Recording> rounds = crowds.rounds(sessions, 600);
    SoakReport report;
    try (OwnSystem system = OwnSystem.start(crowds.planWithoutAdmission())) {
      LiveClient client = partials ? CrowdOptions.scribe(system) : CrowdOptions.finalsOnly(system);
      double nativeBefore = openNativeObjects(system);
      try (Vitals vitals = system.watch(SAMPLE_S)) {
        double before = system.processes().cpuSeconds();
        long startNanos = System.nanoTime();
        List<Played> all = play(client, rounds, startNanos);
        double cores =
            (system.processes().cpuSeconds() - before) / ((System.nanoTime() - startNanos) / 1e9);
        Crowded crowd = crowds.judge(new Played.All(all, startNanos), Map.of());
        report =
            SoakReport.of(
                Machine.here(),
                crowds.recogniser(),
                new SoakReport.Load(sessions, partials, minutes, all.size(), cores),
                crowd,
                settledMinute,
                vitals.memory(),
                nativeBefore,
                openNativeObjects(system));
      }
    }
    figures.print(report, report.table());
    return report.broke() == 0 ? 0 : 1;
  }

  private List<Played> play(LiveClient client, List<Recording> rounds, long startNanos)
      throws IOException, InterruptedException {
    long endNanos = startNanos + (long) (minutes * 60e9);
    List<Played> all = new ArrayList<>();
    Crowd.play(
            sessions,
            CrowdOptions.RAMP_S * 1000 / sessions,
            s -> () -> come(s, client, rounds, endNanos))
        .forEach(all::addAll);
    return all;
  }

  /** Whatever one client did, session by session. */
  private List<Played> come(int number, LiveClient client, List<Recording> rounds, long endNanos)
      throws IOException, InterruptedException {
    MixedLengths lengths = new MixedLengths(number);
    List<Played> all = new ArrayList<>();
    int visit = number;
    long ms;
    while ((ms = lengths.next((endNanos - System.nanoTime()) / 1_000_000)) > 0) {
      Recording part = rounds.get(visit++ % rounds.size()).first(ms);
      LiveCrowd one = crowds.crowd(s -> client, List.of(part), 1);
      // The audio itself is not kept: an hour of it would be this process's own leak.
      all.addAll(one.play(1).sessions().stream().map(Played::withoutAudio).toList());
    }
    return all;
  }

  private static double openNativeObjects(OwnSystem system)
      throws IOException, InterruptedException {
    Optional<JobMetrics> job = system.jobMetrics();
    return job.isPresent()
        ? job.get().greatest(OPEN_NATIVE_OBJECTS).orElse(Double.NaN)
        : Double.NaN;
  }
}
