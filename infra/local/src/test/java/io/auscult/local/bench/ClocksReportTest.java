package io.auscult.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ClocksReportTest {
  private static final long START = 7_000_000_000L;

  private static long at(double seconds) {
    return START + (long) (seconds * 1e9);
  }

  private static Countdown whole(double lateS) {
    Countdown countdown = new Countdown();
    for (int s = 60; s >= 0; s--) countdown.heard(s, at(70 - s + (s == 30 ? lateS : 0.1)));
    return countdown;
  }

  private static JsonNode warning(String code, String id) throws Exception {
    return new ObjectMapper()
        .readTree(
            "{\"object\":\"warning_message\",\"code\":\"" + code + "\",\"id\":\"" + id + "\"}");
  }

  @Test
  void aWholeCountdownHas61MessagesNearTheirSeconds() {
    Countdown.Seen seen = whole(0.4).seen(START, 70);

    assertThat(seen.whole()).isTrue();
    assertThat(seen.skipped()).isZero();
    assertThat(seen.worstS()).isCloseTo(0.4, within(1e-6));
  }

  @Test
  void skippingIsAllowedWhereAudioRunsAheadAndRepeatingIsNot() {
    Countdown skipping = new Countdown();
    skipping.heard(60, at(3));
    skipping.heard(58, at(3.5));
    skipping.heard(0, at(23));
    Countdown repeating = new Countdown();
    repeating.heard(60, at(3));
    repeating.heard(60, at(3.1));
    repeating.heard(0, at(23));

    assertThat(skipping.seen(START, 70).falling()).isTrue();
    assertThat(skipping.seen(START, 70).whole()).isFalse();
    assertThat(skipping.seen(START, 70).skipped()).isEqualTo(58);
    assertThat(skipping.over()).isTrue();
    assertThat(repeating.seen(START, 70).falling()).isFalse();
    assertThat(repeating.seen(START, 70).notFalling()).isEqualTo(1);
  }

  @Test
  void aCountdownThatNeverReachesZeroOrNeverCameIsNotFalling() {
    Countdown broken = new Countdown();
    broken.heard(60, at(10));

    assertThat(broken.seen(START, 70).falling()).isFalse();
    assertThat(new Countdown().seen(START, 70).falling()).isFalse();
    assertThat(new Countdown().over()).isFalse();
  }

  @Test
  void aWarningOfSilenceIsTimedFromTheLastSpeechAndNoOtherCounts() throws Exception {
    SilenceWarnings warnings = new SilenceWarnings();
    warnings.heard(warning("1010", "x"), at(9));
    warnings.heard(warning("1007", "a"), at(16.5));
    warnings.heard(warning("1007", "a"), at(46.5));

    SilenceWarnings.Seen seen = warnings.since(at(6));

    assertThat(seen.afterS()).isCloseTo(10.5, within(1e-6));
    assertThat(seen.repeatedAfterS()).isCloseTo(30, within(1e-6));
    assertThat(seen.sameId()).isTrue();
    assertThat(warnings.since(at(47)).warnings()).isZero();
  }

  @Test
  void theReportSaysWhichTargetsAreMet() throws Exception {
    var none = new SilenceWarnings().since(START);
    var late = new SilenceWarnings.Seen(1, 11.6, Double.NaN, true);
    var good = new SilenceWarnings.Seen(2, 10.4, 30, true);
    var live = new ClocksReport.Limited(whole(1.2).seen(START, 70), true, 1000, 71);
    var fast = new ClocksReport.Limited(whole(0.1).seen(START, 70), true, 1000, 25);

    ClocksReport report = ClocksReport.of("base", 70, 3, live, fast, good, late, none);

    assertThat(report.met())
        .containsEntry("live_countdown", false)
        .containsEntry("fast_countdown", true)
        .containsEntry("note_then_close", true)
        .containsEntry("no_audio", true)
        .containsEntry("silent_audio", false)
        .containsEntry("paused", true);
    assertThat(report.table()).contains("after 11.60 s", "again after 30.0 s, same id");
  }
}
