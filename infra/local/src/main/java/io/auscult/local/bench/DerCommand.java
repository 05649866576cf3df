package io.auscult.local.bench;

import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.bench.corpus.Clip;
import io.auscult.local.bench.corpus.EvalSet;
import io.auscult.local.bench.corpus.SpokenText;
import io.auscult.local.bench.corpus.SpokenWord;
import io.auscult.local.bench.speakers.DiarizationErrors;
import io.auscult.local.bench.speakers.HardCase;
import io.auscult.local.bench.speakers.HardCases;
import io.auscult.local.bench.speakers.Rttm;
import io.auscult.local.bench.speakers.SpokenTurn;
import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.bench.words.SpeakerWords;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveFailure;
import io.auscult.local.client.LiveItem;
import io.auscult.local.client.Pace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Who spoke when over the live path: every recording is a MediSync session, and what counts are the
 * times and labels of its finals as they came, never corrected afterwards.
 */
@Command(
    name = "der",
    description = "Diarisation error rate and words under the wrong speaker, over the live path.")
final class DerCommand implements Callable<Integer> {
  private static final String UNKNOWN = "unknown";

  @Mixin private OwnSystemOptions own;
  @Mixin private EvalOptions eval;
  @Mixin private Figures figures;

  @Option(
      names = "--set",
      split = ",",
      defaultValue = "simulated,calls,small,ami",
      description = "sets of diarization (${DEFAULT-VALUE})")
  private List<String> sets;

  @Option(
      names = "--speakers",
      defaultValue = UNKNOWN,
      description =
          "what the sessions say of the number of speakers: unknown, or the most there may be;"
              + " then only recordings that have no more (${DEFAULT-VALUE})")
  private String speakers;

  @Option(names = "--hard", description = "the five hard cases too, made from the clean clips")
  private boolean hard;

  @Option(names = "--only-hard", description = "nothing but the hard cases")
  private boolean onlyHard;

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "of the hard cases (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--speed",
      defaultValue = "0",
      description = "1 is the speed of speech, 0 as fast as accepted (${DEFAULT-VALUE})")
  private double speed;

  @Option(names = "--rttm", paramLabel = "DIR", description = "writes the answers there")
  private Path answers;

  private final Map<String, Integer> failures = new TreeMap<>();

  /**
   * A recording and what is known of it.
   *
   * @param texts the words of each speaker in the orders that are right; empty: not known
   */
  private record Known(
      String name,
      short[] pcm,
      List<SpokenTurn> turns,
      List<Rttm.Scored> scored,
      List<List<SpeakerWords.Said>> texts) {
    int speakers() {
      return (int) turns.stream().map(SpokenTurn::speaker).distinct().count();
    }
  }

  @Override
  public Integer call() throws Exception {
    boolean said = !speakers.equals(UNKNOWN);
    own.refuseUnless(!said || speakers.matches("[1-8]"), "--speakers must be unknown or 1 to 8");
    own.refuseUnless(speed >= 0 && speed <= 1000, "--speed must be from 0 to 1000");
    Path folder = eval.required();
    List<EvalSet> wanted = new ArrayList<>();
    if (!onlyHard) for (String set : sets) wanted.add(EvalSet.read(folder, set.strip()));
    if (answers != null) Files.createDirectories(answers);
    List<DerReport.Set> scores = new ArrayList<>();
    try (OwnSystem system = OwnSystem.start(own.plan().with("AUSCULT_ADMISSION", "off"))) {
      LiveClient client = client(system, said ? "?speakers=" + speakers : "");
      for (EvalSet set : wanted) {
        List<Known> recordings = new ArrayList<>();
        for (Clip clip : set.clips()) recordings.add(known(clip));
        scores.add(score(set.name(), client, recordings));
      }
      if (hard || onlyHard) scores.addAll(hardCases(folder, client));
    }
    DerReport report =
        new DerReport("der", Machine.here(), own.described(), speakers, scores, failures);
    figures.print(report, report.table());
    return failures.isEmpty() ? 0 : 1;
  }

  private static LiveClient client(OwnSystem system, String query) {
    String token = system.token(TokenMint.Kind.MEDISYNC, "bench");
    return LiveClient.of(URI.create(system.gateway() + query), token);
  }

  private static Known known(Clip clip) throws IOException {
    Path folder = clip.audio().getParent().getParent();
    List<SpokenTurn> turns = Rttm.read(folder.resolve(clip.column("rttm")));
    List<Rttm.Scored> scored =
        clip.column("uem").isEmpty()
            ? List.of(new Rttm.Scored(0, Long.MAX_VALUE))
            : Rttm.readUem(folder.resolve(clip.column("uem")));
    List<List<SpeakerWords.Said>> texts = new ArrayList<>();
    if (!clip.column("word_times").isEmpty()) {
      texts.add(
          SpokenWord.of(clip).stream()
              .map(w -> new SpeakerWords.Said(w.speaker(), w.word()))
              .toList());
      texts.add(
          SpokenText.of(clip).stream()
              .map(t -> new SpeakerWords.Said(t.speaker(), t.text()))
              .toList());
    }
    String file = clip.audio().getFileName().toString();
    return new Known(file.replaceAll("\\.[^.]+$", ""), clip.pcm(), turns, scored, texts);
  }

  private List<DerReport.Set> hardCases(Path folder, LiveClient client)
      throws IOException, InterruptedException {
    Map<HardCase.Kind, List<Known>> kinds = new TreeMap<>();
    for (HardCase one : HardCases.make(folder, seed)) {
      kinds
          .computeIfAbsent(one.kind(), kind -> new ArrayList<>())
          .add(
              new Known(
                  one.name(),
                  one.pcm(),
                  one.reference(),
                  List.of(new Rttm.Scored(0, Long.MAX_VALUE)),
                  List.of()));
    }
    List<DerReport.Set> scores = new ArrayList<>();
    for (var kind : kinds.entrySet()) {
      String name = "hard: " + kind.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      scores.add(score(name, client, kind.getValue()));
    }
    return scores;
  }

  private DerReport.Set score(String set, LiveClient client, List<Known> recordings)
      throws IOException, InterruptedException {
    DiarizationErrors errors = DiarizationErrors.NONE;
    SpeakerWords words = SpeakerWords.NONE;
    List<DerReport.File> files = new ArrayList<>();
    for (Known known : recordings) {
      if (!speakers.equals(UNKNOWN) && known.speakers() > Integer.parseInt(speakers)) continue;
      List<LiveItem> finals = transcribe(client, known);
      List<SpokenTurn> turns = turns(finals);
      if (answers != null) {
        Files.write(answers.resolve(known.name + ".rttm"), Rttm.lines(known.name, turns));
      }
      DiarizationErrors here = DiarizationErrors.between(known.turns, turns, known.scored);
      SpeakerWords heard = known.texts.isEmpty() ? SpeakerWords.NONE : words(finals, known.texts);
      errors = errors.plus(here);
      words = words.plus(heard);
      int labels = (int) turns.stream().map(SpokenTurn::speaker).distinct().count();
      files.add(
          new DerReport.File(
              known.name,
              DerReport.Rate.of(here),
              known.speakers(),
              labels,
              heard.underWrongSpeaker()));
      System.err.println(known.name + " " + DerReport.Rate.of(here));
    }
    return DerReport.Set.of(set, speakers, errors, words, files);
  }

  private List<LiveItem> transcribe(LiveClient client, Known known)
      throws IOException, InterruptedException {
    Duration patience = Duration.ofSeconds(60 + 2L * known.pcm.length / LiveClient.SAMPLE_RATE);
    try {
      return client.transcribe(known.pcm, Pace.at(speed), item -> {}, patience).finals();
    } catch (LiveFailure e) {
      failures.merge(e.getMessage(), 1, Integer::sum);
      return List.of();
    }
  }

  static List<SpokenTurn> turns(List<LiveItem> finals) {
    return finals.stream()
        .map(i -> new SpokenTurn(i.startMs(), Math.max(i.startMs(), i.endMs()), i.speaker()))
        .toList();
  }

  private static SpeakerWords words(
      List<LiveItem> finals, List<List<SpeakerWords.Said>> references) {
    List<SpeakerWords.Said> heard =
        finals.stream().map(i -> new SpeakerWords.Said(i.speaker(), i.text())).toList();
    return SpeakerWords.between(heard, references.get(0), references.subList(1, references.size()));
  }
}
