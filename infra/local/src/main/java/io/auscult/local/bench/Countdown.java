package io.auscult.local.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The countdown of one Scribe session as its client saw it. Thread-safe.
 *
 * <p>At the speed of speech value v is due when v seconds of the limit are left, counted from the
 * moment that the client sent its {@code stream_request}.
 */
final class Countdown {
  /** The first value of a whole countdown. */
  static final int FROM = 60;

  private record Tick(int seconds, long atNanos) {}

  /**
   * @param messages how many came
   * @param first the first value, and {@code last} the last; -1: none came
   * @param skipped values between 60 and 0 that did not come
   * @param notFalling values that were not below the one before: repeated or raised
   * @param worstS how far from its second the worst came, and {@code lateS} the latest behind it
   */
  record Seen(
      int messages, int first, int last, int skipped, int notFalling, double worstS, double lateS) {
    /** 61 messages, 60 to 0. */
    boolean whole() {
      return messages == FROM + 1 && first == FROM && last == 0 && notFalling == 0;
    }

    /** What is asked where audio runs ahead of the clock. */
    boolean falling() {
      return notFalling == 0 && last == 0;
    }
  }

  private final List<Tick> ticks = new ArrayList<>();

  synchronized void heard(int seconds, long atNanos) {
    ticks.add(new Tick(seconds, atNanos));
  }

  synchronized boolean over() {
    return !ticks.isEmpty() && ticks.get(ticks.size() - 1).seconds == 0;
  }

  /**
   * What came.
   *
   * @param startNanos when the session's time began
   * @param limitS the session's limit
   */
  synchronized Seen seen(long startNanos, int limitS) {
    int notFalling = 0;
    double worst = 0;
    double late = 0;
    for (int i = 0; i < ticks.size(); i++) {
      Tick tick = ticks.get(i);
      if (i > 0 && tick.seconds >= ticks.get(i - 1).seconds) notFalling++;
      double offS = (tick.atNanos - startNanos) / 1e9 - (limitS - tick.seconds);
      worst = Math.max(worst, Math.abs(offS));
      late = Math.max(late, offS);
    }
    long different =
        ticks.stream().map(Tick::seconds).filter(s -> s >= 0 && s <= FROM).distinct().count();
    return new Seen(
        ticks.size(),
        ticks.isEmpty() ? -1 : ticks.get(0).seconds,
        ticks.isEmpty() ? -1 : ticks.get(ticks.size() - 1).seconds,
        (int) (FROM + 1 - different),
        notFalling,
        worst,
        late);
  }
}
