package io.auscult.local.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Words over the live path.
 *
 * @param sets one entry a set and one for each part that is reported apart
 * @param peer the peer on the same clips, once for each end of utterance; empty without peer
 * @param met each target of the issue, of the recogniser {@code base}: word errors, and below the
 *     peer's own
 */
record WerReport(
    String bench,
    Machine machine,
    String recogniser,
    double speed,
    List<SetScore> sets,
    List<PeerScores> peer,
    Map<String, Boolean> met) {
  private static final Map<String, Double> TARGETS =
      Map.of("clean", 0.043, "phone", 0.048, "noisy", 0.085);

  /** {@code silenceS}: what ends an utterance. */
  record PeerScores(double silenceS, List<SetScore> sets) {}

  static WerReport of(
      Machine machine,
      String recogniser,
      double speed,
      List<SetScore> sets,
      List<PeerScores> peer) {
    Map<String, Boolean> met = new TreeMap<>();
    for (SetScore set : sets) {
      Double target = TARGETS.get(set.set());
      if (target != null && recogniser.equals("base")) {
        met.put(set.set() + "_wer", set.wer() <= target);
      }
      if (target != null && !peer.isEmpty()) {
        met.put(set.set() + "_below_peer", set.wer() < wer(peer.get(0), set.set()));
      }
    }
    return new WerReport("wer", machine, recogniser, speed, sets, peer, met);
  }

  private static double wer(PeerScores peer, String set) {
    return peer.sets.stream()
        .filter(s -> s.set().equals(set))
        .mapToDouble(SetScore::wer)
        .findFirst()
        .orElse(Double.NaN);
  }

  String table() {
    StringBuilder out = new StringBuilder();
    out.append("recogniser ").append(recogniser).append(", ").append(machine);
    out.append(
        String.format(
            "%n%-18s %6s %8s %7s %5s %5s %5s %6s %6s %8s",
            "set", "clips", "WER %", "words", "sub", "ins", "del", "empty", "failed", "recall %"));
    for (SetScore s : sets) {
      line(out, s);
      verdicts(out, s.set());
    }
    for (PeerScores one : peer) {
      out.append(String.format(Locale.ROOT, "%npeer, %.1f s of silence", one.silenceS));
      for (SetScore s : one.sets) line(out, s);
    }
    return out.toString();
  }

  private void verdicts(StringBuilder out, String set) {
    Boolean words = met.get(set + "_wer");
    if (words != null) {
      String most = String.format(Locale.ROOT, "at most %.1f %%", TARGETS.get(set) * 100);
      out.append(Verdict.of(words, most));
    }
    Boolean below = met.get(set + "_below_peer");
    if (below != null) out.append(Verdict.of(below, "below the peer's"));
  }

  private static void line(StringBuilder out, SetScore s) {
    out.append(
        String.format(
            Locale.ROOT,
            "%n%-18s %6d %8s %7d %5d %5d %5d %6d %6d %8s",
            s.set(),
            s.clips(),
            percent(s.wer()),
            s.words(),
            s.substitutions(),
            s.insertions(),
            s.deletions(),
            s.empty(),
            s.failed(),
            percent(s.recall())));
    s.wordsOnNoise()
        .forEach((kind, clips) -> out.append(String.format("%n    words on %s: %d", kind, clips)));
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f", share * 100);
  }
}
