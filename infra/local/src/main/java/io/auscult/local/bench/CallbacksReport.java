package io.auscult.local.bench;

import io.auscult.local.bench.callbacks.Deliveries;
import io.auscult.local.bench.callbacks.Failing;
import io.auscult.local.bench.callbacks.ManyAtOnce;
import io.auscult.local.bench.callbacks.Restarting;
import io.auscult.local.bench.delays.Spread;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What callbacks did; null what was not asked for.
 *
 * @param met each target of the issue that was asked for
 */
record CallbacksReport(
    String bench,
    Machine machine,
    String recogniser,
    Failing.Report failing,
    Many many,
    Restarting.Report restarting,
    Map<String, Boolean> met) {
  private static final double DELAY_MS = 2000;

  /**
   * Many sessions that ended at once.
   *
   * @param before from close to callback in a round in which no receiver hangs
   * @param others likewise where some hang, of all others
   * @param after likewise where again none hangs: a JVM gets faster from round to round
   * @param hanging of those that hang, to the try that was accepted
   * @param p95DelayMs by how much the others were later than in the quicker of the rounds in which
   *     none hangs, and likewise {@code maxDelayMs}
   * @param closingMs how long it took to close all, in the round with receivers that hang
   */
  record Many(
      int sessions,
      int hangingReceivers,
      boolean oneReceiver,
      Spread before,
      Spread others,
      Spread after,
      Spread hanging,
      double p95DelayMs,
      double maxDelayMs,
      double closingMs,
      Deliveries.Tally tallyBefore,
      Deliveries.Tally tally,
      Deliveries.Tally tallyAfter) {
    static Many of(
        int sessions,
        int hangingReceivers,
        boolean oneReceiver,
        ManyAtOnce.Round before,
        ManyAtOnce.Round with,
        ManyAtOnce.Round after) {
      Spread first = Spread.of(before.othersMs());
      Spread others = Spread.of(with.othersMs());
      Spread last = Spread.of(after.othersMs());
      return new Many(
          sessions,
          hangingReceivers,
          oneReceiver,
          first,
          others,
          last,
          Spread.of(with.hangingMs()),
          others.p95() - Math.min(first.p95(), last.p95()),
          others.max() - Math.min(first.max(), last.max()),
          with.closingMs(),
          before.tally(),
          with.tally(),
          after.tally());
    }

    boolean onceEach() {
      return tallyBefore.onceEach() && tally.onceEach() && tallyAfter.onceEach();
    }

    boolean allSigned() {
      return tallyBefore.allSigned() && tally.allSigned() && tallyAfter.allSigned();
    }
  }

  static CallbacksReport of(
      String recogniser, Failing.Report failing, Many many, Restarting.Report restarting)
      throws IOException {
    Map<String, Boolean> met = new TreeMap<>();
    if (failing != null) met.put("fails_then_works", failing.met());
    if (many != null) {
      met.put("once_each", many.onceEach());
      met.put("signed", many.allSigned());
      met.put("others_not_delayed", many.p95DelayMs <= DELAY_MS && many.maxDelayMs <= DELAY_MS);
    }
    if (restarting != null) met.put("killed_and_restarted", restarting.met());
    return new CallbacksReport(
        "callbacks", Machine.here(), recogniser, failing, many, restarting, met);
  }

  String table() {
    StringBuilder out = new StringBuilder();
    out.append("recogniser ").append(recogniser).append(", ").append(machine);
    if (failing != null) failing(out);
    if (many != null) many(out);
    if (restarting != null) restarting(out);
    return out.toString();
  }

  private void failing(StringBuilder out) {
    out.append(
        String.format(
            Locale.ROOT,
            "%nreceiver fails %d times, then works: %d tries, accepted %.1f s after the close, %s,"
                + " signatures %s",
            failing.fails(),
            failing.tries(),
            failing.afterS(),
            failing.sameId() ? "one webhook-id" : "SEVERAL WEBHOOK-IDS",
            failing.signed() ? "right" : "WRONG"));
    out.append(Verdict.of(met.get("fails_then_works"), "delivered once, same webhook-id"));
  }

  private void many(StringBuilder out) {
    out.append(
        String.format(
            "%n%d sessions end at once; %d receivers hang at the first try%s",
            many.sessions,
            many.hangingReceivers,
            many.oneReceiver ? ", all paths of one receiver" : ", each one of its own"));
    out.append("\n  close to callback, none hangs  ").append(many.before);
    out.append("\n  some hang, all others          ").append(many.others);
    out.append("\n  none hangs again               ").append(many.after);
    out.append(
        String.format(
            Locale.ROOT, "%n  later: p95 %+.0f, max %+.0f ms", many.p95DelayMs, many.maxDelayMs));
    out.append(Verdict.of(met.get("others_not_delayed"), "at most 2000 ms"));
    out.append("\n  those that hang                ").append(many.hanging);
    tally(out, "none hangs", many.tallyBefore);
    tally(out, "some hang", many.tally);
    tally(out, "none hangs again", many.tallyAfter);
    out.append("\n  each delivered once logically, none lost");
    out.append(Verdict.of(met.get("once_each"), "yes"));
    out.append("\n  both signatures of every try right");
    out.append(Verdict.of(met.get("signed"), "yes"));
  }

  private static void tally(StringBuilder out, String round, Deliveries.Tally t) {
    out.append(
        String.format(
            "%n  %s: %d of %d delivered in %d tries, %d came again, %d with several ids,"
                + " %d ids shared, %d tries unsigned",
            round,
            t.delivered(),
            t.sessions(),
            t.tries(),
            t.again(),
            t.severalIds(),
            t.sharedIds(),
            t.unsigned()));
  }

  private void restarting(StringBuilder out) {
    out.append(
        String.format(
            Locale.ROOT,
            "%nreceiver down, kill -9, up again %.1f s later, receiver up:",
            restarting.downS()));
    for (Restarting.Delivered one : restarting.sessions()) {
      out.append(
          String.format(
              Locale.ROOT,
              "%n  session %-5s at the kill: accepted %.1f s after, %d tries since, %s, signatures %s",
              one.when(),
              one.acceptedAfterS(),
              one.triesAfter(),
              one.sameId() ? "one webhook-id" : "SEVERAL WEBHOOK-IDS",
              one.signed() ? "right" : "WRONG"));
    }
    out.append(String.format("%n  %d came again after they had been accepted", restarting.again()));
    out.append(Verdict.of(met.get("killed_and_restarted"), "each delivered once logically"));
  }
}
