package io.auscult.notes;

import io.auscult.notes.Consultations.Consultation;
import io.auscult.notes.Consultations.Said;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts cues in consultations whose roles are known: naive Bayes over words and pairs of words, of
 * which those are kept that differ most clearly between the two roles.
 */
final class RoleCounting {
  /** Cues that are kept: 90 KB. */
  private static final int CUES = 5_000;

  /** Consultations in which a cue must stand: a topic of one visit says nothing about roles. */
  private static final int CONSULTATIONS = 3;

  /** Added to each count. */
  private static final double SMOOTHING = 0.5;

  /** A word is counted alone and in two pairs; half of it keeps the sum near true log odds. */
  private static final double SHARE = 0.5;

  /** How often a cue was said by either, and in which consultations. */
  private static final class Count {
    double provider = SMOOTHING;
    double patient = SMOOTHING;
    final Set<String> in = new HashSet<>();
  }

  private record Weighed(String cue, double logOdds, double standardErrors) {}

  private RoleCounting() {}

  static RoleCues of(List<Consultation> consultations) {
    Map<String, Count> counts = new HashMap<>();
    double provider = 0;
    double patient = 0;
    for (Consultation consultation : consultations) {
      for (Said said : consultation.said()) {
        if (said.role() == Role.UNKNOWN) continue;
        String before = RoleCues.BEGIN;
        for (String word : RoleCues.words(said.text())) {
          for (String cue : List.of(word, RoleCues.pair(before, word))) {
            Count count = counts.computeIfAbsent(cue, c -> new Count());
            if (said.role() == Role.PROVIDER) count.provider++;
            else count.patient++;
            count.in.add(consultation.name());
          }
          if (said.role() == Role.PROVIDER) provider++;
          else patient++;
          before = word;
        }
      }
    }
    return new RoleCues(clearest(counts, provider, patient));
  }

  private static Map<String, Double> clearest(
      Map<String, Count> counts, double provider, double patient) {
    List<Weighed> weighed = new ArrayList<>();
    counts.forEach(
        (cue, n) -> {
          if (n.in.size() < CONSULTATIONS) return;
          double logOdds = Math.log(n.provider / provider) - Math.log(n.patient / patient);
          double error = Math.sqrt(1 / n.provider + 1 / n.patient);
          weighed.add(new Weighed(cue, logOdds, Math.abs(logOdds) / error));
        });
    weighed.sort(
        Comparator.comparingDouble(Weighed::standardErrors).reversed().thenComparing(Weighed::cue));
    Map<String, Double> weights = new TreeMap<>();
    for (Weighed w : weighed.subList(0, Math.min(CUES, weighed.size()))) {
      weights.put(w.cue(), Math.round(100 * SHARE * w.logOdds()) / 100.0);
    }
    return weights;
  }

  /** As it stands in the resource. */
  static String asTable(RoleCues cues) {
    StringBuilder table =
        new StringBuilder(
            "# Log odds, provider against patient, of words and pairs; ^ begins an item."
                + " Made by RoleCuesTest, see docs/roles.md.\n"
                + "# Counted in ACI-BENCH (train; Yim et al. 2023, CC BY 4.0) and PriMock57 (days 1"
                + " and 2; Papadopoulos Korfiatis et al. 2022).\n");
    new TreeMap<>(cues.weights())
        .forEach(
            (cue, weight) ->
                table
                    .append(cue)
                    .append('\t')
                    .append(String.format(Locale.ROOT, "%.2f\n", weight)));
    return table.toString();
  }
}
