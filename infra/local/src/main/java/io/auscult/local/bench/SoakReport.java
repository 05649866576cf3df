package io.auscult.local.bench;

import io.auscult.local.bench.crowd.Crowded;
import io.auscult.local.bench.delays.Spread;
import io.auscult.local.bench.system.Vitals;
import io.auscult.local.client.Percentile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a long time at one load did.
 *
 * @param lag time to final over all sessions
 * @param lastLag of the last fifth of the time
 * @param settledMinute the minute that the end is compared with
 * @param rssSettledMb resident memory in it
 * @param rssEndMb and in the last whole minute
 * @param rssChange of the end to it; 0.01 is 1 % more
 * @param nativeObjectsBefore open before the first session, the models' own; NaN where it is not
 *     told
 * @param nativeObjectsAfter open when all sessions had ended
 * @param met the target of the issue
 * @param minutes resident memory, each minute's median
 */
record SoakReport(
    String bench,
    Machine machine,
    String recogniser,
    Load load,
    Spread lag,
    Spread lastLag,
    Map<String, Integer> failures,
    int settledMinute,
    double rssSettledMb,
    double rssEndMb,
    double rssChange,
    double liveHeapBeforeMb,
    double liveHeapAfterMb,
    double nativeObjectsBefore,
    double nativeObjectsAfter,
    boolean met,
    List<Minute> minutes) {
  private static final double TARGET = 0.05;
  private static final double LAST_PART = 0.8;

  /**
   * What was asked of it.
   *
   * @param visits sessions one after the other, of all clients
   * @param cores that the system kept busy, without the load generator
   */
  record Load(int sessions, boolean partials, double minutes, int visits, double cores) {}

  /** {@code minute}: the first is 1. */
  record Minute(int minute, double rssMb, double heapMb) {}

  static SoakReport of(
      Machine machine,
      String recogniser,
      Load load,
      Crowded crowd,
      int settledMinute,
      Vitals.Memory memory,
      double nativeObjectsBefore,
      double nativeObjectsAfter) {
    List<Minute> minutes = minutes(memory.samples(), load.minutes);
    double settled = rss(minutes, settledMinute);
    double end = minutes.isEmpty() ? Double.NaN : minutes.get(minutes.size() - 1).rssMb;
    double change = end / settled - 1;
    return new SoakReport(
        "soak",
        machine,
        recogniser,
        load,
        crowd.between(0, Double.MAX_VALUE),
        crowd.between(load.minutes * 60 * LAST_PART, Double.MAX_VALUE),
        crowd.failures(),
        settledMinute,
        settled,
        end,
        change,
        memory.liveHeapBeforeMb(),
        memory.liveHeapAfterMb(),
        nativeObjectsBefore,
        nativeObjectsAfter,
        Math.abs(change) <= TARGET,
        minutes);
  }

  private static double rss(List<Minute> minutes, int minute) {
    return minutes.stream()
        .filter(m -> m.minute == minute)
        .mapToDouble(Minute::rssMb)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** The median of each whole minute of the load; what came after its end is left out. */
  static List<Minute> minutes(List<Vitals.Sample> samples, double most) {
    List<Minute> minutes = new ArrayList<>();
    for (int m = 1; m <= most; m++) {
      double from = (m - 1) * 60.0;
      List<Vitals.Sample> here =
          samples.stream().filter(s -> s.atS() >= from && s.atS() < from + 60).toList();
      if (here.isEmpty()) continue;
      minutes.add(
          new Minute(
              m,
              Percentile.of(here.stream().map(Vitals.Sample::rssMb).toList(), 50),
              Percentile.of(here.stream().map(Vitals.Sample::heapMb).toList(), 50)));
    }
    return minutes;
  }

  /** Sessions that broke. */
  int broke() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  String table() {
    StringBuilder out = new StringBuilder();
    out.append("recogniser ").append(recogniser).append(", ").append(machine);
    out.append(
        String.format(
            Locale.ROOT,
            "%n%d live sessions at any time for %.0f min, %s; %d sessions in all, %d broke;"
                + " %.2f cores",
            load.sessions,
            load.minutes,
            load.partials ? "with partials" : "finals only",
            load.visits,
            broke(),
            load.cores));
    out.append("\nend of speech to final  ").append(lag);
    out.append("\n- in the last fifth     ").append(lastLag);
    for (Minute m : minutes) {
      if (m.minute != 1 && m.minute % 5 != 0) continue;
      out.append(
          String.format(
              Locale.ROOT,
              "%nminute %3d: RSS %.0f MiB, heap %.0f MiB",
              m.minute,
              m.rssMb,
              m.heapMb));
    }
    out.append(
        String.format(
            Locale.ROOT,
            "%nRSS %.0f MiB in minute %d, %.0f MiB in the last: %+.1f %%",
            rssSettledMb,
            settledMinute,
            rssEndMb,
            rssChange * 100));
    out.append(Verdict.of(met, "within 5 %"));
    out.append(
        String.format(
            Locale.ROOT, "%nlive heap %.0f -> %.0f MiB", liveHeapBeforeMb, liveHeapAfterMb));
    if (!Double.isNaN(nativeObjectsAfter)) {
      out.append(
          String.format(
              Locale.ROOT,
              "; native objects open %.0f -> %.0f",
              nativeObjectsBefore,
              nativeObjectsAfter));
    }
    failures.forEach((why, n) -> out.append("\nfailed ").append(n).append(": ").append(why));
    return out.toString();
  }
}
