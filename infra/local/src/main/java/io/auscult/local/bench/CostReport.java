package io.auscult.local.bench;

import io.auscult.local.bench.delays.Spread;
import io.auscult.local.client.Percentile;
import java.util.List;
import java.util.Locale;

/**
 * What recognition costs, ours and the peer's on the same recordings in one run.
 *
 * @param recordings how many
 * @param audioS seconds of audio of all of them
 * @param alone recognition alone
 * @param system the whole system; empty where it was not asked for
 */
record CostReport(
    String bench,
    Machine machine,
    int recordings,
    double audioS,
    int rounds,
    List<Alone> alone,
    List<Whole> system) {
  /** Of the peer's CPU, with partials every 0.64 s. */
  static final double PARTIALS_TARGET = 0.30;

  /** Of the peer's CPU: the whole system, finals only, without speakers. */
  static final double SYSTEM_TARGET = 0.8;

  /**
   * One side of a comparison.
   *
   * @param cpuPerAudioS CPU seconds per second of audio, median of the rounds
   * @param rounds each round's
   * @param wer word errors against the reference of the same recordings, overlaps among them
   */
  record Side(
      double cpuPerAudioS,
      List<Double> rounds,
      int finals,
      int partials,
      double wer,
      double rssMb) {
    static Side of(List<Double> rounds, int finals, int partials, double wer, double rssMb) {
      return new Side(Percentile.of(rounds, 50), List.copyOf(rounds), finals, partials, wer, rssMb);
    }
  }

  /**
   * Recognition alone.
   *
   * @param partialEveryMs 0: finals only
   * @param peer null where no peer was named
   * @param peerWerAt200Ms word errors of the peer with our endpoint of 0.2 s; NaN where not
   *     measured
   * @param ratio ours to the peer's; NaN without peer
   * @param met the target of the issue; null where it names none
   */
  record Alone(
      String recogniser,
      int partialEveryMs,
      Side ours,
      Side peer,
      double peerWerAt200Ms,
      double ratio,
      Boolean met) {
    static Alone of(String recogniser, int partialEveryMs, Side ours, Side peer, double at200) {
      double ratio = peer == null ? Double.NaN : ours.cpuPerAudioS / peer.cpuPerAudioS;
      Boolean met =
          partialEveryMs == 0 || peer == null ? null : Boolean.valueOf(ratio <= PARTIALS_TARGET);
      return new Alone(recogniser, partialEveryMs, ours, peer, at200, ratio, met);
    }
  }

  /**
   * The whole system at live sessions, finals only, without its load generator.
   *
   * @param speakers whether it told the speakers apart
   * @param peerCpuPerAudioS the peer's recognition alone on the same audio; NaN without peer
   * @param met the target of the issue; null with speakers, or without peer
   */
  record Whole(
      String recogniser,
      int sessions,
      String speakers,
      double audioS,
      double cpuPerAudioS,
      double peerCpuPerAudioS,
      double ratio,
      Spread lag,
      Boolean met) {
    static Whole of(
        String recogniser,
        int sessions,
        String speakers,
        double audioS,
        double cpuPerAudioS,
        double peerCpuPerAudioS,
        Spread lag) {
      double ratio = cpuPerAudioS / peerCpuPerAudioS;
      // Telling the speakers apart is reported beside the target: the peer does not do it.
      boolean judged = !Double.isNaN(ratio) && speakers.equals("off");
      return new Whole(
          recogniser,
          sessions,
          speakers,
          audioS,
          cpuPerAudioS,
          peerCpuPerAudioS,
          ratio,
          lag,
          judged ? Boolean.valueOf(ratio <= SYSTEM_TARGET) : null);
    }
  }

  String table() {
    StringBuilder out = new StringBuilder(machine.toString());
    out.append(
        String.format(
            Locale.ROOT,
            "%n%d recordings, %.0f s, CPU seconds per second of audio, median of %d rounds",
            recordings,
            audioS,
            rounds));
    for (Alone row : alone) line(out, row);
    for (Whole row : system) line(out, row);
    return out.toString();
  }

  private static void line(StringBuilder out, Alone row) {
    String schedule =
        row.partialEveryMs == 0 ? "finals only" : "partials every " + row.partialEveryMs + " ms";
    out.append("\nrecognition alone, ").append(row.recogniser).append(", ").append(schedule);
    side(out, "ours", row.ours);
    if (row.peer == null) return;
    side(out, "peer", row.peer);
    if (!Double.isNaN(row.peerWerAt200Ms)) {
      out.append(
          String.format(Locale.ROOT, "%n  peer, 0.2 s     WER %.2f %%", row.peerWerAt200Ms * 100));
    }
    out.append(String.format(Locale.ROOT, "%n  ratio           %.3f", row.ratio));
    if (row.met != null) out.append(Verdict.of(row.met, "at most " + PARTIALS_TARGET));
  }

  private static void side(StringBuilder out, String who, Side side) {
    out.append(
        String.format(
            Locale.ROOT,
            "%n  %-15s %.4f (%.4f to %.4f), WER %.2f %%, %d finals, %d partials, RSS %.0f MiB",
            who,
            side.cpuPerAudioS,
            Percentile.of(side.rounds, 0),
            Percentile.of(side.rounds, 100),
            side.wer * 100,
            side.finals,
            side.partials,
            side.rssMb));
  }

  private static void line(StringBuilder out, Whole row) {
    out.append(
        String.format(
            Locale.ROOT,
            "%nwhole system, %s, %d live sessions, finals only, speakers %s: %.4f; peer alone %.4f,"
                + " ratio %.3f",
            row.recogniser,
            row.sessions,
            row.speakers,
            row.cpuPerAudioS,
            row.peerCpuPerAudioS,
            row.ratio));
    if (row.met != null) out.append(Verdict.of(row.met, "at most " + SYSTEM_TARGET));
    out.append("\n  end of speech to final ").append(row.lag);
  }
}
