package io.auscult.local.bench;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.crowd.LiveCrowd;
import io.auscult.local.bench.crowd.Played;
import io.auscult.local.bench.delays.SpeechDelays;
import io.auscult.local.bench.delays.Spread;
import io.auscult.local.bench.system.ProcessTree;
import io.auscult.local.bench.system.SystemUnderTest;
import io.auscult.local.bench.system.Vitals;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Live sessions at the speed of speech, all at once, against one system. They begin one after the
 * other within {@value #STAGGER_MS} ms each, since nobody's clients begin in step. Sessions that
 * share a recording play it at different times.
 */
@Command(
    name = "load",
    description = "Many live sessions at once: times to final, CPU, memory, who falls behind.")
final class LoadCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Not a divisor of the frame, so that frames of sessions do not coincide. */
  private static final long STAGGER_MS = 237;

  @Mixin private TargetOptions target;
  @Mixin private EvalOptions eval;
  @Mixin private AudioOptions audio;
  @Mixin private StreamOptions stream;
  @Mixin private Figures figures;

  @Option(
      names = "--sessions",
      defaultValue = "8",
      description = "live sessions at once (${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--minutes",
      defaultValue = "3",
      description = "length of each session (${DEFAULT-VALUE})")
  private double minutes;

  @Option(names = "--partials", description = "sessions ask for partial results too")
  private boolean partials;

  @Override
  public Integer call() throws Exception {
    target.refuseUnless(sessions > 0, "--sessions must be 1 or more");
    target.refuseUnless(minutes > 0, "--minutes must be more than 0");
    stream.check();
    List<Recording> played = audio.rounds(eval, sessions, (long) (minutes * 60_000));
    try (SystemUnderTest system = target.open()) {
      LatencyCommand.warmUp(system.client(), played.get(0), stream.warmUpS());
      LoadReport report = measure(system, played);
      figures.print(report, report.table());
      return report.failures().isEmpty() && report.fallingBehind() == 0 ? 0 : 1;
    }
  }

  private LoadReport measure(SystemUnderTest system, List<Recording> rounds) throws Exception {
    OwnCpu self = new OwnCpu();
    try (Watched vitals = new Watched(system.watch())) {
      double selfBefore = self.cpuSeconds();
      double before = cpuSeconds(system.processes());
      List<Played> all = play(system, rounds);
      double cpu = cpuSeconds(system.processes()) - before;
      double selfCpu = self.cpuSeconds() - selfBefore;
      return report(all, cpu, selfCpu, vitals.memory());
    }
  }

  private static double cpuSeconds(Optional<ProcessTree> processes) throws IOException {
    return processes.isPresent() ? processes.get().cpuSeconds() : Double.NaN;
  }

  /** Memory, where the processes are known. */
  private record Watched(Optional<Vitals> vitals) implements AutoCloseable {
    Vitals.Memory memory() throws IOException {
      return vitals.isPresent() ? vitals.get().memory() : null;
    }

    @Override
    public void close() throws IOException {
      if (vitals.isPresent()) vitals.get().close();
    }
  }

  private List<Played> play(SystemUnderTest system, List<Recording> rounds) throws Exception {
    LiveClient client = partials ? system.clientWithPartials() : system.client();
    LiveCrowd crowd = new LiveCrowd(s -> client, rounds, stream.live(), STAGGER_MS, PATIENCE);
    return crowd.play(sessions).sessions();
  }

  private LoadReport report(
      List<Played> all, double cpuSeconds, double generatorCpu, Vitals.Memory memory)
      throws IOException {
    List<LoadReport.SessionReport> sessionReports = new ArrayList<>();
    List<Double> delays = new ArrayList<>();
    Map<String, Integer> failures = new TreeMap<>();
    double audioSeconds = 0;
    int items = 0;
    int missed = 0;
    for (int s = 0; s < all.size(); s++) {
      Played played = all.get(s);
      audioSeconds += played.recording().lengthMs() / 1000.0;
      if (played.result() == null) {
        failures.merge(played.failure(), 1, Integer::sum);
        continue;
      }
      LiveResult result = played.result();
      SpeechDelays heard = SpeechDelays.of(played.recording(), stream.pauseMs(), result);
      double closeLag = (result.closedNanos() - result.sentNanos()) / 1e6;
      int finals = result.finals().size();
      sessionReports.add(LoadReport.SessionReport.of(s + 1, finals, heard, closeLag));
      delays.addAll(heard.milliseconds());
      items += finals;
      missed += heard.missed();
    }
    return new LoadReport(
        "load",
        Machine.here(),
        target.recogniser(),
        audio.ends(eval),
        all.size(),
        partials,
        audioSeconds / all.size(),
        items,
        Spread.of(delays),
        missed,
        (int) sessionReports.stream().filter(LoadReport.SessionReport::fallsBehind).count(),
        cpuSeconds / audioSeconds,
        generatorCpu,
        memory,
        failures,
        sessionReports);
  }
}
