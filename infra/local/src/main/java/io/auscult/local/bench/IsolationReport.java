package io.auscult.local.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.auscult.local.bench.crowd.Crowded;
import io.auscult.local.bench.delays.Spread;
import java.util.List;
import java.util.Locale;

/**
 * What a session far ahead of speech did to live ones.
 *
 * @param speed at which it sends
 * @param alone time to final of the live sessions without it, all phases
 * @param beside with it
 * @param p95Rise by how much of itself the p95 of the live ones rose; 0.1 is 10 %
 * @param met the target of the issue
 */
record IsolationReport(
    String bench,
    Machine machine,
    String recogniser,
    int sessions,
    boolean partials,
    double minutes,
    double speed,
    Spread alone,
    Spread beside,
    double p95Rise,
    boolean met,
    List<Phase> phases) {
  private static final double TARGET = 0.20;

  /**
   * One stretch.
   *
   * @param fastSpeed times the speed of speech at which the fast session was served from its first
   *     frame to its end; NaN without one
   * @param lagMs every time to final, for the figures over all stretches
   */
  record Phase(
      boolean withFast,
      Spread lag,
      int lost,
      int broke,
      double fastSpeed,
      @JsonIgnore List<Double> lagMs) {
    static Phase alone(Crowded crowd) {
      return of(false, crowd, Double.NaN);
    }

    static Phase beside(Crowded crowd, double fastSpeed) {
      return of(true, crowd, fastSpeed);
    }

    private static Phase of(boolean withFast, Crowded crowd, double fastSpeed) {
      List<Double> ms = crowd.lags().stream().map(Crowded.Lag::ms).toList();
      int broke = crowd.broke() + crowd.refused();
      return new Phase(withFast, Spread.of(ms), crowd.lost(), broke, fastSpeed, ms);
    }

    @Override
    public String toString() {
      String what =
          withFast
              ? String.format(Locale.ROOT, "beside one served at %.1f times", fastSpeed)
              : "alone";
      return String.format("%-32s %s, %d lost, %d broke", what, lag, lost, broke);
    }
  }

  static IsolationReport of(
      Machine machine,
      String recogniser,
      int sessions,
      boolean partials,
      double minutes,
      double speed,
      List<Phase> phases) {
    Spread alone = pooled(phases, false);
    Spread beside = pooled(phases, true);
    double rise = beside.p95() / alone.p95() - 1;
    return new IsolationReport(
        "isolation",
        machine,
        recogniser,
        sessions,
        partials,
        minutes,
        speed,
        alone,
        beside,
        rise,
        rise <= TARGET,
        phases);
  }

  private static Spread pooled(List<Phase> phases, boolean withFast) {
    return Spread.of(
        phases.stream()
            .filter(p -> p.withFast == withFast)
            .flatMap(p -> p.lagMs.stream())
            .toList());
  }

  /** Live sessions that broke. */
  int broke() {
    return phases.stream().mapToInt(Phase::broke).sum();
  }

  String table() {
    StringBuilder out = new StringBuilder();
    out.append("recogniser ").append(recogniser).append(", ").append(machine);
    out.append(
        String.format(
            Locale.ROOT,
            "%n%d live sessions of %.1f min, %s, and one at %.0f times the speed of speech",
            sessions,
            minutes,
            partials ? "with partials" : "finals only",
            speed));
    for (Phase phase : phases) out.append(System.lineSeparator()).append(phase);
    out.append("\nalone   ").append(alone).append("\nbeside  ").append(beside);
    out.append(String.format(Locale.ROOT, "%np95 rises by %.1f %%", p95Rise * 100));
    return out.append(Verdict.of(met, "at most 20 %")).toString();
  }
}
