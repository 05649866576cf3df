package io.auscult.local.bench;

import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.crowd.Crowd;
import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveFailure;
import io.auscult.local.client.LiveResult;
import io.auscult.local.client.ScribeDialect;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Partial results of the Scribe dialect, at the speed of speech: how soon an utterance is seen
 * first, how often it grows, and whether it ends as it should.
 */
@Command(
    name = "partials",
    description = "Scribe: time to the first partial of an utterance, and how partials grow.")
final class PartialsCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Not a divisor of the frame, so that frames of sessions do not coincide. */
  private static final long STAGGER_MS = 237;

  @Mixin private OwnSystemOptions own;
  @Mixin private EvalOptions eval;
  @Mixin private AudioOptions audio;
  @Mixin private StreamOptions stream;
  @Mixin private Figures figures;

  @Option(
      names = "--sessions",
      defaultValue = "1",
      description = "live sessions at once (${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--minutes",
      defaultValue = "3",
      description = "length of each session (${DEFAULT-VALUE})")
  private double minutes;

  /** {@code growth} is null where the session broke. */
  private record Played(PartialGrowth growth, String failure) {}

  @Override
  public Integer call() throws Exception {
    own.refuseUnless(sessions > 0, "--sessions must be 1 or more");
    own.refuseUnless(minutes > 0, "--minutes must be more than 0");
    stream.check(1000);
    List<Recording> rounds = audio.rounds(eval, sessions, (long) (minutes * 60_000));
    List<Played> all;
    try (OwnSystem system = OwnSystem.start(own.plan().with("AUSCULT_ADMISSION", "off"))) {
      LatencyCommand.warmUp(client(system, "warm-up"), rounds.get(0), stream.warmUpS());
      all = play(system, rounds);
    }
    PartialsReport report = report(all);
    figures.print(report, report.table());
    return report.failures().isEmpty() && report.firstPartial().count() > 0 ? 0 : 1;
  }

  private static LiveClient client(OwnSystem system, String subject) {
    String token = system.token(TokenMint.Kind.SCRIBE_SERVER, subject);
    return LiveClient.of(system.gateway(), token, ScribeDialect.server());
  }

  private List<Played> play(OwnSystem system, List<Recording> rounds) throws Exception {
    return Crowd.play(
        sessions,
        STAGGER_MS,
        s -> {
          LiveClient client = client(system, "bench-" + s);
          return () -> playOne(client, rounds.get(s % rounds.size()));
        });
  }

  private Played playOne(LiveClient client, Recording recording)
      throws IOException, InterruptedException {
    try {
      LiveResult result = client.transcribe(recording.pcm(), stream.live(), item -> {}, PATIENCE);
      return new Played(
          PartialGrowth.of(
              recording, stream.pauseMs(), stream.chunkMs(), result.items(), result.startedNanos()),
          "");
    } catch (LiveFailure e) {
      return new Played(null, e.getMessage());
    }
  }

  private PartialsReport report(List<Played> all) throws IOException {
    Map<String, Integer> failures = new TreeMap<>();
    List<PartialGrowth> grown = new ArrayList<>();
    for (Played played : all) {
      if (played.growth == null) failures.merge(played.failure, 1, Integer::sum);
      else grown.add(played.growth);
    }
    return PartialsReport.of(
        own.described(), audio.ends(eval), sessions, minutes, PartialGrowth.all(grown), failures);
  }
}
