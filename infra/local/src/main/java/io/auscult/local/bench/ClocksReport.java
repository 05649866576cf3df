package io.auscult.local.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * What clocks did.
 *
 * @param live Scribe at the speed of speech
 * @param fast Scribe, audio ahead of the clock
 * @param noAudio Sahl, nothing sent after {@code start}
 * @param silentAudio Sahl, silent audio after speech
 * @param paused Sahl, nothing sent after {@code pause}
 * @param met each target of the issue
 */
record ClocksReport(
    String bench,
    Machine machine,
    String recogniser,
    int limitS,
    double ahead,
    Limited live,
    Limited fast,
    SilenceWarnings.Seen noAudio,
    SilenceWarnings.Seen silentAudio,
    SilenceWarnings.Seen paused,
    Map<String, Boolean> met) {
  private static final double FIRST_WARNING_S = 10.0;
  private static final double LAST_WARNING_S = 11.5;
  private static final double TICK_S = 1;
  private static final int NORMAL = 1000;

  /**
   * A session that ran into its limit.
   *
   * @param noteLast the last item before the close was the note
   * @param closedAfterS from the {@code stream_request} to the close
   */
  record Limited(Countdown.Seen countdown, boolean noteLast, int closeCode, double closedAfterS) {
    boolean endedWell() {
      return noteLast && closeCode == NORMAL;
    }
  }

  static ClocksReport of(
      String recogniser,
      int limitS,
      double ahead,
      Limited live,
      Limited fast,
      SilenceWarnings.Seen noAudio,
      SilenceWarnings.Seen silentAudio,
      SilenceWarnings.Seen paused)
      throws IOException {
    return new ClocksReport(
        "clocks",
        Machine.here(),
        recogniser,
        limitS,
        ahead,
        live,
        fast,
        noAudio,
        silentAudio,
        paused,
        Map.of(
            "live_countdown",
            live.countdown.whole() && live.countdown.worstS() <= TICK_S,
            "fast_countdown",
            fast.countdown.falling(),
            "note_then_close",
            live.endedWell() && fast.endedWell(),
            "no_audio",
            inTime(noAudio),
            "silent_audio",
            inTime(silentAudio),
            "paused",
            paused.warnings() == 0));
  }

  private static boolean inTime(SilenceWarnings.Seen seen) {
    return seen.afterS() >= FIRST_WARNING_S && seen.afterS() <= LAST_WARNING_S;
  }

  String table() {
    StringBuilder out = new StringBuilder();
    out.append("recogniser ").append(recogniser).append(", ").append(machine);
    out.append("\ncountdown, limit ").append(limitS).append(" s");
    out.append("\n  at the speed of speech  ").append(limited(live));
    out.append(
        String.format(Locale.ROOT, "; at most %.2f s from its second", live.countdown.worstS()));
    out.append(
        Verdict.of(
            met.get("live_countdown"), "61 messages, 60 to 0, each within 1 s of its second"));
    out.append(String.format(Locale.ROOT, "%n  %.0f times as fast         ", ahead));
    out.append(limited(fast));
    out.append(Verdict.of(met.get("fast_countdown"), "never repeated or raised, 0 comes"));
    out.append("\n  both end with the note, then close 1000");
    out.append(Verdict.of(met.get("note_then_close"), "yes"));
    out.append("\nsilence warning");
    out.append("\n  nothing after start     ").append(silence(noAudio));
    out.append(Verdict.of(met.get("no_audio"), "10.0 to 11.5 s"));
    out.append("\n  silent audio            ").append(silence(silentAudio));
    out.append(Verdict.of(met.get("silent_audio"), "10.0 to 11.5 s"));
    out.append("\n  paused for 25 s         ").append(paused.warnings()).append(" warnings");
    out.append(Verdict.of(met.get("paused"), "none"));
    return out.toString();
  }

  private static String limited(Limited session) {
    Countdown.Seen seen = session.countdown;
    return String.format(
        Locale.ROOT,
        "%d messages, %d to %d, %d skipped, %d not falling; closed %d after %.1f s",
        seen.messages(),
        seen.first(),
        seen.last(),
        seen.skipped(),
        seen.notFalling(),
        session.closeCode,
        session.closedAfterS);
  }

  private static String silence(SilenceWarnings.Seen seen) {
    if (seen.warnings() == 0) return "no warning";
    String first = String.format(Locale.ROOT, "after %.2f s", seen.afterS());
    if (seen.warnings() == 1) return first;
    return first
        + String.format(
            Locale.ROOT,
            ", again after %.1f s, %s",
            seen.repeatedAfterS(),
            seen.sameId() ? "same id" : "OTHER ID");
  }
}
