package io.auscult.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.SessionOutput.Load;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is let in while recognition is busy, late, or not yet measured. */
class AdmissionRuleTest {
  private static final long T = 1_000_000;

  private final Admission admission =
      new Admission(new AdmissionSettings(true, Duration.ofSeconds(2)));
  private int sessions;

  @Test
  void whileNothingIsKnownAndNobodyTalksAnyNumberIsLetIn() {
    for (int i = 0; i < 1_000; i++) assertThat(enter(T + i)).isEmpty();
  }

  @Test
  void MS_107_atHalfTheLimitNobodyMoreIsLetIn() {
    finals(10, 1_000);
    assertThat(enter(T)).isEmpty();
    finals(2, 1_100);
    assertThat(admission.lagMs(T)).isEqualTo(1_100);
    assertThat(enter(T)).contains(NoRoom.LAG);
  }

  @Test
  void lateFinalsOfTenSecondsAgoAreForgotten() {
    finals(10, 3_000);
    assertThat(enter(T + 10_000)).contains(NoRoom.LAG);
    assertThat(enter(T + 10_001)).isEmpty();
  }

  @Test
  void aFewLateFinalsAreNoMeasurement() {
    finals(4, 3_000);
    assertThat(enter(T)).isEmpty();
    finals(1, 3_000);
    assertThat(enter(T)).contains(NoRoom.LAG);
  }

  @Test
  void finalsThatAreSaidAgainAfterAnOutageDoNotCount() {
    finals(10, 600_001);
    assertThat(enter(T)).isEmpty();
  }

  @Test
  void finalsThatWaitForAThreadStopAdmissionWhenTheyDoSoTwice() {
    load("a", 0, 40, 1_200, 8);
    assertThat(enter(T)).isEmpty();
    load("a", 1_000, 40, 1_500, 8);
    assertThat(enter(T + 1_000)).contains(NoRoom.WAIT);
    load("a", 2_000, 40, 900, 8);
    assertThat(enter(T + 2_000)).isEmpty();
  }

  @Test
  void aReadingOfWaitingIsOverAfterThreeSeconds() {
    load("a", 0, 40, 1_500, 8);
    load("a", 1_000, 40, 1_500, 8);
    assertThat(enter(T + 4_000)).contains(NoRoom.WAIT);
    assertThat(enter(T + 4_001)).isEmpty();
  }

  @Test
  void oneWorkerWithRoomIsEnough() {
    load("a", 0, 100, 0, 20);
    assertThat(enter(T)).contains(NoRoom.BUSY);
    load("b", 0, 84, 0, 20);
    assertThat(enter(T)).isEmpty();
    load("b", 1_000, 85, 0, 20);
    assertThat(enter(T + 1_000)).contains(NoRoom.BUSY);
  }

  @Test
  void aWorkerThatSaysNothingIsForgottenAfterTenSeconds() {
    load("a", 0, 100, 0, 20);
    assertThat(enter(T + 10_000)).contains(NoRoom.BUSY);
    assertThat(enter(T + 10_001)).isEmpty();
    assertThat(admission.busyPercent(T + 10_001)).isZero();
  }

  @Test
  void MS_107_aCrowdIsNotLetInOnAnIdleMeter() {
    int in = crowd(100, 10, 300);
    // Until four are heard; all that have come by then were silent as far as anybody could know.
    assertThat(in).isEqualTo(34);
    assertThat(enter(T + 1_200)).contains(NoRoom.CROWD);
  }

  @Test
  void whoeverWasMeasuredMakesRoomForOthersByWhatTheyCost() {
    for (int i = 0; i < 20; i++) talk(T);
    assertThat(room(T + 100)).isEqualTo(5);
    for (int i = 20; i < 25; i++) admission.left("s-" + i);
    load("a", 8_000, 40, 0, 20);
    // (100 - 40) / 2 % each
    assertThat(room(T + 8_100)).isEqualTo(30);
  }

  @Test
  void aReadingThatHasSeenHalfOfACrowdIsTakenForHalf() {
    for (int i = 0; i < 20; i++) talk(T);
    // 2.5 of the 5 seconds: the other 40 % are still to come, and each costs 4 %.
    load("a", 5_500, 40, 0, 20);
    assertThat(room(T + 5_500)).isEqualTo(5);
    load("a", 5_501, 20, 0, 20);
    assertThat(room(T + 5_501)).isGreaterThan(20);
  }

  @Test
  void dearSessionsLeaveLessRoom() {
    load("a", 0, 60, 0, 6);
    assertThat(room(T)).isEqualTo(4);
  }

  @Test
  void twoWorkersCarryTwice() {
    load("a", 0, 0, 0, 0);
    load("b", 0, 0, 0, 0);
    assertThat(room(T)).isEqualTo(50);
  }

  @Test
  void withoutAnyReadingWhoHasTalkedForEightSecondsIsNoCrowdAnyMore() {
    for (int i = 0; i < 25; i++) talk(T);
    assertThat(enter(T + 3_000)).contains(NoRoom.CROWD);
    assertThat(enter(T + 3_500)).as("some of them would have been noticed").isEmpty();
    assertThat(room(T + 8_000)).isEqualTo(25);
  }

  @Test
  void whoLeavesMakesRoom() {
    for (int i = 0; i < 25; i++) talk(T);
    assertThat(enter(T)).contains(NoRoom.CROWD);
    admission.left("s-0");
    assertThat(enter(T)).isEmpty();
  }

  @Test
  void silentSessionsBesideTalkersAreNoCrowd() {
    for (int i = 0; i < 10; i++) talk(T);
    for (int i = 0; i < 500; i++) assertThat(enter(T + 600 + i * 60L)).as("%d", i).isEmpty();
  }

  @Test
  void MS_105_whoComesBackIsAlwaysWelcomeAndCosts() {
    for (int i = 0; i < 25; i++) talk(T);
    admission.welcome("back", T);
    admission.talks("back", T);
    admission.left("s-0");
    assertThat(enter(T)).contains(NoRoom.CROWD);
  }

  @Test
  void whileSomebodySendsFasterThanSpeechABusyWorkerSaysNothing() {
    admission.bulk(T);
    load("a", 0, 100, 5_000, 1);
    load("a", 1_000, 100, 5_000, 1);
    assertThat(enter(T + 1_000)).isEmpty();
    load("a", 9_000, 100, 5_000, 1);
    load("a", 10_001, 100, 5_000, 1);
    assertThat(enter(T + 10_001)).isPresent();
  }

  @Test
  void switchedOffEverybodyIsLetIn() {
    Admission off = new Admission(AdmissionSettings.OFF);
    for (int i = 0; i < 10; i++) off.finalItem(60_000, T);
    off.load(new Load("s", "a", T, 100, 60_000, 50), T);
    for (int i = 0; i < 100; i++) {
      assertThat(off.admit("s-" + i, T)).isEmpty();
      off.talks("s-" + i, T);
    }
  }

  /** So many come, each so long after the one before; each is heard some time later. */
  private int crowd(int many, long everyMs, long heardAfterMs) {
    int in = 0;
    for (long ms = 0; ms <= many * everyMs + heardAfterMs; ms += everyMs) {
      long comes = ms / everyMs;
      if (comes < many && admission.admit("c-" + comes, T + ms).isEmpty()) in++;
      long heard = (ms - heardAfterMs) / everyMs;
      if (ms >= heardAfterMs) admission.talks("c-" + heard, T + ms);
    }
    return in;
  }

  /** How many more would be let in if each talked at once. */
  private int room(long nowMs) {
    return (int) IntStream.range(0, 200).takeWhile(i -> talk(nowMs).isEmpty()).count();
  }

  private Optional<NoRoom> talk(long nowMs) {
    Optional<NoRoom> no = enter(nowMs);
    if (no.isEmpty()) admission.talks("s-" + (sessions - 1), nowMs);
    return no;
  }

  private Optional<NoRoom> enter(long nowMs) {
    Optional<NoRoom> no = admission.admit("s-" + sessions, nowMs);
    if (no.isEmpty()) sessions++;
    return no;
  }

  private void finals(int many, long lagMs) {
    for (int i = 0; i < many; i++) admission.finalItem(lagMs, T);
  }

  private void load(String worker, long afterMs, int busy, long waitMs, int heard) {
    admission.load(new Load("s", worker, T + afterMs, busy, waitMs, heard), T + afterMs);
  }
}
