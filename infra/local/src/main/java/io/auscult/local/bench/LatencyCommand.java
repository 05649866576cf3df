package io.auscult.local.bench;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.delays.SpeechDelays;
import io.auscult.local.bench.delays.Spread;
import io.auscult.local.bench.system.SystemUnderTest;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveItem;
import io.auscult.local.client.LiveResult;
import io.auscult.local.client.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Time from the end of speech to the final at the client: one session at a time, at the speed of
 * speech. Ends of speech come from the reference word times (or, for clips and the sample, from the
 * level of the audio), never from the system; speech that ends the recording is left out, since its
 * final is hurried by the stop.
 */
@Command(
    name = "latency",
    description = "Time from the end of speech to its final, one session at the speed of speech.")
final class LatencyCommand implements Callable<Integer> {
  /**
   * @param ends how the ends of speech are known
   * @param pauseMs silence that makes an end of speech
   * @param audioS seconds of audio that were streamed, without the warm-up
   * @param endOfSpeech from the true end of speech to the arrival of its final; the headline
   * @param missed ends of speech that no final holds
   * @param itemEnd from the end time that the system gave the item: for all finals, those cut
   *     without a pause among them
   * @param warmUpS audio sent before, unmeasured, so that compiled code is measured; 0: none
   * @param met the target of the issue; null for other recognisers than {@code base}
   */
  record Report(
      String bench,
      Machine machine,
      String recogniser,
      String ends,
      long pauseMs,
      int chunkMs,
      double audioS,
      double warmUpS,
      int items,
      Spread endOfSpeech,
      int missed,
      Spread itemEnd,
      Boolean met) {
    private static final double P50_MS = 300;
    private static final double P95_MS = 450;

    /** The target of the issue is one of the recogniser {@code base}. */
    static Boolean judge(String recogniser, Spread endOfSpeech) {
      return recogniser.equals("base")
          ? Boolean.valueOf(endOfSpeech.p50() <= P50_MS && endOfSpeech.p95() <= P95_MS)
          : null;
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Mixin private TargetOptions target;
  @Mixin private EvalOptions eval;
  @Mixin private AudioOptions audio;
  @Mixin private StreamOptions stream;
  @Mixin private Figures figures;

  @Option(
      names = "--minutes",
      defaultValue = "8",
      description = "of audio; recordings are streamed whole or cut to it (${DEFAULT-VALUE})")
  private double minutes;

  @Override
  public Integer call() throws Exception {
    target.refuseUnless(minutes > 0, "--minutes must be more than 0");
    stream.check();
    List<Recording> recordings = audio.recordings(eval);
    List<Double> delays = new ArrayList<>();
    List<Double> byItem = new ArrayList<>();
    int missed = 0;
    double leftMs = minutes * 60_000;
    double streamedMs = 0;
    try (SystemUnderTest system = target.open()) {
      LiveClient client = system.client();
      warmUp(client, recordings.get(0), stream.warmUpS());
      for (int i = 0; i < recordings.size() && leftMs > 0; i++) {
        Recording recording = recordings.get(i).first((long) leftMs);
        LiveResult result = client.transcribe(recording.pcm(), stream.live(), item -> {}, PATIENCE);
        SpeechDelays heard = SpeechDelays.of(recording, stream.pauseMs(), result);
        delays.addAll(heard.milliseconds());
        missed += heard.missed();
        byItem.addAll(result.finals().stream().map(LiveItem::timeToFinalMs).toList());
        leftMs -= recording.lengthMs();
        streamedMs += recording.lengthMs();
        System.err.println(recording.name() + ": " + Spread.of(heard.milliseconds()));
      }
    }
    Report report =
        new Report(
            "latency",
            Machine.here(),
            target.recogniser(),
            audio.ends(eval),
            stream.pauseMs(),
            stream.chunkMs(),
            streamedMs / 1000,
            stream.warmUpS(),
            byItem.size(),
            Spread.of(delays),
            missed,
            Spread.of(byItem),
            Report.judge(target.recogniser(), Spread.of(delays)));
    figures.print(report, table(report));
    return delays.isEmpty() ? 1 : 0;
  }

  /** Streams the beginning of a recording at full speed and forgets what came back. */
  static void warmUp(LiveClient client, Recording recording, double seconds) throws Exception {
    if (seconds <= 0) return;
    short[] pcm = recording.first((long) (seconds * 1000)).pcm();
    client.transcribe(pcm, Pace.FAST, item -> {}, PATIENCE.plusSeconds((long) (2 * seconds)));
  }

  private static String table(Report r) {
    return "recogniser "
        + r.recogniser
        + ", "
        + r.machine
        + System.lineSeparator()
        + "end of speech to final   "
        + r.endOfSpeech
        + ", missed "
        + r.missed
        + (r.met == null ? "" : Verdict.of(r.met, "p50 at most 300, p95 at most 450 ms"))
        + System.lineSeparator()
        + "item's own end to final  "
        + r.itemEnd
        + System.lineSeparator()
        + String.format(
            "%.0f s of audio, frames of %d ms, ends of speech by %s, %d ms of pause",
            r.audioS, r.chunkMs, r.ends, r.pauseMs);
  }
}
