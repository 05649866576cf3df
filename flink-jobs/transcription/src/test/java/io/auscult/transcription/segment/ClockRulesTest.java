package io.auscult.transcription.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockRulesTest {
  private static final Limits LIMITS = new Limits(10_000, 0, 3_600_000, 120_000, 600_000, 30_000);
  private static final long T0 = 1_700_000_000_000L;

  private final Clocks clocks = new Clocks();

  @BeforeEach
  void opened() {
    clocks.openedAtMs = T0;
    clocks.inputAtMs = T0;
    clocks.audioAtMs = T0;
  }

  @Test
  void silentAudioIsSilence() {
    ClockRules.heard(clocks, 9_990, T0 + 9_990, T0 + 9_990);
    assertThat(ClockRules.silenceDue(clocks, LIMITS, T0 + 9_990)).isFalse();
    ClockRules.heard(clocks, 10_000, T0 + 10_000, T0 + 10_000);
    assertThat(ClockRules.silenceDue(clocks, LIMITS, T0 + 10_000)).isTrue();
  }

  @Test
  void noAudioAtAllIsSilenceToo() {
    assertThat(ClockRules.silenceDue(clocks, LIMITS, T0 + 9_999)).isFalse();
    assertThat(ClockRules.silenceDue(clocks, LIMITS, T0 + 10_000)).isTrue();
    assertThat(ClockRules.nextAt(clocks, LIMITS, T0, T0 + 4_000)).isEqualTo(T0 + 10_000);
  }

  @Test
  void aSilenceIsToldOnceAndTheNextOneIsAnother() {
    ClockRules.heard(clocks, 10_000, T0 + 10_000, T0 + 10_000);
    clocks.silenceTold = 1;
    assertThat(ClockRules.silenceDue(clocks, LIMITS, T0 + 39_999)).isFalse();
    int first = clocks.silence;
    ClockRules.spoken(clocks, 10_500);
    assertThat(clocks.silence).isNotEqualTo(first);
    ClockRules.heard(clocks, 20_600, T0 + 20_600, T0 + 20_600);
    assertThat(ClockRules.silenceDue(clocks, LIMITS, T0 + 20_600)).isTrue();
  }

  @Test
  void SA_14_aSilenceThatGoesOnIsToldAgainEvery30Seconds() {
    clocks.silenceTold = 1;
    assertThat(ClockRules.nextAt(clocks, LIMITS, T0, T0 + 10_000)).isEqualTo(T0 + 40_000);
    assertThat(ClockRules.silenceDue(clocks, LIMITS, T0 + 40_000)).isTrue();
    clocks.silenceTold = 2;
    assertThat(ClockRules.silenceDue(clocks, LIMITS, T0 + 69_999)).isFalse();
    assertThat(ClockRules.silenceDue(clocks, LIMITS, T0 + 70_000)).isTrue();
  }

  @Test
  void DI_61_theCountdownTells61ValuesFrom60To0AtTheSpeedOfSpeech() {
    Limits hour = new Limits(0, 3_600_000, 0, 0, 0, 0);
    List<Integer> told = new ArrayList<>();
    long nowMs = T0;
    while (clocks.remainingTold > 0) {
      nowMs = ClockRules.nextAt(clocks, hour, T0, nowMs);
      int seconds = ClockRules.remainingDue(clocks, hour, nowMs).orElseThrow();
      assertThat(nowMs).isEqualTo(T0 + 3_600_000 - 1000L * seconds);
      clocks.remainingTold = seconds;
      told.add(seconds);
    }
    assertThat(told).isEqualTo(IntStream.rangeClosed(0, 60).mapToObj(i -> 60 - i).toList());
    assertThat(ClockRules.endDue(clocks, hour, T0, nowMs)).contains("duration_limit");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void DI_62_audioAheadOfTheClockSkipsValuesButNeverRaisesOrRepeatsThem(long seed) {
    Limits limits = new Limits(0, 90_000, 0, 0, 0, 0);
    Random random = new Random(seed);
    int last = 61;
    for (int i = 1; clocks.remainingTold > 0; i++) {
      long nowMs = T0 + 20L * i;
      ClockRules.heard(clocks, clocks.audioMs + random.nextInt(2_000), nowMs, nowMs);
      OptionalInt due = ClockRules.remainingDue(clocks, limits, nowMs);
      if (due.isEmpty()) continue;
      assertThat(due.getAsInt()).as("seed %d", seed).isLessThan(last);
      last = due.getAsInt();
      clocks.remainingTold = last;
    }
    assertThat(last).isZero();
  }

  @Test
  void withoutALimitThereIsNoCountdown() {
    assertThat(ClockRules.remainingDue(clocks, LIMITS, T0 + 3_599_000)).isEmpty();
  }

  @Test
  void aPauseIsNoSilenceAndIsCounted() {
    ClockRules.heard(clocks, 5_000, T0 + 5_000, T0 + 5_000);
    ClockRules.pause(clocks, T0 + 5_000);
    assertThat(ClockRules.silenceDue(clocks, LIMITS, T0 + 300_000)).isFalse();
    assertThat(ClockRules.endDue(clocks, LIMITS, T0, T0 + 300_000)).isEmpty();
    ClockRules.heard(clocks, 5_100, T0 + 300_000, T0 + 300_000);
    assertThat(clocks.pausedMs).isEqualTo(295_000);
    assertThat(ClockRules.silenceDue(clocks, LIMITS, T0 + 300_000)).isFalse();
  }

  @Test
  void aPauseDoesNotLastForEver() {
    ClockRules.pause(clocks, T0);
    assertThat(ClockRules.endDue(clocks, LIMITS, T0, T0 + 600_000)).contains("pause_limit");
  }

  @Test
  void aSessionWhoseGatewayIsGoneEndsAfterTheIdleTimeAndAGrace() {
    assertThat(ClockRules.endDue(clocks, LIMITS, T0, T0 + 149_999)).isEmpty();
    assertThat(ClockRules.endDue(clocks, LIMITS, T0, T0 + 150_000)).contains("idle");
  }

  @Test
  void theTimeInWhichTheJobWasDownIsNoIdling() {
    long restarted = T0 + 3_000_000;
    assertThat(ClockRules.endDue(clocks, LIMITS, restarted, restarted + 149_999)).isEmpty();
    clocks.detachedAtMs = T0;
    assertThat(ClockRules.endDue(clocks, LIMITS, restarted, restarted + 29_999)).isEmpty();
    assertThat(ClockRules.endDue(clocks, LIMITS, restarted, restarted + 30_000))
        .contains("connection_lost");
  }

  @Test
  void theLongestSessionIsMeasuredOnWhicheverClockIsFurther() {
    ClockRules.heard(clocks, 3_599_999, T0 + 100, T0 + 100);
    assertThat(ClockRules.endDue(clocks, LIMITS, T0, T0 + 100)).isEmpty();
    ClockRules.heard(clocks, 3_600_000, T0 + 200, T0 + 200);
    assertThat(ClockRules.endDue(clocks, LIMITS, T0, T0 + 200)).contains("max_session");
    clocks.audioMs = 0;
    clocks.inputAtMs = T0 + 3_600_000;
    assertThat(ClockRules.endDue(clocks, LIMITS, T0, T0 + 3_600_000)).contains("max_session");
  }
}
