package io.auscult.local.bench.speakers;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.local.bench.speakers.Rttm.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiarizationErrorsTest {
  @Test
  void otherNamesAreNoError() {
    DiarizationErrors errors =
        DiarizationErrors.between(
            turns("a 0 1000", "b 1000 3000"), turns("2 0 1000", "1 1000 3000"));

    assertThat(errors).isEqualTo(new DiarizationErrors(3000, 0, 0, 0));
    assertThat(errors.rate()).isZero();
  }

  @Test
  void missFalseAlarmAndConfusionAreToldApart() {
    DiarizationErrors errors =
        DiarizationErrors.between(
            turns("a 0 1000", "b 1000 2000"), turns("x 100 1200", "y 1200 2300"));

    assertThat(errors).isEqualTo(new DiarizationErrors(2000, 100, 300, 200));
    assertThat(errors.rate()).isEqualTo(0.3);
  }

  @Test
  void theSecondVoiceOfAnOverlapIsAMiss() {
    DiarizationErrors errors =
        DiarizationErrors.between(turns("a 0 1000", "b 400 600"), turns("x 0 1000"));

    assertThat(errors).isEqualTo(new DiarizationErrors(1200, 200, 0, 0));
  }

  @Test
  void aSpeakerTooManyIsConfusionAndOneSpeakerIsCountedOnce() {
    DiarizationErrors errors =
        DiarizationErrors.between(
            turns("a 0 1000", "a 500 2000"), turns("x 0 1500", "y 1500 2000"));

    assertThat(errors).isEqualTo(new DiarizationErrors(2000, 0, 0, 500));
  }

  @Test
  void onlyWhatIsScoredCounts() {
    List<SpokenTurn> reference = turns("a 0 1000", "b 1000 9000");
    List<SpokenTurn> answer = turns("x 0 9500");

    assertThat(DiarizationErrors.between(reference, answer, List.of(new Scored(0, 1500))))
        .isEqualTo(new DiarizationErrors(1500, 0, 0, 500));
  }

  @Test
  void theMappingIsTheBestOfAll() {
    // x shares most with a, but giving x to b and y to a is right for longer.
    DiarizationErrors errors =
        DiarizationErrors.between(
            turns("a 0 1900", "b 1900 2800"), turns("x 0 1000", "y 1000 1900", "x 1900 2800"));

    assertThat(errors.confusionMs()).isEqualTo(1000);
  }

  @Test
  void theAssignmentEqualsTryingEveryOne() {
    Random random = new Random(4);
    for (int round = 0; round < 200; round++) {
      long[][] gain = new long[1 + random.nextInt(5)][];
      for (int i = 0; i < gain.length; i++) gain[i] = random.longs(gain.length, 0, 50).toArray();
      int[] columns = Assignment.most(gain);
      long sum = 0;
      for (int i = 0; i < columns.length; i++) sum += gain[i][columns[i]];
      assertThat(sum).as("round %d", round).isEqualTo(best(gain, 0, 0));
    }
  }

  private static long best(long[][] gain, int row, int taken) {
    if (row == gain.length) return 0;
    long best = Long.MIN_VALUE;
    for (int c = 0; c < gain.length; c++) {
      if ((taken & 1 << c) != 0) continue;
      best = Math.max(best, gain[row][c] + best(gain, row + 1, taken | 1 << c));
    }
    return best;
  }

  private static List<SpokenTurn> turns(String... lines) {
    List<SpokenTurn> turns = new ArrayList<>();
    for (String line : lines) {
      String[] f = line.split(" ");
      turns.add(new SpokenTurn(Long.parseLong(f[1]), Long.parseLong(f[2]), f[0]));
    }
    return turns;
  }
}
