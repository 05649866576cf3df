package io.auscult.local.bench;

import io.auscult.local.bench.delays.SpeechDelays;
import io.auscult.local.bench.delays.Spread;
import io.auscult.local.bench.system.Vitals;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a load of live sessions did.
 *
 * @param audioS seconds of audio of one session
 * @param endOfSpeech time to final over all sessions, see {@link LatencyCommand}
 * @param missed ends of speech that no final holds, over all sessions
 * @param fallingBehind sessions that fell behind
 * @param cpuCoreSecondsPerAudioSecond of all processes of the system, from the first frame to the
 *     last close, by the audio of all sessions; NaN where the processes are not known
 * @param generatorCpuSeconds of this process in the same time, not part of the figure before
 * @param memory of the system; null where its processes are not known
 * @param failures sessions that broke, by reason
 */
record LoadReport(
    String bench,
    Machine machine,
    String recogniser,
    String ends,
    int sessions,
    boolean partials,
    double audioS,
    int items,
    Spread endOfSpeech,
    int missed,
    int fallingBehind,
    double cpuCoreSecondsPerAudioSecond,
    double generatorCpuSeconds,
    Vitals.Memory memory,
    Map<String, Integer> failures,
    List<SessionReport> perSession) {

  /**
   * One session.
   *
   * @param endOfSpeech its times to final
   * @param trendMsPerMinute how its time to final grew (least squares): near 0 where it keeps up
   * @param lastLagMs time to final of its last end of speech
   * @param closeLagMs from the last frame sent to the close by the server
   * @param fallsBehind over 3 s behind at the end, or in the last quarter typically 1 s later than
   *     in the first
   */
  record SessionReport(
      int session,
      int items,
      Spread endOfSpeech,
      int missed,
      double trendMsPerMinute,
      double lastLagMs,
      double closeLagMs,
      boolean fallsBehind) {
    private static final double BEHIND_MS = 3000;
    private static final double LATER_MS = 1000;

    static SessionReport of(int session, int items, SpeechDelays heard, double closeLagMs) {
      List<SpeechDelays.Delay> delays = heard.delays();
      int quarter = Math.max(1, delays.size() / 4);
      double first = median(delays.subList(0, Math.min(quarter, delays.size())));
      double last = median(delays.subList(Math.max(0, delays.size() - quarter), delays.size()));
      double lastLag = delays.isEmpty() ? Double.NaN : delays.get(delays.size() - 1).ms();
      return new SessionReport(
          session,
          items,
          Spread.of(heard.milliseconds()),
          heard.missed(),
          Vitals.slope(
              delays.stream().map(d -> d.atMs() / 60_000.0).toList(), heard.milliseconds()),
          lastLag,
          closeLagMs,
          lastLag > BEHIND_MS || closeLagMs > BEHIND_MS || last - first > LATER_MS);
    }

    private static double median(List<SpeechDelays.Delay> delays) {
      return Spread.of(delays.stream().map(SpeechDelays.Delay::ms).toList()).p50();
    }
  }

  String table() {
    StringBuilder out = new StringBuilder();
    out.append("recogniser ").append(recogniser).append(", ").append(machine);
    out.append(
        String.format(
            Locale.ROOT,
            "%n%d sessions of %.0f s, %s; %d items, %d broke",
            sessions,
            audioS,
            partials ? "with partials" : "finals only",
            items,
            failures.values().stream().mapToInt(Integer::intValue).sum()));
    out.append("\nend of speech to final  ").append(endOfSpeech).append(", missed ").append(missed);
    out.append("\nfalling behind          ").append(fallingBehind);
    for (SessionReport s : perSession) {
      out.append(
          String.format(
              Locale.ROOT,
              "%n  session %2d: p50 %5.0f p95 %5.0f max %5.0f ms, trend %+.1f ms/min, last %.0f ms%s",
              s.session,
              s.endOfSpeech.p50(),
              s.endOfSpeech.p95(),
              s.endOfSpeech.max(),
              s.trendMsPerMinute,
              s.lastLagMs,
              s.fallsBehind ? "  BEHIND" : ""));
    }
    if (memory != null) {
      out.append(
          String.format(
              Locale.ROOT,
              "%nCPU %.4f core-seconds per second of audio (load generator: %.1f s, not counted)",
              cpuCoreSecondsPerAudioSecond,
              generatorCpuSeconds));
      out.append(
          String.format(
              Locale.ROOT,
              "%nRSS peak %.0f MiB, %+.2f MiB/min in the second half; live heap %.0f -> %.0f MiB",
              memory.peakRssMb(),
              memory.rssSlopeMbPerMinute(),
              memory.liveHeapBeforeMb(),
              memory.liveHeapAfterMb()));
    }
    failures.forEach(
        (why, count) -> out.append("\nfailed ").append(count).append(": ").append(why));
    return out.toString();
  }
}
