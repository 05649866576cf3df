package io.auscult.notes;

import java.util.HashMap;
import java.util.Map;

/**
 * Who of the speakers of one session is the provider, from what they say.
 *
 * <p>Fed every final in turn, it is sure after some fifty words, and says {@link Role#UNKNOWN}
 * before. A role once told stays, unless what is heard later speaks much more strongly against it
 * than {@link #SURE} asks. There is one provider at most.
 *
 * <p>The rule: a label's mean score is normal, around {@value #TYPICAL} for a provider and its
 * negative for a patient, with a spread between people ({@value #BETWEEN}) that no amount of talk
 * takes away, and one between pieces of talk ({@value #WITHIN}) that it does. One of the labels is
 * the provider's, all others talk like patients; or else the labels mean nothing ({@value
 * #MEANINGLESS}), and both kinds of talk are under each. Figures: {@code docs/roles.md}.
 *
 * <p>Not thread-safe. Costs some microseconds an item.
 */
public final class RoleGuess {
  /** Confidence from which a role is told. */
  public static final double SURE = 0.99;

  /** Labels; what is said under any more is not heard. */
  public static final int LABELS = 32;

  /** Confidence from which the contrary of what was told is told. */
  private static final double SURE_OF_THE_CONTRARY = 0.9999;

  /** Measured 2; less, because voices are not told apart without errors. */
  private static final double TYPICAL = 1.5;

  private static final double BETWEEN = 0.5;

  /** Measured 2 within consultations; more, because one topic gives many alike pieces. */
  private static final double WITHIN = 3;

  /** Share of sessions in which voices were not told apart at all. */
  private static final double MEANINGLESS = 0.01;

  /** Whoever of those that talk like patients says less than this share of another is a guest. */
  private static final double GUEST = 1 / 6.0;

  private static final int SCORE = 0;
  private static final int PIECES = 1;
  private static final int WORDS = 2;

  /**
   * @param role UNKNOWN until it is sure
   * @param confidence 0 to 1, that {@code role} is right; of the likelier role where it is UNKNOWN
   */
  public record Guess(Role role, double confidence) {}

  /** How likely a label is either. */
  private record Chance(double provider, double patient) {
    double of(Role role) {
      return switch (role) {
        case PROVIDER -> provider;
        case PATIENT -> patient;
        case UNKNOWN -> Math.max(provider, patient);
      };
    }

    Role likelier() {
      return provider >= patient ? Role.PROVIDER : Role.PATIENT;
    }
  }

  /**
   * Logs of how well a label's talk fits, against the middle between provider and patient.
   *
   * @param provider as a provider's; its negative as a patient's
   * @param meaningless as both kinds mixed
   */
  private record Odds(double provider, double meaningless) {
    static Odds of(double[] sums) {
      double mean = sums[SCORE] / sums[PIECES];
      double variance = WITHIN * WITHIN / sums[PIECES] + BETWEEN * BETWEEN;
      return new Odds(TYPICAL * mean / variance, TYPICAL * TYPICAL / (2 * variance));
    }

    /** That this is a patient's talk and not a provider's, whatever the others say. */
    double patientAlone() {
      return 1 / (1 + Math.exp(2 * provider));
    }
  }

  private final RoleEvidence evidence;
  private final RoleCues cues;

  /**
   * @param evidence of the session so far; kept up to date by {@link #heard}
   */
  public RoleGuess(RoleEvidence evidence) {
    this(evidence, RoleCues.shipped());
  }

  RoleGuess(RoleEvidence evidence, RoleCues cues) {
    this.evidence = evidence;
    this.cues = cues;
  }

  /**
   * Takes in one final item.
   *
   * @param label of its speaker, as the clusterer or the client gives it
   * @param text as recognised; without words it changes nothing
   */
  public void heard(String label, String text) {
    RoleCues.Reading reading = cues.read(text);
    if (reading.pieces() == 0) return;
    if (!evidence.heard.containsKey(label) && evidence.heard.size() >= LABELS) return;
    double[] sums = evidence.heard.computeIfAbsent(label, l -> new double[3]);
    sums[SCORE] += reading.score();
    sums[PIECES] += reading.pieces();
    sums[WORDS] += reading.words();
    tell(chances());
  }

  /** Every label that said a word, with its role. */
  public Map<String, Guess> guess() {
    Map<String, Guess> guesses = new HashMap<>();
    chances()
        .forEach(
            (label, chance) -> {
              Role role = told(label);
              guesses.put(label, new Guess(role, chance.of(role)));
            });
    return guesses;
  }

  private void tell(Map<String, Chance> chances) {
    chances.forEach(
        (label, chance) -> {
          if (chance.likelier() == Role.PROVIDER) tellProvider(label, chance.provider());
        });
    chances.forEach(
        (label, chance) -> {
          if (chance.likelier() == Role.PATIENT && chance.patient() >= asked(label, Role.PATIENT)) {
            evidence.told.put(label, Role.PATIENT.name());
          }
        });
  }

  private void tellProvider(String label, double confidence) {
    boolean another =
        evidence.told.entrySet().stream()
            .anyMatch(t -> !t.getKey().equals(label) && is(t.getValue(), Role.PROVIDER));
    if (confidence < (another ? SURE_OF_THE_CONTRARY : asked(label, Role.PROVIDER))) return;
    evidence.told.values().removeIf(role -> is(role, Role.PROVIDER));
    evidence.told.put(label, Role.PROVIDER.name());
  }

  private double asked(String label, Role role) {
    Role told = told(label);
    return told == Role.UNKNOWN || told == role ? SURE : SURE_OF_THE_CONTRARY;
  }

  private Role told(String label) {
    return Role.valueOf(evidence.told.getOrDefault(label, Role.UNKNOWN.name()));
  }

  private static boolean is(String name, Role role) {
    return role.name().equals(name);
  }

  private Map<String, Chance> chances() {
    Map<String, Odds> odds = new HashMap<>();
    evidence.heard.forEach((label, sums) -> odds.put(label, Odds.of(sums)));
    double patients = odds.values().stream().mapToDouble(o -> -o.provider()).sum();
    double nothing = odds.values().stream().mapToDouble(Odds::meaningless).sum();
    // Of one label alone, that the provider has not spoken yet is the other possibility.
    int possibilities = Math.max(2, odds.size());
    nothing += Math.log(possibilities * MEANINGLESS / (1 - MEANINGLESS));
    Map<String, Double> logs = new HashMap<>();
    odds.forEach((label, o) -> logs.put(label, patients + 2 * o.provider()));
    double absent = odds.size() == 1 ? patients : Double.NEGATIVE_INFINITY;
    double highest = logs.values().stream().reduce(Math.max(nothing, absent), Math::max);
    double all = Math.exp(nothing - highest) + Math.exp(absent - highest);
    for (double log : logs.values()) all += Math.exp(log - highest);

    Map<String, Chance> chances = new HashMap<>();
    double anybody = 1 - Math.exp(nothing - highest) / all;
    for (Map.Entry<String, Double> entry : logs.entrySet()) {
      double provider = Math.exp(entry.getValue() - highest) / all;
      double patient = anybody - provider;
      // Of three or more, who is not the provider need not be the patient.
      if (odds.size() > 2) {
        double own = odds.get(entry.getKey()).patientAlone();
        patient = leads(entry.getKey(), odds) ? Math.min(patient, own) : 0;
      }
      chances.put(entry.getKey(), new Chance(provider, Math.max(0, patient)));
    }
    return chances;
  }

  /** Nobody else who talks like a patient says more than a guest would. */
  private boolean leads(String label, Map<String, Odds> odds) {
    double words = evidence.heard.get(label)[WORDS];
    return odds.entrySet().stream()
        .filter(other -> !other.getKey().equals(label) && other.getValue().provider() < 0)
        .allMatch(other -> evidence.heard.get(other.getKey())[WORDS] < GUEST * words);
  }
}
