package io.auscult.local.bench;

import io.auscult.local.bench.corpus.Clip;
import io.auscult.local.bench.corpus.EvalSet;
import io.auscult.local.bench.peer.Peer;
import io.auscult.local.bench.peer.WavFiles;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * {@code stop}; what counts are the finals that came back. With {@code --peer} the peer hears the
 * same clips, with its own end of utterance and with ours.
 */
@Command(
    name = "wer",
    description =
        "Word errors, empty results, recall of terms, words on noise; over the live path.")
final class WerCommand implements Callable<Integer> {
  private static final double OUR_SILENCE_S = 0.2;

  @Mixin private TargetOptions target;
  @Mixin private EvalOptions eval;
  @Mixin private PeerOptions peerOptions;
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
    Optional<Peer> peer = peerOptions.peer();
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
    List<WerReport.PeerScores> theirs = new ArrayList<>();
    if (peer.isPresent()) {
      for (double silenceS : List.of(Peer.OWN_SILENCE_S, OUR_SILENCE_S)) {
        theirs.add(new WerReport.PeerScores(silenceS, scores(peer.get(), silenceS, wanted)));
      }
    }
    WerReport report = WerReport.of(Machine.here(), target.recogniser(), speed, scores, theirs);
    figures.print(report, report.table());
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

  /** What the peer hears of the same clips: each a file, recognised by itself. */
  private List<SetScore> scores(Peer peer, double silenceS, List<EvalSet> wanted)
      throws IOException, InterruptedException {
    List<SetScore> scores = new ArrayList<>();
    for (EvalSet set : wanted) {
      System.err.println(set.name() + ": the peer, " + silenceS + " s of silence");
      try (WavFiles wavs = WavFiles.open()) {
        Map<Clip, Path> files = new LinkedHashMap<>();
        for (Clip clip : set.clips()) files.put(clip, wavs.write(clip.pcm()));
        Peer.Run run = peer.run(target.recogniser(), 0, silenceS, List.copyOf(files.values()));
        List<SetScore.Outcome> outcomes = new ArrayList<>();
        for (var file : files.entrySet()) {
          String heard = run.texts().getOrDefault(file.getValue().toAbsolutePath(), "");
          outcomes.add(new SetScore.Outcome(file.getKey(), heard, 0, ""));
        }
        scores.addAll(SetScore.of(set.name(), outcomes));
      }
    }
    return scores;
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
}
