package io.auscult.local.bench;

import io.auscult.local.bench.speakers.DiarizationErrors;
import io.auscult.local.bench.words.SpeakerWords;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who spoke when, over the live path.
 *
 * @param speakers {@code unknown}, or the number that the sessions said
 * @param failures sessions that broke, by reason; they count as silent
 */
record DerReport(
    String bench,
    Machine machine,
    String recogniser,
    String speakers,
    List<Set> sets,
    Map<String, Integer> failures) {

  /** At most so much by set, for any number of speakers; {@code simulated} has two targets. */
  private static final Map<String, Double> TARGETS =
      Map.of("calls", 0.135, "small", 0.065, "ami", 0.24);

  private static final double SIMULATED_UNKNOWN = 0.12;
  private static final double SIMULATED_TWO = 0.105;
  static final double WORDS_TARGET = 0.04;

  /**
   * A share of the speech of the reference; 0.1 is 10 %.
   *
   * @param der miss, false alarm and confusion together
   */
  record Rate(double der, double miss, double falseAlarm, double confusion) {
    static Rate of(DiarizationErrors errors) {
      double speech = errors.speechMs();
      return new Rate(
          errors.rate(),
          errors.missMs() / speech,
          errors.falseAlarmMs() / speech,
          errors.confusionMs() / speech);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%5.1f = %4.1f + %4.1f + %4.1f",
          der * 100,
          miss * 100,
          falseAlarm * 100,
          confusion * 100);
    }
  }

  /**
   * One recording.
   *
   * @param speakers who speak in it
   * @param labels that the system gave
   * @param words share of words under the wrong speaker; NaN where the set has no text
   */
  record File(String name, Rate rate, int speakers, int labels, double words) {}

  /**
   * One set, its files pooled.
   *
   * @param wer without speakers; NaN where the set has no text
   * @param speakerWer speaker-attributed
   * @param wordsUnderWrongSpeaker the difference
   * @param target of the issue for the error rate; NaN where it names none
   * @param met null without a target
   * @param wordsMet null where words are not measured
   */
  record Set(
      String set,
      Rate rate,
      double wer,
      double speakerWer,
      double wordsUnderWrongSpeaker,
      double target,
      Boolean met,
      Boolean wordsMet,
      List<File> files) {
    static Set of(
        String set,
        String speakers,
        DiarizationErrors errors,
        SpeakerWords words,
        List<File> files) {
      double target = targetOf(set, speakers);
      double wrong = words.underWrongSpeaker();
      return new Set(
          set,
          Rate.of(errors),
          words.mixed().rate(),
          words.bySpeaker().rate(),
          wrong,
          target,
          Double.isNaN(target) ? null : Boolean.valueOf(errors.rate() <= target),
          Double.isNaN(wrong) ? null : Boolean.valueOf(wrong <= WORDS_TARGET),
          files);
    }
  }

  private static double targetOf(String set, String speakers) {
    if (!set.equals("simulated")) return TARGETS.getOrDefault(set, Double.NaN);
    return speakers.equals("unknown") ? SIMULATED_UNKNOWN : SIMULATED_TWO;
  }

  String table() {
    StringBuilder out = new StringBuilder();
    out.append("recogniser ").append(recogniser).append(", ").append(machine);
    out.append("\nnumber of speakers: ").append(speakers);
    out.append("; collar 0, overlap counted; % of the reference's speech:");
    out.append(" DER = miss + false alarm + confusion");
    for (Set set : sets) {
      out.append(String.format("%n%-28s %s", set.set, set.rate));
      if (set.met != null) {
        String most = String.format(Locale.ROOT, "at most %.1f %%", set.target * 100);
        out.append(Verdict.of(set.met, most));
      }
      for (File file : set.files) {
        out.append(
            String.format(
                "%n  %-26s %s  %d speakers, %d labels",
                file.name, file.rate, file.speakers, file.labels));
      }
      if (set.wordsMet == null) continue;
      out.append(
          String.format(
              Locale.ROOT,
              "%n  words under the wrong speaker: %.1f points (WER %.1f %%, with speakers %.1f %%)",
              set.wordsUnderWrongSpeaker * 100,
              set.wer * 100,
              set.speakerWer * 100));
      out.append(Verdict.of(set.wordsMet, "at most 4 points"));
    }
    failures.forEach((why, n) -> out.append("\nfailed ").append(n).append(": ").append(why));
    return out.toString();
  }
}
