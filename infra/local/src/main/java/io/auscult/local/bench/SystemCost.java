package io.auscult.local.bench;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.crowd.Crowded;
import io.auscult.local.bench.crowd.LiveCrowd;
import io.auscult.local.bench.crowd.Played;
import io.auscult.local.bench.peer.Peer;
import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.bench.system.SystemPlan;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.Percentile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the whole system costs at live sessions, finals only, and what the peer's recognition alone
 * costs on the same audio before, between and after.
 */
final class SystemCost {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Not a divisor of the frame, so that frames of sessions do not coincide. */
  private static final double STAGGER_MS = 237;

  private final OwnSystemOptions own;
  private final StreamOptions stream;
  private final int sessions;

  SystemCost(OwnSystemOptions own, StreamOptions stream, int sessions) {
    this.own = own;
    this.stream = stream;
    this.sessions = sessions;
  }

  /**
   * One system after the other.
   *
   * @param files the same audio as {@code recordings}
   * @param speakers {@code off} or {@code on}, one system each
   */
  List<CostReport.Whole> measure(
      List<Recording> recordings, List<Path> files, List<String> speakers, Optional<Peer> peer)
      throws Exception {
    List<Run> runs = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    peer(peer, files, theirs);
    for (String how : speakers) {
      runs.add(run(recordings, how));
      peer(peer, files, theirs);
    }
    double peerCpu = Percentile.of(theirs, 50);
    return runs.stream()
        .map(
            r ->
                CostReport.Whole.of(
                    own.recogniser(),
                    sessions,
                    r.speakers,
                    r.audioS,
                    r.cpuS / r.audioS,
                    peerCpu,
                    r.crowd.between(0, Double.MAX_VALUE)))
        .toList();
  }

  private record Run(String speakers, double audioS, double cpuS, Crowded crowd) {}

  private Run run(List<Recording> recordings, String speakers) throws Exception {
    SystemPlan plan =
        own.plan()
            .with("AUSCULT_SESSION_LIMIT", Integer.toString(Math.max(20, sessions)))
            .with("AUSCULT_ADMISSION", "off")
            .with("AUSCULT_SPEAKERS", speakers);
    try (OwnSystem system = OwnSystem.start(plan)) {
      LiveClient client = CrowdOptions.finalsOnly(system);
      for (Recording one : recordings) LatencyCommand.warmUp(client, one, stream.warmUpS());
      LiveCrowd crowd = new LiveCrowd(s -> client, recordings, stream.live(), STAGGER_MS, PATIENCE);
      double before = system.processes().cpuSeconds();
      Played.All all = crowd.play(sessions);
      double cpuS = system.processes().cpuSeconds() - before;
      double audioS =
          all.sessions().stream().mapToLong(p -> p.recording().lengthMs()).sum() / 1000.0;
      Crowded crowded = Crowded.of(all, stream.pauseMs(), Map.of());
      if (!crowded.failures().isEmpty() || crowded.refused() > 0) {
        throw new IOException(
            crowded.refused() + " sessions were refused, others broke: " + crowded.failures());
      }
      System.err.printf("speakers %s: %.4f%n", speakers, cpuS / audioS);
      return new Run(speakers, audioS, cpuS, crowded);
    }
  }

  private void peer(Optional<Peer> peer, List<Path> files, List<Double> theirs)
      throws IOException, InterruptedException {
    if (peer.isEmpty()) return;
    theirs.add(peer.get().run(own.recogniser(), 0, Peer.OWN_SILENCE_S, files).cpuPerAudioS());
    System.err.printf("peer: %.4f%n", theirs.get(theirs.size() - 1));
  }
}
