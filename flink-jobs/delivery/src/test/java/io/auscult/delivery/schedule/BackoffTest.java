package io.auscult.delivery.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
  private static final double MIDDLE = 0.5;

  @Test
  void IN_46_waitsDoubleFromOneSecondToSixHours() {
    List<Duration> waits = new ArrayList<>();
    for (int tries = 1; tries <= 17; tries++) {
      waits.add(Duration.ofMillis(Backoff.next(tries, 0, 0, 0, MIDDLE).getAsLong()));
    }
    assertThat(waits.subList(0, 4))
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8));
    assertThat(waits.get(14)).isEqualTo(Duration.ofSeconds(16_384));
    assertThat(waits.get(16)).isEqualTo(Duration.ofHours(6));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void IN_46_aReceiverThatIsDownIsTriedSeventeenTimesOrMoreInADay(long seed) {
    Random chance = new Random(seed);
    List<Long> tries = tries(chance, 0);
    assertThat(tries.size()).as("seed %d", seed).isBetween(17, 19);
    assertThat(tries.get(tries.size() - 1))
        .as("seed %d", seed)
        .isBetween(Duration.ofHours(17).toMillis(), Duration.ofHours(24).toMillis());
  }

  @Test
  void IN_46_jitterIsAFifthEitherWay() {
    assertThat(Backoff.next(1, 0, 0, 0, 0).getAsLong()).isEqualTo(800);
    assertThat(Backoff.next(1, 0, 0, 0, 1).getAsLong()).isEqualTo(1_200);
  }

  @Test
  void IN_46_retryAfterLengthensAWaitUpToSixHoursAndNeverShortensOne() {
    assertThat(Backoff.next(1, 0, 0, 60_000, MIDDLE).getAsLong()).isEqualTo(60_000);
    assertThat(Backoff.next(8, 0, 0, 60_000, MIDDLE).getAsLong()).isEqualTo(128_000);
    assertThat(Backoff.next(1, 0, 0, Duration.ofDays(9).toMillis(), MIDDLE).getAsLong())
        .isEqualTo(Duration.ofHours(6).toMillis());
  }

  @Test
  void IN_46_eightTriesAreMadeHoweverLongTheReceiverAsksToWait() {
    assertThat(tries(new Random(1), Duration.ofHours(6).toMillis())).hasSize(8);
  }

  @Test
  void waitingForRoomGrowsFromHalfASecondToTen() {
    assertThat(Backoff.busyMs(0, MIDDLE)).isEqualTo(500);
    assertThat(Backoff.busyMs(1, MIDDLE)).isEqualTo(1_000);
    assertThat(Backoff.busyMs(5, MIDDLE)).isEqualTo(10_000);
    assertThat(Backoff.busyMs(1_000_000, MIDDLE)).isEqualTo(10_000);
    assertThat(Backoff.busyMs(5, 0)).isEqualTo(8_000);
  }

  /** When each try is made where all fail at once, in milliseconds from the first. */
  private static List<Long> tries(Random chance, long retryAfterMs) {
    List<Long> made = new ArrayList<>(List.of(0L));
    while (true) {
      long last = made.get(made.size() - 1);
      OptionalLong next = Backoff.next(made.size(), 0, last, retryAfterMs, chance.nextDouble());
      if (next.isEmpty()) return made;
      made.add(next.getAsLong());
    }
  }
}
