package io.auscult.local.bench;

import io.auscult.audio.Pcm;
import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.crowd.Crowd;
import io.auscult.local.bench.system.BenchApplication;
import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.bench.wire.Metronome;
import io.auscult.local.bench.wire.RawSession;
import io.auscult.local.client.ClientDialect;
import io.auscult.local.client.InvoxDialect;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Acknowledgements of the Invox dialect under load. Frames are those of the vendor's own client at
 * a microphone of 48 kHz: 4096 samples become {@value #FRAME} of 16 kHz, 85.3 ms (IN-22).
 */
@Command(
    name = "acks",
    description = "Invox: time from an audio frame to its acknowledgement, many sessions at once.")
final class AcksCommand implements Callable<Integer> {
  static final int FRAME = 1365;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Nobody's clients begin in step: spread over one frame, and not evenly. */
  private static final double STAGGER_MS = 31.7;

  @Mixin private OwnSystemOptions own;
  @Mixin private EvalOptions eval;
  @Mixin private AudioOptions audio;
  @Mixin private Figures figures;

  @Option(
      names = "--sessions",
      defaultValue = "50",
      description = "live sessions at once (${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "length of each session (${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--quiet",
      description = "digital silence instead of speech: acknowledgements without recognition")
  private boolean quiet;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "seconds that the same sessions run before, unmeasured (${DEFAULT-VALUE})")
  private int warmUpS;

  /** {@code lateMs}: how late the load generator itself was at worst. */
  private record Played(AckLog.Result acks, double lateMs, String failure) {}

  @Override
  public Integer call() throws Exception {
    own.refuseUnless(sessions > 0, "--sessions must be 1 or more");
    own.refuseUnless(seconds > 0, "--seconds must be 1 or more");
    own.refuseUnless(warmUpS >= 0, "--warm-up must be 0 or more");
    List<Recording> rounds = audio.rounds(eval, sessions, seconds * 1000L);
    OwnCpu self = new OwnCpu();
    try (OwnSystem system = OwnSystem.start(own.plan().with(BenchApplication.make()))) {
      if (warmUpS > 0) play(system, rounds, warmUpS);
      double cpuBefore = system.processes().cpuSeconds();
      double selfBefore = self.cpuSeconds();
      long before = System.nanoTime();
      List<Played> all = play(system, rounds, seconds);
      double wallS = (System.nanoTime() - before) / 1e9;
      double cpu = system.processes().cpuSeconds() - cpuBefore;
      double selfCpu = self.cpuSeconds() - selfBefore;
      AcksReport report =
          AcksReport.of(
              own.described(),
              quiet ? "silence" : audio.source(eval).name().toLowerCase(Locale.ROOT),
              seconds,
              all.stream().map(Played::acks).toList(),
              all.stream().mapToDouble(Played::lateMs).max().orElse(0),
              cpu / wallS,
              selfCpu / wallS,
              all.stream().map(Played::failure).filter(f -> !f.isEmpty()).toList());
      figures.print(report, report.table());
      return report.failures().isEmpty() ? 0 : 1;
    }
  }

  private List<Played> play(OwnSystem system, List<Recording> rounds, int lengthS)
      throws Exception {
    HttpClient http = RawSession.client();
    return Crowd.play(
        sessions,
        STAGGER_MS,
        s -> () -> playOne(http, system, s, rounds.get(s % rounds.size()).pcm(), lengthS));
  }

  private Played playOne(HttpClient http, OwnSystem system, int number, short[] pcm, int lengthS)
      throws InterruptedException {
    InvoxDialect dialect = new InvoxDialect(InvoxDialect.NOBODY);
    String token = system.token(TokenMint.Kind.INVOX, "bench-" + number);
    AckLog log = new AckLog(FRAME);
    double lateMs = 0;
    try (RawSession session =
        RawSession.open(
            http,
            dialect.upgrade(system.gateway(), token),
            frame -> {
              if (!frame.json().has("connectionId")) log.answered(frame.json(), frame.atNanos());
            })) {
      Metronome clock = Metronome.now(FRAME, 1);
      int frames = (int) (TimeUnit.SECONDS.toNanos(lengthS) / clock.frameNanos());
      for (int f = 0; f < frames; f++) {
        String json = frame(dialect, pcm, f, number);
        lateMs = Math.max(lateMs, clock.await(f));
        log.sending(System.nanoTime());
        session.send(json);
      }
      log.awaitAnswers(PATIENCE);
      session.sendClose();
      session.awaitEnd(PATIENCE);
      return new Played(log.result(), lateMs, "");
    } catch (IOException e) {
      return new Played(log.result(), lateMs, e.getMessage());
    }
  }

  /** Sessions that share a recording are elsewhere in it, so that not all speak at once. */
  private String frame(InvoxDialect dialect, short[] pcm, int frame, int session) {
    short[] samples = new short[FRAME];
    if (!quiet) {
      int from = (int) ((frame * (long) FRAME + session * 7_919L * 16) % (pcm.length - FRAME));
      samples = Arrays.copyOfRange(pcm, from, from + FRAME);
    }
    return ((ClientDialect.Frame.Text) dialect.audio(Pcm.toBytes(samples))).json();
  }
}
