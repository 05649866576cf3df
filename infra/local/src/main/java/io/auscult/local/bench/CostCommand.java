package io.auscult.local.bench;

import io.auscult.local.bench.corpus.Clip;
import io.auscult.local.bench.corpus.EvalSet;
import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.corpus.SpokenWord;
import io.auscult.local.bench.peer.Peer;
import io.auscult.local.bench.peer.WavFiles;
import io.auscult.local.bench.rehearsal.OwnRecognition;
import io.auscult.local.bench.words.WordErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What recognition costs: ours in a Java process of its own and the peer's in a Node process, on
 * the same recordings, in turn, so that what else the machine does hits both. With {@code --system}
 * the whole system too, at live sessions.
 */
@Command(
    name = "cost",
    description = "CPU per second of audio: recognition alone, ours and the peer's in one run.")
final class CostCommand implements Callable<Integer> {
  private static final double OUR_SILENCE_S = 0.2;

  @Mixin private EvalOptions eval;
  @Mixin private PeerOptions peerOptions;
  @Mixin private OwnSystemOptions own;
  @Mixin private StreamOptions stream;
  @Mixin private Figures figures;

  @Option(
      names = "--models",
      split = ",",
      defaultValue = "base,tiny",
      description = "recognisers that are measured alone, base and tiny (${DEFAULT-VALUE})")
  private List<String> models;

  @Option(
      names = "--partials",
      split = ",",
      defaultValue = "640,0",
      description = "milliseconds between partials; 0: finals only (${DEFAULT-VALUE})")
  private List<Integer> schedules;

  @Option(
      names = "--minutes",
      defaultValue = "1",
      description = "of each recording, from its beginning (${DEFAULT-VALUE})")
  private double minutes;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "how often each side is measured, in turn (${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--limit",
      defaultValue = "0",
      description = "only the first recordings; 0: all (${DEFAULT-VALUE})")
  private int limit;

  @Option(
      names = "--system",
      description = "the whole system at live sessions too, of the recogniser --recogniser")
  private boolean system;

  @Option(names = "--only-system", description = "nothing but the whole system")
  private boolean onlySystem;

  @Option(
      names = "--sessions",
      defaultValue = "16",
      description = "with --system: live sessions at once (${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--speakers",
      split = ",",
      defaultValue = "off,on",
      description = "with --system: without and with telling speakers apart (${DEFAULT-VALUE})")
  private List<String> speakers;

  /** What is heard: the same audio as a recording to be streamed and as a file, and its words. */
  private record Heard(List<Recording> recordings, List<Path> files, List<String> references) {
    double audioS() {
      return recordings.stream().mapToLong(Recording::lengthMs).sum() / 1000.0;
    }
  }

  @Override
  public Integer call() throws Exception {
    own.refuseUnless(minutes > 0, "--minutes must be more than 0");
    own.refuseUnless(rounds > 0, "--rounds must be 1 or more");
    own.refuseUnless(sessions > 0, "--sessions must be 1 or more");
    own.refuseUnless(schedules.stream().allMatch(ms -> ms >= 0), "--partials must be 0 or more");
    stream.check();
    EvalSet simulated = EvalSet.read(eval.required(), "simulated").first(limit);
    Optional<Peer> peer = peerOptions.peer();
    try (WavFiles wavs = WavFiles.open()) {
      Heard heard = heard(simulated, wavs);
      List<CostReport.Alone> alone = new ArrayList<>();
      if (!onlySystem) {
        for (String model : models) {
          for (int every : schedules) alone.add(alone(model, every, heard, peer));
        }
      }
      List<CostReport.Whole> whole = new ArrayList<>();
      if (system || onlySystem) {
        SystemCost cost = new SystemCost(own, stream, sessions);
        whole = cost.measure(heard.recordings, heard.files, speakers, peer);
      }
      CostReport report =
          new CostReport(
              "cost",
              Machine.here(),
              heard.recordings.size(),
              heard.audioS(),
              rounds,
              alone,
              whole);
      figures.print(report, report.table());
    }
    return 0;
  }

  private Heard heard(EvalSet set, WavFiles wavs) throws IOException {
    long ms = (long) (minutes * 60_000);
    List<Recording> recordings = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    List<String> references = new ArrayList<>();
    for (Clip clip : set.clips()) {
      List<SpokenWord> words = SpokenWord.of(clip);
      Recording recording =
          new Recording(clip.name(), clip.pcm(), SpokenWord.spans(words), "").first(ms);
      recordings.add(recording);
      files.add(wavs.write(recording.pcm()));
      references.add(SpokenWord.text(words, recording.lengthMs()));
    }
    return new Heard(recordings, files, references);
  }

  private CostReport.Alone alone(String model, int every, Heard heard, Optional<Peer> peer)
      throws IOException, InterruptedException {
    List<OwnRecognition.Round> ours = new ArrayList<>();
    List<Peer.Run> theirs = new ArrayList<>();
    System.err.println(model + ", partials every " + every + " ms: warming up");
    try (OwnRecognition recognition = OwnRecognition.start(model, every, heard.files)) {
      for (int round = 0; round < rounds; round++) {
        ours.add(recognition.round());
        if (peer.isPresent()) {
          theirs.add(peer.get().run(model, every, Peer.OWN_SILENCE_S, heard.files));
        }
        System.err.printf(
            "round %d of %d: ours %.4f%s%n",
            round + 1,
            rounds,
            ours.get(round).cpuPerAudioS(),
            theirs.isEmpty() ? "" : String.format(", peer %.4f", theirs.get(round).cpuPerAudioS()));
      }
    }
    double at200 = Double.NaN;
    if (peer.isPresent() && every == 0) {
      at200 = wer(heard, texts(heard, peer.get().run(model, 0, OUR_SILENCE_S, heard.files)));
    }
    return CostReport.Alone.of(
        model, every, ours(heard, ours), theirs.isEmpty() ? null : theirs(heard, theirs), at200);
  }

  private static CostReport.Side ours(Heard heard, List<OwnRecognition.Round> rounds) {
    OwnRecognition.Round last = rounds.get(rounds.size() - 1);
    return CostReport.Side.of(
        rounds.stream().map(OwnRecognition.Round::cpuPerAudioS).toList(),
        last.finals(),
        last.partials(),
        wer(heard, last.texts()),
        last.rssMb());
  }

  private static CostReport.Side theirs(Heard heard, List<Peer.Run> rounds) {
    Peer.Run last = rounds.get(rounds.size() - 1);
    return CostReport.Side.of(
        rounds.stream().map(Peer.Run::cpuPerAudioS).toList(),
        last.finals(),
        last.partials(),
        wer(heard, texts(heard, last)),
        last.rssMb());
  }

  private static List<String> texts(Heard heard, Peer.Run run) {
    return heard.files.stream().map(f -> run.texts().getOrDefault(f.toAbsolutePath(), "")).toList();
  }

  private static double wer(Heard heard, List<String> texts) {
    WordErrors errors = WordErrors.NONE;
    for (int i = 0; i < texts.size(); i++) {
      errors = errors.plus(WordErrors.between(heard.references.get(i), texts.get(i)));
    }
    return errors.rate();
  }
}
