package io.auscult.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auscult.local.bench.crowd.Crowded;
import io.auscult.local.bench.crowd.Crowded.Lag;
import io.auscult.local.bench.system.Vitals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Verdicts and arithmetic of the benchmarks of many live sessions. */
class CrowdReportsTest {
  private static final Machine MACHINE = new Machine("cpu", 2, "17", "2026-01-01T00:00:00Z");

  /** One end of speech a second. */
  private static Crowded crowd(int lost, int refused, double... lagMs) {
    List<Lag> lags = IntStream.range(0, lagMs.length).mapToObj(i -> new Lag(i, lagMs[i])).toList();
    return new Crowded(lags, lagMs.length + lost, lost, 50, refused, Map.of());
  }

  private static CapacityReport.Step step(int sessions, Crowded crowd) {
    return CapacityReport.Step.of(sessions, crowd, 0, 1000, 1.5, 0.2);
  }

  @Test
  void aStepGoesWellWithinASecondWithNothingLostAndNobodyRefused() {
    assertThat(step(8, crowd(0, 0, 300, 1000)).goesWell()).isTrue();
    assertThat(step(8, crowd(0, 0, 300, 1001)).goesWell()).isFalse();
    assertThat(step(8, crowd(1, 0, 300, 300)).goesWell()).isFalse();
    assertThat(step(8, crowd(0, 1, 300, 300)).goesWell()).isFalse();
    assertThat(step(8, crowd(0, 0)).goesWell()).as("nothing measured").isFalse();
  }

  @Test
  void onlyTheTimeWithAllSessionsCounts() {
    var step = CapacityReport.Step.of(3, crowd(0, 0, 5000, 300, 400, 5000), 1, 3, 1, 0);

    assertThat(step.lag().count()).isEqualTo(2);
    assertThat(step.goesWell()).isTrue();
  }

  @Test
  void theCapacityIsTheMostThatWentWellAndIsJudgedByRecogniserAndSchedule() {
    List<CapacityReport.Step> steps =
        List.of(step(16, crowd(0, 0, 300)), step(24, crowd(1, 0, 300)), step(20, crowd(0, 0, 500)));

    var finals = CapacityReport.of(MACHINE, "base", false, 75, "word times", 4, steps);
    var partials = CapacityReport.of(MACHINE, "base", true, 75, "word times", 4, steps);
    var other = CapacityReport.of(MACHINE, "/a/folder", false, 75, "word times", 4, List.of());

    assertThat(finals.sessions()).isEqualTo(20);
    assertThat(finals.met()).isFalse();
    assertThat(partials.met()).isTrue();
    assertThat(other.sessions()).isEqualTo(3);
    assertThat(other.met()).isNull();
    assertThat(finals.table()).contains("nothing lost: 20  [target: at least 24: NOT MET]");
  }

  private static OverloadReport.Phase phase(String admission, Crowded crowd) {
    return OverloadReport.Phase.of(admission, 20, crowd, 8, 100, Double.NaN, 4);
  }

  @Test
  void lagIsBoundedWhenItsLastQuarterIsNotMuchLaterThanItsSecond() {
    var steady = phase("off", crowd(0, 0, 300, 400, 4000, 4100, 4100, 4200, 4300, 4400));
    var growing = phase("off", crowd(0, 0, 300, 400, 1500, 1600, 1700, 1800, 2100, 2200));
    var small = phase("off", crowd(0, 0, 300, 300, 300, 300, 300, 300, 1900, 1900));

    assertThat(steady.bounded()).isTrue();
    assertThat(growing.bounded()).isFalse();
    assertThat(small.bounded()).isTrue();
  }

  @Test
  void withAdmissionOnSomeMustBeRefusedAndWithoutItAllFinalsMustCome() {
    assertThat(phase("on", crowd(0, 5, 300, 300, 300, 300, 300, 300, 300, 300)).met()).isTrue();
    assertThat(phase("on", crowd(0, 0, 300, 300, 300, 300, 300, 300, 300, 300)).met()).isFalse();
    assertThat(phase("off", crowd(1, 0, 300, 300, 300, 300, 300, 300, 300, 300)).met()).isFalse();
    assertThat(phase("off", crowd(1, 0, 300)).finalsShare()).isEqualTo(0.5);
  }

  @Test
  void theRiseIsOfThePercentileOverAllStretches() throws Exception {
    var report =
        IsolationReport.of(
            MACHINE,
            "base",
            8,
            false,
            2,
            20,
            List.of(
                IsolationReport.Phase.alone(crowd(0, 0, 400, 500)),
                IsolationReport.Phase.beside(crowd(0, 0, 400, 590), 9),
                IsolationReport.Phase.alone(crowd(0, 0, 300, 300)),
                IsolationReport.Phase.beside(crowd(0, 0, 400, 300), 9)));

    assertThat(report.p95Rise()).isEqualTo(590.0 / 500 - 1);
    assertThat(report.met()).isTrue();
    JsonNode json = new ObjectMapper().readTree(Figures.json(report));
    assertThat(json.at("/phases/1/fast_speed").asInt()).isEqualTo(9);
    assertThat(json.at("/phases/1").has("lag_ms")).isFalse();
  }

  @Test
  void theEndIsComparedWithTheSettledMinuteByTheirMedians() {
    List<Vitals.Sample> samples = new ArrayList<>();
    for (int s = 0; s < 20 * 60; s += 10) {
      // A spike in each minute, which the median does not see; 4 % more in the last ones.
      double rss = s % 60 == 0 ? 900 : s < 900 ? 500 : 520;
      samples.add(new Vitals.Sample(s, rss, 100));
    }
    samples.add(new Vitals.Sample(1205, 5000, 100));
    var memory = new Vitals.Memory(900, 0, 0, 60, 61, samples);
    var load = new SoakReport.Load(8, false, 20, 40, 1.2);

    var report = SoakReport.of(MACHINE, "base", load, crowd(0, 0, 300), 10, memory, 5, 5);

    assertThat(report.minutes()).hasSize(20);
    assertThat(report.rssSettledMb()).isEqualTo(500);
    assertThat(report.rssEndMb()).isEqualTo(520);
    assertThat(report.rssChange()).isEqualTo(520 / 500.0 - 1);
    assertThat(report.met()).isTrue();
  }
}
