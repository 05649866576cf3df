package io.auscult.notes;

import io.auscult.notes.Consultations.Consultation;
import io.auscult.notes.Consultations.Said;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How soon, and how rightly, the roles of consultations are told while they go on. */
final class RoleTrial {
  /** What a recogniser and a clusterer do to what was said. */
  enum Hearing {
    TURNS("whole turns, as in the data"),
    FINALS("finals of 2 to 30 words, small letters, no stops"),
    WRONG_LABELS("the same, one final in ten under another's label"),
    WRONG_WORDS("the same, right labels, one word in ten wrong or lost");

    final String title;

    Hearing(String title) {
      this.title = title;
    }
  }

  /** One final as it arrives, {@code atSeconds} after the first word. */
  record Final(String label, double atSeconds, int words, String text) {}

  /**
   * What came of one consultation.
   *
   * @param atSeconds when the provider was told; infinite if never
   * @param wrong somebody was ever told a role that is not his
   * @param relative somebody of the family was told to be the patient
   */
  record Outcome(String name, double atSeconds, int words, boolean wrong, boolean relative) {
    boolean told() {
      return Double.isFinite(atSeconds);
    }
  }

  private static final double MEAN_WORDS = 9;
  private static final int MOST_WORDS = 30;

  private RoleTrial() {}

  /** Those with one provider and one patient, whoever else is there. */
  static boolean hasBoth(Consultation consultation) {
    return consultation.said().stream().anyMatch(s -> s.role() == Role.PROVIDER)
        && consultation.said().stream().anyMatch(s -> s.role() == Role.PATIENT);
  }

  static List<Outcome> of(
      List<Consultation> consultations, RoleCues cues, Hearing hearing, long seed) {
    Random random = new Random(seed);
    return consultations.stream().map(c -> of(c, cues, hearing, random)).toList();
  }

  private static Outcome of(Consultation c, RoleCues cues, Hearing hearing, Random random) {
    Map<String, Role> truth =
        c.said().stream().collect(Collectors.toMap(Said::speaker, Said::role, (a, b) -> a));
    RoleGuess guess = new RoleGuess(new RoleEvidence(), cues);
    double toldAt = Double.POSITIVE_INFINITY;
    int words = 0;
    int toldAfter = 0;
    boolean wrong = false;
    boolean relative = false;
    for (Final f : heard(c, hearing, random)) {
      guess.heard(f.label(), f.text());
      words += f.words();
      for (Map.Entry<String, RoleGuess.Guess> g : guess.guess().entrySet()) {
        Role role = g.getValue().role();
        if (role == Role.PATIENT && isFamily(g.getKey())) relative = true;
        else wrong |= role != Role.UNKNOWN && role != truth.get(g.getKey());
        if (role != Role.UNKNOWN && !Double.isFinite(toldAt)) {
          toldAt = f.atSeconds();
          toldAfter = words;
        }
      }
    }
    return new Outcome(c.name(), toldAt, toldAfter, wrong, relative);
  }

  private static boolean isFamily(String speaker) {
    return speaker.equals("patient_guest") || speaker.startsWith("Guest_family");
  }

  private static List<Final> heard(Consultation c, Hearing hearing, Random random) {
    List<String> speakers = c.said().stream().map(Said::speaker).distinct().toList();
    double begin = c.said().get(0).fromSeconds();
    List<Final> finals = new ArrayList<>();
    for (Said said : c.said()) {
      List<String> words = words(said.text(), hearing);
      for (int from = 0; from < words.size(); ) {
        int to = Math.min(words.size(), from + length(hearing, random));
        double share = (double) to / words.size();
        double at = said.fromSeconds() + share * (said.toSeconds() - said.fromSeconds()) - begin;
        String text =
            words.subList(from, to).stream()
                .map(misheard(hearing, random, words))
                .collect(Collectors.joining(" "));
        String label = said.speaker();
        if (hearing == Hearing.WRONG_LABELS && random.nextInt(10) == 0) {
          label = another(label, speakers, random);
        }
        finals.add(new Final(label, at, to - from, text));
        from = to;
      }
    }
    return finals;
  }

  private static List<String> words(String text, Hearing hearing) {
    String heard =
        hearing == Hearing.TURNS
            ? text
            : text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}' ]", " ");
    return Arrays.stream(heard.split("\\s+")).filter(w -> !w.isEmpty()).toList();
  }

  private static int length(Hearing hearing, Random random) {
    if (hearing == Hearing.TURNS) return Integer.MAX_VALUE / 2;
    int words = 2 + (int) (-Math.log(1 - random.nextDouble()) * (MEAN_WORDS - 2));
    return Math.min(words, MOST_WORDS);
  }

  private static Function<String, String> misheard(
      Hearing hearing, Random random, List<String> words) {
    if (hearing != Hearing.WRONG_WORDS) return word -> word;
    return word -> {
      if (random.nextInt(10) > 0) return word;
      return random.nextBoolean() ? "" : words.get(random.nextInt(words.size()));
    };
  }

  private static String another(String label, List<String> speakers, Random random) {
    List<String> others = speakers.stream().filter(s -> !s.equals(label)).toList();
    return others.isEmpty() ? label : others.get(random.nextInt(others.size()));
  }
}
