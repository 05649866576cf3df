package io.auscult.local.bench;

import io.auscult.local.bench.delays.Spread;
import io.auscult.local.client.Percentile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What partials did.
 *
 * @param beginnings how the beginnings of speech are known
 * @param firstPartial from the moment that an utterance begins to be spoken; the headline
 * @param firstPartialFromSent from the moment that the frame with its first sample was sent
 * @param finalsOnly utterances whose first text was their final, and how long after they began
 * @param finalsOnlyOver3s those of more than 3 s among them, which should have had a partial
 * @param joined beginnings that the system took for the going on of an utterance
 * @param missed beginnings that no item holds
 * @param gap between partials of one item, at the client
 * @param gapsBelow700ms how many of them were shorter than the cadence
 * @param repeatedShare of partials whose text is that of the one before
 * @param afterFinal partials or finals after the final of their item
 * @param withoutFinal items that never became final
 * @param met each target of the issue
 */
record PartialsReport(
    String bench,
    Machine machine,
    String recogniser,
    String beginnings,
    int sessions,
    double minutes,
    Spread firstPartial,
    Spread firstPartialFromSent,
    Spread finalsOnly,
    int finalsOnlyOver3s,
    int joined,
    int missed,
    int partials,
    Gaps gap,
    int gapsBelow700ms,
    double repeatedShare,
    int afterFinal,
    int withoutFinal,
    Map<String, Boolean> met,
    Map<String, Integer> failures) {
  private static final double FIRST_TARGET_MS = 1000;
  private static final double CADENCE_MS = 700;

  /** Partials are sent by the job's clock and arrive by ours: a hair's breadth is no breach. */
  private static final double JITTER_MS = 50;

  private static final long LONG_MS = 3000;

  /** How gaps lie, in milliseconds; NaN where there are none. */
  record Gaps(int count, double min, double p5, double p50, double p95) {
    static Gaps of(List<Double> gaps) {
      return new Gaps(
          gaps.size(),
          Percentile.of(gaps, 0),
          Percentile.of(gaps, 5),
          Percentile.of(gaps, 50),
          Percentile.of(gaps, 95));
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "min %.0f  p5 %.0f  p50 %.0f  p95 %.0f ms  (%d)", min, p5, p50, p95, count);
    }
  }

  static PartialsReport of(
      String recogniser,
      String beginnings,
      int sessions,
      double minutes,
      PartialGrowth grown,
      Map<String, Integer> failures)
      throws IOException {
    Spread first = Spread.of(grown.first());
    double repeated = grown.repeated() / (double) Math.max(1, grown.partials());
    return new PartialsReport(
        "partials",
        Machine.here(),
        recogniser,
        beginnings,
        sessions,
        minutes,
        first,
        Spread.of(grown.firstSent()),
        Spread.of(grown.unshown().stream().map(PartialGrowth.Unshown::finalAfterMs).toList()),
        (int) grown.unshown().stream().filter(u -> u.lengthMs() > LONG_MS).count(),
        grown.joined(),
        grown.missed(),
        grown.partials(),
        Gaps.of(grown.gaps()),
        (int) grown.gaps().stream().filter(ms -> ms < CADENCE_MS).count(),
        repeated,
        grown.late(),
        grown.open(),
        Map.of(
            "first_partial_p95", first.p95() <= FIRST_TARGET_MS,
            "cadence", grown.gaps().stream().allMatch(ms -> ms >= CADENCE_MS - JITTER_MS),
            "only_changed_text", grown.repeated() == 0,
            "nothing_after_final", grown.late() == 0,
            "every_item_final", grown.open() == 0),
        failures);
  }

  String table() {
    StringBuilder out = new StringBuilder();
    out.append("recogniser ").append(recogniser).append(", ").append(machine);
    out.append(
        String.format(
            Locale.ROOT,
            "%n%d sessions of %.1f min, beginnings of speech by %s",
            sessions,
            minutes,
            beginnings));
    line(out, "speech begins to first partial", firstPartial);
    out.append(Verdict.of(met.get("first_partial_p95"), "p95 at most 1000 ms"));
    line(out, "its first sample sent to it", firstPartialFromSent);
    line(out, "final only, begin to final", finalsOnly);
    out.append(String.format("%n  %d of them over 3 s long", finalsOnlyOver3s));
    out.append(
        String.format("%n%d beginnings joined to what was before, %d missed", joined, missed));
    line(out, "between partials of an item", gap);
    out.append(String.format("; %d below 700 ms", gapsBelow700ms));
    out.append(Verdict.of(met.get("cadence"), "none below 700 ms, 50 ms allowed for arrival"));
    out.append(
        String.format(
            Locale.ROOT, "%n%d partials, %.2f %% repeat a text", partials, 100 * repeatedShare));
    out.append(Verdict.of(met.get("only_changed_text"), "none"));
    out.append(String.format("%nafter the final of their item: %d", afterFinal));
    out.append(Verdict.of(met.get("nothing_after_final"), "none"));
    out.append(String.format("%nitems without a final: %d", withoutFinal));
    out.append(Verdict.of(met.get("every_item_final"), "none"));
    failures.forEach(
        (why, count) -> out.append("\nfailed ").append(count).append(": ").append(why));
    return out.toString();
  }

  private static void line(StringBuilder out, String what, Object figures) {
    out.append(String.format("%n%-31s %s", what, figures));
  }
}
