package io.auscult.local.bench;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.crowd.Crowded;
import io.auscult.local.bench.crowd.LiveCrowd;
import io.auscult.local.bench.crowd.Played;
import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Live sessions alone and beside one that sends much faster than speech, in turn (alone, beside,
 * alone, beside), so that what else the machine does hits both. A live session alone begins only
 * when the fast one has ended.
 */
@Command(
    name = "isolation",
    description = "What one session far ahead of speech does to the finals of the live ones.")
final class IsolationCommand implements Callable<Integer> {
  @Mixin private CrowdOptions crowds;
  @Mixin private Figures figures;

  @Option(
      names = "--sessions",
      defaultValue = "8",
      description = "live sessions (${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--minutes",
      defaultValue = "2",
      description = "length of the live sessions (${DEFAULT-VALUE})")
  private double minutes;

  @Option(
      names = "--speed",
      defaultValue = "20",
      description = "of the fast session, times the speed of speech (${DEFAULT-VALUE})")
  private double speed;

  @Option(
      names = "--pairs",
      defaultValue = "2",
      description = "how often alone and beside are measured (${DEFAULT-VALUE})")
  private int pairs;

  @Option(names = "--partials", description = "live sessions are Scribe, with partials")
  private boolean partials;

  @Override
  public Integer call() throws Exception {
    crowds.check(sessions > 0, "--sessions must be 1 or more");
    crowds.check(minutes > 0.5, "--minutes must be more than 0.5");
    crowds.check(speed > 1 && speed <= 1000, "--speed must be more than 1, at most 1000");
    crowds.check(pairs > 0, "--pairs must be 1 or more");
    List<Recording> rounds = crowds.rounds(sessions, minutes * 60);
    Recording ahead = crowds.rounds(1, minutes * 60 * speed).get(0);
    List<IsolationReport.Phase> phases = new ArrayList<>();
    try (OwnSystem system = OwnSystem.start(crowds.planWithoutAdmission())) {
      LiveClient finals = CrowdOptions.finalsOnly(system);
      LiveClient client = partials ? CrowdOptions.scribe(system) : finals;
      Map<String, Integer> anyway = crowds.hearOnce(client, rounds);
      LiveCrowd live = crowds.crowd(s -> client, rounds, sessions);
      LiveCrowd fast = crowds.fast(finals, ahead, speed);
      for (int pair = 0; pair < pairs; pair++) {
        phases.add(IsolationReport.Phase.alone(crowds.judge(live.play(sessions), anyway)));
        System.err.println(phases.get(phases.size() - 1));
        phases.add(beside(live, fast, anyway));
        System.err.println(phases.get(phases.size() - 1));
      }
    }
    IsolationReport report =
        IsolationReport.of(
            Machine.here(), crowds.recogniser(), sessions, partials, minutes, speed, phases);
    figures.print(report, report.table());
    return report.broke() == 0 ? 0 : 1;
  }

  private IsolationReport.Phase beside(LiveCrowd live, LiveCrowd fast, Map<String, Integer> anyway)
      throws IOException, InterruptedException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Played.All> running = thread.submit(() -> fast.play(1));
      Crowded crowd = crowds.judge(live.play(sessions), anyway);
      Played one = running.get().sessions().get(0);
      if (one.result() == null) throw new IOException("the fast session broke: " + one.failure());
      LiveResult result = one.result();
      double wholeS = (result.closedNanos() - result.startedNanos()) / 1e9;
      return IsolationReport.Phase.beside(crowd, result.audioMs() / 1000.0 / wholeS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } finally {
      thread.shutdownNow();
    }
  }
}
