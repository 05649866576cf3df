package io.auscult.local.bench;

import io.auscult.local.bench.crowd.Crowded;
import io.auscult.local.bench.delays.Spread;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How many live sessions a machine carries.
 *
 * @param ends how the ends of speech are known
 * @param sessions the most that went well; one below the fewest tried where none did
 * @param target of the issue for this recogniser and schedule; 0: it names none
 * @param met null without a target
 * @param steps by their number of sessions
 */
record CapacityReport(
    String bench,
    Machine machine,
    String recogniser,
    boolean partials,
    int seconds,
    String ends,
    int sessions,
    int target,
    Boolean met,
    List<Step> steps) {
  private static final double LAG_MS = 1000;

  /**
   * One number of sessions.
   *
   * @param lag time to final while all of them were live
   * @param ends ends of speech of all sessions
   * @param lost those without their final
   * @param broke sessions that broke or were refused
   * @param systemCores cores that the system kept busy, without the load generator
   * @param generatorCores cores that the load generator kept busy beside it
   * @param goesWell p95 within a second and nothing lost
   */
  record Step(
      int sessions,
      Spread lag,
      int ends,
      int lost,
      int broke,
      double systemCores,
      double generatorCores,
      boolean goesWell) {
    static Step of(
        int sessions,
        Crowded crowd,
        double fromS,
        double toS,
        double systemCores,
        double generatorCores) {
      Spread lag = crowd.between(fromS, toS);
      int broke = crowd.broke() + crowd.refused();
      boolean well = lag.p95() <= LAG_MS && crowd.lost() == 0 && broke == 0;
      return new Step(
          sessions, lag, crowd.ends(), crowd.lost(), broke, systemCores, generatorCores, well);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%3d sessions: %s, %d of %d lost, %d broke, %.2f cores, load generator %.2f%s",
          sessions,
          lag,
          lost,
          ends,
          broke,
          systemCores,
          generatorCores,
          goesWell ? "" : "  TOO MANY");
    }
  }

  static CapacityReport of(
      Machine machine,
      String recogniser,
      boolean partials,
      int seconds,
      String ends,
      int from,
      List<Step> steps) {
    int most =
        steps.stream().filter(Step::goesWell).mapToInt(Step::sessions).max().orElse(from - 1);
    int target = target(recogniser, partials);
    return new CapacityReport(
        "capacity",
        machine,
        recogniser,
        partials,
        seconds,
        ends,
        most,
        target,
        target == 0 ? null : Boolean.valueOf(most >= target),
        steps.stream().sorted(Comparator.comparingInt(Step::sessions)).toList());
  }

  /** On two cores. */
  private static int target(String recogniser, boolean partials) {
    return switch (recogniser) {
      case "base" -> partials ? 10 : 24;
      case "tiny" -> partials ? 16 : 40;
      default -> 0;
    };
  }

  String table() {
    StringBuilder out = new StringBuilder();
    out.append("recogniser ").append(recogniser).append(", ").append(machine);
    out.append(
        String.format(
            Locale.ROOT,
            "%nsessions of %d s, %s, ends of speech by %s",
            seconds,
            partials ? "with partials" : "finals only",
            ends));
    for (Step step : steps) out.append(System.lineSeparator()).append(step);
    out.append(
        String.format("%nlive sessions with p95 at most 1 s and nothing lost: %d", sessions));
    if (met != null) out.append(Verdict.of(met, "at least " + target));
    return out.toString();
  }
}
