package io.auscult.local.bench;

import io.auscult.local.bench.delays.Spread;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What acknowledgements did.
 *
 * @param audio what was sent
 * @param frameToAck from just before a frame was handed to the network to its acknowledgement
 * @param incompleteSessions with fewer or more acknowledgements than frames, or in another order
 * @param outOfOrder acknowledgements whose durations do not add up
 * @param refused answers that acknowledge nothing
 * @param systemCores cores that the system kept busy meanwhile
 * @param generatorCores cores that this process kept busy beside it
 * @param latestFrameMs how late the load generator itself was at worst
 * @param met each target of the issue
 */
record AcksReport(
    String bench,
    Machine machine,
    String recogniser,
    String audio,
    int sessions,
    int seconds,
    int frameSamples,
    int framesSent,
    int acknowledged,
    Spread frameToAck,
    int incompleteSessions,
    int outOfOrder,
    int refused,
    double systemCores,
    double generatorCores,
    double latestFrameMs,
    Map<String, Boolean> met,
    Map<String, Integer> failures) {
  private static final double TARGET_MS = 250;

  static AcksReport of(
      String recogniser,
      String audio,
      int seconds,
      List<AckLog.Result> results,
      double latestFrameMs,
      double systemCores,
      double generatorCores,
      List<String> failures)
      throws IOException {
    Spread spread = Spread.of(results.stream().flatMap(r -> r.ms().stream()).toList());
    boolean complete = results.stream().allMatch(AckLog.Result::complete);
    return new AcksReport(
        "acks",
        Machine.here(),
        recogniser,
        audio,
        results.size(),
        seconds,
        AcksCommand.FRAME,
        results.stream().mapToInt(AckLog.Result::sent).sum(),
        results.stream().mapToInt(AckLog.Result::acknowledged).sum(),
        spread,
        (int) results.stream().filter(r -> !r.complete()).count(),
        results.stream().mapToInt(AckLog.Result::outOfOrder).sum(),
        results.stream().mapToInt(AckLog.Result::refused).sum(),
        systemCores,
        generatorCores,
        latestFrameMs,
        Map.of(
            "ack_p99",
            spread.p99() <= TARGET_MS,
            "one_ack_a_frame_in_order",
            complete && failures.isEmpty()),
        failures.stream().collect(Collectors.toMap(why -> why, why -> 1, Integer::sum)));
  }

  String table() {
    StringBuilder out = new StringBuilder();
    out.append("recogniser ").append(recogniser).append(", ").append(machine);
    out.append(
        String.format(
            Locale.ROOT,
            "%n%d sessions of %d s, %s, frames of %d samples",
            sessions,
            seconds,
            audio,
            frameSamples));
    out.append("\nframe to acknowledgement  ").append(frameToAck);
    out.append(Verdict.of(met.get("ack_p99"), "p99 at most 250 ms"));
    out.append(
        String.format(
            "%n%d frames, %d acknowledged, %d sessions incomplete, %d out of order, %d refused",
            framesSent, acknowledged, incompleteSessions, outOfOrder, refused));
    out.append(Verdict.of(met.get("one_ack_a_frame_in_order"), "one a frame, in order"));
    out.append(
        String.format(
            Locale.ROOT,
            "%nCPU: system %.2f cores, load generator %.2f; it was at most %.0f ms late",
            systemCores,
            generatorCores,
            latestFrameMs));
    failures.forEach((why, n) -> out.append("\nfailed ").append(n).append(": ").append(why));
    return out.toString();
  }
}
