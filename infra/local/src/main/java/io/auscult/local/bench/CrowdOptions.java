package io.auscult.local.bench;

import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.crowd.Crowded;
import io.auscult.local.bench.crowd.LiveCrowd;
import io.auscult.local.bench.crowd.Played;
import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.bench.system.SystemPlan;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.Pace;
import io.auscult.local.client.ScribeDialect;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import picocli.CommandLine.Mixin;

/** A system of a benchmark's own under many live sessions, alike in all benchmarks that need it. */
final class CrowdOptions {
  /** Sessions begin within this time, since nobody's clients begin in step. */
  static final double RAMP_S = 10;

  private static final int MORE_THAN_ANY_CROWD = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  @Mixin private OwnSystemOptions own;
  @Mixin private EvalOptions eval;
  @Mixin private AudioOptions audio;
  @Mixin private StreamOptions stream;

  /** Refuses what cannot be, before anything is started. */
  void check(boolean fine, String why) {
    own.refuseUnless(fine, why);
    stream.check(1000);
  }

  /** With more sessions of one subject than a system lets in as it comes. */
  SystemPlan plan() {
    return own.plan().with("AUSCULT_SESSION_LIMIT", Integer.toString(MORE_THAN_ANY_CROWD));
  }

  /** Likewise, and whoever asks is let in. */
  SystemPlan planWithoutAdmission() {
    return plan().with("AUSCULT_ADMISSION", "off");
  }

  /** Of this length each; sessions share them. */
  List<Recording> rounds(int sessions, double seconds) throws IOException {
    return audio.rounds(eval, sessions, (long) (seconds * 1000));
  }

  /** A client that gets finals only: MediSync. */
  static LiveClient finalsOnly(OwnSystem system) {
    return LiveClient.of(system.gateway(), system.token(TokenMint.Kind.MEDISYNC, "bench"));
  }

  /** A client that gets partials too: Scribe. */
  static LiveClient scribe(OwnSystem system) {
    String token = system.token(TokenMint.Kind.SCRIBE_SERVER, "bench");
    return LiveClient.of(system.gateway(), token, ScribeDialect.server());
  }

  /** A client that gets partials and warnings: MediSync. */
  static LiveClient mediSyncWithPartials(OwnSystem system) {
    URI socket = URI.create(system.gateway() + "?interim=true");
    return LiveClient.of(socket, system.token(TokenMint.Kind.MEDISYNC, "bench"));
  }

  /** Clients at the speed of speech that begin within {@link #RAMP_S}. */
  LiveCrowd crowd(IntFunction<LiveClient> client, List<Recording> recordings, int sessions) {
    double staggerMs = RAMP_S * 1000 / sessions;
    return new LiveCrowd(client, recordings, stream.live(), staggerMs, PATIENCE);
  }

  /**
   * Every recording once and one after the other, as fast as accepted: compiled code is measured
   * afterwards, and it is known which ends of speech have no final even when nothing else is going
   * on.
   */
  Map<String, Integer> hearOnce(LiveClient client, List<Recording> recordings)
      throws IOException, InterruptedException {
    LiveCrowd one = new LiveCrowd(s -> client, recordings, Pace.FAST, 0, PATIENCE);
    Map<String, Integer> missed = one.missedOneByOne(stream.pauseMs());
    System.err.println("heard once; ends of speech without a final anyway: " + missed.values());
    return missed;
  }

  Crowded judge(Played.All all, Map<String, Integer> missedAnyway) {
    return Crowded.of(all, stream.pauseMs(), missedAnyway);
  }

  LiveCrowd fast(LiveClient client, Recording recording, double speed) {
    Duration patience = Duration.ofMillis(recording.lengthMs()).plus(PATIENCE);
    return new LiveCrowd(
        s -> client, List.of(recording), new Pace(speed, stream.chunkMs()), 0, patience);
  }

  /** For the report. */
  String recogniser() {
    return own.described();
  }

  String ends() {
    return audio.ends(eval);
  }
}
