package io.auscult.local.bench;

import io.auscult.local.bench.corpus.Clip;
import io.auscult.local.bench.corpus.EvalSet;
import io.auscult.local.bench.system.SystemUnderTest;
import io.auscult.local.bench.words.EnglishText;
import io.auscult.local.bench.words.WordErrors;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveFailure;
import io.auscult.local.client.Pace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Words over the live path: every clip is a session of its own, its audio followed at once by
 * {@code stop}; what counts are the finals that came back.
 */
@Command(
    name = "wer",
    description =
        "Word errors, empty results, recall of terms, words on noise; over the live path.")
final class WerCommand implements Callable<Integer> {
  /** {@code sets}: one entry a set and one for each part that is reported apart. */
  record Report(
      String bench, Machine machine, String recogniser, double speed, List<SetScore> sets) {}

  @Mixin private TargetOptions target;
  @Mixin private EvalOptions eval;
  @Mixin private Figures figures;

  @Option(
      names = "--set",
      split = ",",
      defaultValue = "clean,phone,noisy",
      description =
          "clean, phone, noisy, misc, keywords, dictation, noise, comma separated (${DEFAULT-VALUE})")
  private List<String> sets;

  @Option(
      names = "--limit",
      defaultValue = "0",
      description = "only the first clips of each set; 0: all")
  private int limit;

  @Option(
      names = "--parallel",
      defaultValue = "2",
      description = "sessions at a time (${DEFAULT-VALUE})")
  private int parallel;

  @Option(
      names = "--speed",
      defaultValue = "0",
      description = "1 is the speed of speech, 0 as fast as accepted (${DEFAULT-VALUE})")
  private double speed;

  @Option(
      names = "--details",
      paramLabel = "FILE",
      description = "what came back clip by clip, tab separated")
  private Path details;

  @Override
  public Integer call() throws Exception {
    target.refuseUnless(parallel > 0, "--parallel must be 1 or more");
    target.refuseUnless(limit >= 0, "--limit must be 0 or more");
    target.refuseUnless(speed >= 0 && speed <= 1000, "--speed must be from 0 to 1000");
    Path folder = eval.required();
    List<EvalSet> wanted = new ArrayList<>();
    for (String set : sets) wanted.add(EvalSet.read(folder, set.strip()).first(limit));
    List<SetScore> scores = new ArrayList<>();
    List<SetScore.Outcome> all = new ArrayList<>();
    ExecutorService sessions = Executors.newFixedThreadPool(parallel);
    try (SystemUnderTest system = target.open()) {
      for (EvalSet set : wanted) {
        List<SetScore.Outcome> outcomes = run(set, system.client(), sessions);
        scores.addAll(SetScore.of(set.name(), outcomes));
        all.addAll(outcomes);
      }
    } finally {
      sessions.shutdownNow();
    }
    if (details != null) write(details, all);
    Report report = new Report("wer", Machine.here(), target.recogniser(), speed, scores);
    figures.print(report, table(report));
    return scores.stream().anyMatch(s -> s.failed() > 0) ? 1 : 0;
  }

  private List<SetScore.Outcome> run(EvalSet set, LiveClient client, ExecutorService sessions)
      throws IOException, InterruptedException {
    List<Future<SetScore.Outcome>> running = new ArrayList<>();
    for (Clip clip : set.clips()) running.add(sessions.submit(() -> transcribe(clip, client)));
    List<SetScore.Outcome> outcomes = new ArrayList<>();
    for (Future<SetScore.Outcome> one : running) {
      try {
        outcomes.add(one.get());
      } catch (ExecutionException e) {
        throw new IOException(set.name() + ": " + e.getCause().getMessage(), e.getCause());
      }
      if (outcomes.size() % 25 == 0 || outcomes.size() == running.size()) {
        System.err.println(set.name() + ": " + outcomes.size() + " of " + running.size());
      }
    }
    return outcomes;
  }

  private SetScore.Outcome transcribe(Clip clip, LiveClient client)
      throws IOException, InterruptedException {
    short[] pcm = clip.pcm();
    double seconds = pcm.length / (double) LiveClient.SAMPLE_RATE;
    Duration patience = Duration.ofSeconds(60 + 2 * (long) seconds);
    try {
      String heard = client.transcribe(pcm, Pace.at(speed), item -> {}, patience).text();
      return new SetScore.Outcome(clip, heard, seconds, "");
    } catch (LiveFailure e) {
      return new SetScore.Outcome(clip, "", seconds, e.getMessage());
    }
  }

  /** Columns: set's path, reference words, substitutions, insertions, deletions, both texts. */
  private static void write(Path file, List<SetScore.Outcome> outcomes) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println("path\twords\tsub\tins\tdel\treference\theard\tfailure");
      for (SetScore.Outcome o : outcomes) {
        WordErrors e = WordErrors.between(o.clip().reference(), o.heard());
        out.println(
            String.join(
                "\t",
                o.clip().audio().toString(),
                "" + e.words(),
                "" + e.substitutions(),
                "" + e.insertions(),
                "" + e.deletions(),
                EnglishText.normalise(o.clip().reference()),
                EnglishText.normalise(o.heard()),
                o.failure()));
      }
    }
  }

  private static String table(Report report) {
    StringBuilder out = new StringBuilder();
    out.append("recogniser ").append(report.recogniser).append(", ").append(report.machine);
    out.append(
        String.format(
            "%n%-18s %6s %8s %7s %5s %5s %5s %6s %6s %8s",
            "set", "clips", "WER %", "words", "sub", "ins", "del", "empty", "failed", "recall %"));
    for (SetScore s : report.sets) {
      out.append(
          String.format(
              Locale.ROOT,
              "%n%-18s %6d %8s %7d %5d %5d %5d %6d %6d %8s",
              s.set(),
              s.clips(),
              percent(s.wer()),
              s.words(),
              s.substitutions(),
              s.insertions(),
              s.deletions(),
              s.empty(),
              s.failed(),
              percent(s.recall())));
      s.wordsOnNoise()
          .forEach(
              (kind, clips) -> out.append(String.format("%n    words on %s: %d", kind, clips)));
    }
    return out.toString();
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f", share * 100);
  }
}
