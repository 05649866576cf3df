package io.auscult.local.bench;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.system.SystemUnderTest;
import io.auscult.local.bench.system.Vitals;
import io.auscult.local.bench.words.EnglishText;
import io.auscult.local.bench.words.WordErrors;
import io.auscult.local.client.LiveResult;
import io.auscult.local.client.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A long recording sent much faster than speech: is the transcript whole, does memory stay bounded.
 * The recording is clean clips joined, so that its reference is known word by word.
 */
@Command(
    name = "burst",
    description = "A long recording sent faster than speech: whole transcript, bounded memory.")
final class BurstCommand implements Callable<Integer> {
  /** More words than this in a row are not lost to a recogniser's slip but to a lost window. */
  private static final int LOST_WORDS = 8;

  private static final int CHUNK_MS = 100;

  /**
   * @param speed asked for; {@code sentAtSpeed} is what the server's back-pressure let through
   * @param wholeS from the first frame to the close
   * @param longestDeletion reference words in a row that are missing
   * @param whole no more than 8 words in a row are missing
   * @param memory of the system; null where its processes are not known
   */
  record Report(
      String bench,
      Machine machine,
      String recogniser,
      double audioS,
      double speed,
      double sentAtSpeed,
      double wholeS,
      int items,
      int referenceWords,
      int heardWords,
      double wer,
      int longestDeletion,
      boolean whole,
      List<String> warnings,
      Vitals.Memory memory) {}

  @Mixin private TargetOptions target;
  @Mixin private EvalOptions eval;
  @Mixin private Figures figures;

  @Option(
      names = "--minutes",
      defaultValue = "10",
      description = "length of the recording (${DEFAULT-VALUE})")
  private double minutes;

  @Option(
      names = "--speed",
      defaultValue = "20",
      description = "times the speed of speech; 0: as fast as accepted (${DEFAULT-VALUE})")
  private double speed;

  @Override
  public Integer call() throws Exception {
    target.refuseUnless(speed >= 0 && speed <= 1000, "--speed must be from 0 to 1000");
    Recording recording = AudioOptions.clips(eval.required(), (long) (minutes * 60_000));
    Report report;
    try (SystemUnderTest system = target.open()) {
      Optional<Vitals> vitals = system.watch();
      try {
        Duration patience = Duration.ofMillis(recording.lengthMs() * 2).plusSeconds(60);
        LiveResult result =
            system
                .client()
                .transcribe(recording.pcm(), new Pace(speed, CHUNK_MS), item -> {}, patience);
        report = report(recording, result, vitals.isPresent() ? vitals.get().memory() : null);
      } finally {
        if (vitals.isPresent()) vitals.get().close();
      }
    }
    figures.print(report, table(report));
    return report.whole ? 0 : 1;
  }

  private Report report(Recording recording, LiveResult result, Vitals.Memory memory)
      throws Exception {
    List<String> heard = EnglishText.words(result.text());
    WordErrors errors = WordErrors.between(EnglishText.words(recording.reference()), heard);
    double audioS = recording.lengthMs() / 1000.0;
    return new Report(
        "burst",
        Machine.here(),
        target.recogniser(),
        audioS,
        speed,
        audioS / ((result.sentNanos() - result.startedNanos()) / 1e9),
        (result.closedNanos() - result.startedNanos()) / 1e9,
        result.finals().size(),
        errors.words(),
        heard.size(),
        errors.rate(),
        errors.longestDeletion(),
        errors.longestDeletion() <= LOST_WORDS,
        result.warnings(),
        memory);
  }

  private static String table(Report r) {
    String table =
        String.format(
            Locale.ROOT,
            "recogniser %s, %s%n%.0f s of audio sent at %.1f times the speed of speech (asked: %.0f),"
                + " all back after %.1f s%n%d items, %d words of %d, WER %.2f %%, at most %d words in a"
                + " row missing: %s",
            r.recogniser,
            r.machine,
            r.audioS,
            r.sentAtSpeed,
            r.speed,
            r.wholeS,
            r.items,
            r.heardWords,
            r.referenceWords,
            r.wer * 100,
            r.longestDeletion,
            r.whole ? "whole" : "NOT WHOLE");
    if (r.memory == null) return table;
    return table
        + String.format(
            Locale.ROOT,
            "%nRSS peak %.0f MiB; live heap %.0f -> %.0f MiB",
            r.memory.peakRssMb(),
            r.memory.liveHeapBeforeMb(),
            r.memory.liveHeapAfterMb());
  }
}
