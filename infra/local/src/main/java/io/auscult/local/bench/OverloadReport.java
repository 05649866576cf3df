package io.auscult.local.bench;

import io.auscult.local.bench.crowd.Crowded;
import io.auscult.local.bench.delays.Spread;
import java.util.List;
import java.util.Locale;

/**
 * What twice as many sessions as it can take did.
 *
 * @param capacity sessions that it can take
 * @param sessions that were sent
 */
record OverloadReport(
    String bench,
    Machine machine,
    String recogniser,
    int capacity,
    int sessions,
    double minutes,
    List<Phase> phases) {
  private static final double BIN_S = 10;

  /** Lag that is bounded at any rate. */
  private static final double FINE_MS = 2000;

  /** How much later the last quarter may be than the second and still count as no growth. */
  private static final double GROWTH_MS = 500;

  /**
   * With everybody let in, or with those that it lets in itself.
   *
   * @param refused sessions that were not let in
   * @param broke sessions that were let in and broke
   * @param finalsShare ends of speech whose final came
   * @param lag time to final of those inside
   * @param bounded the p95 of the last quarter is below 2 s or at most 0.5 s above that of the
   *     second
   * @param partials that arrived
   * @param shedByJob partials that recognition left out; NaN where it is not told
   * @param shedByGateway partials that slow clients did not get; NaN where there was none
   * @param warned MediSync sessions that were told {@code partials_shed}
   * @param met the target of the issue
   */
  record Phase(
      String admission,
      int asked,
      int refused,
      int broke,
      int ends,
      double finalsShare,
      Spread lag,
      Spread secondQuarter,
      Spread lastQuarter,
      boolean bounded,
      int partials,
      double shedByJob,
      double shedByGateway,
      int warned,
      boolean met,
      List<Crowded.Span> lagOverTime) {
    static Phase of(
        String admission,
        int asked,
        Crowded crowd,
        double seconds,
        double shedByJob,
        double shedByGateway,
        int warned) {
      Spread second = crowd.between(seconds / 4, seconds / 2);
      Spread last = crowd.between(seconds * 3 / 4, Double.MAX_VALUE);
      boolean bounded = last.p95() <= Math.max(FINE_MS, second.p95() + GROWTH_MS);
      boolean whole = crowd.lost() == 0 && crowd.broke() == 0;
      boolean refuses = admission.equals("off") || crowd.refused() > 0;
      return new Phase(
          admission,
          asked,
          crowd.refused(),
          crowd.broke(),
          crowd.ends(),
          crowd.finalsShare(),
          crowd.between(0, Double.MAX_VALUE),
          second,
          last,
          bounded,
          crowd.partials(),
          shedByJob,
          shedByGateway,
          warned,
          whole && bounded && refuses,
          crowd.over(BIN_S));
    }
  }

  String table() {
    StringBuilder out = new StringBuilder();
    out.append("recogniser ").append(recogniser).append(", ").append(machine);
    out.append(
        String.format(
            Locale.ROOT,
            "%n%d sessions with partials for %.1f min, where it can take %d",
            sessions,
            minutes,
            capacity));
    for (Phase p : phases) {
      out.append(
          String.format(
              Locale.ROOT,
              "%nadmission %s: %d let in, %d refused, %d broke",
              p.admission,
              p.asked - p.refused,
              p.refused,
              p.broke));
      out.append(
          String.format(Locale.ROOT, "%n  finals %.2f %% of %d ends", p.finalsShare * 100, p.ends));
      out.append("\n  end of speech to final  ").append(p.lag);
      out.append("\n  - second quarter        ").append(p.secondQuarter);
      out.append("\n  - last quarter          ").append(p.lastQuarter);
      out.append(p.bounded ? "  bounded" : "  NOT BOUNDED");
      out.append(
          String.format(
              Locale.ROOT,
              "%n  partials: %d arrived, %.0f left out by recognition, %.0f by the gateway, %d"
                  + " sessions warned",
              p.partials,
              p.shedByJob,
              p.shedByGateway,
              p.warned));
      out.append("\n ");
      out.append(
          Verdict.of(
              p.met,
              p.admission.equals("off")
                  ? "finals 100 %, lag bounded"
                  : "new ones refused, finals 100 %, lag bounded"));
    }
    return out.toString();
  }
}
