package io.auscult.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.notes.Consultations.Consultation;
import io.auscult.notes.RoleTrial.Hearing;
import io.auscult.notes.RoleTrial.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * How often roles are told rightly, and how soon, on consultations that the cues were not counted
 * in; the figures of {@code docs/roles.md} are what this writes to {@code target/roles.md}.
 */
@EnabledIfEnvironmentVariable(named = "EVAL", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesOnConsultationsTest {
  private static final long SEED = 7;
  private static final int FOLDS = 5;
  private static final double SOON_SECONDS = 60;

  private final Map<String, Map<Hearing, List<Outcome>>> outcomes = new LinkedHashMap<>();

  @BeforeAll
  void listen() throws IOException {
    Path eval = Path.of(System.getenv("EVAL"));
    List<Consultation> third =
        Consultations.primock57(eval).stream().filter(RoleCuesTest::thirdDay).toList();
    List<Consultation> extracts =
        Consultations.mtsDialog(eval, "Training").stream().filter(RoleTrial::hasBoth).toList();
    List<Consultation> trained = new ArrayList<>(RoleCuesTest.trainedOn(eval));
    for (Hearing hearing : Hearing.values()) {
      RoleCues shipped = RoleCues.shipped();
      List<Consultation> valid = Consultations.aciBench(eval, "valid");
      keep("ACI-BENCH valid", hearing, RoleTrial.of(valid, shipped, hearing, SEED));
      keep("PriMock57 day 3", hearing, RoleTrial.of(third, shipped, hearing, SEED));
      keep("the others, 5-fold", hearing, crossValidated(trained, hearing));
      keep("MTS-Dialog train", hearing, RoleTrial.of(extracts, shipped, hearing, SEED));
    }
    Files.writeString(Path.of("target/roles.md"), table());
  }

  @Test
  void inAtMostOneConsultationOfAHundredAWrongRoleIsTold() {
    for (Hearing hearing : Hearing.values()) {
      assertThat(share(consultations(hearing), Outcome::wrong))
          .as(hearing.title)
          .isLessThanOrEqualTo(0.01);
    }
  }

  @Test
  void inFourConsultationsOfFiveItIsSureWithinAMinute() {
    for (Hearing hearing : Hearing.values()) {
      assertThat(share(consultations(hearing), o -> o.atSeconds() <= SOON_SECONDS))
          .as(hearing.title)
          .isGreaterThanOrEqualTo(0.8);
    }
  }

  /** Ten lines from the middle of a visit: it may stay unsure, it may not be wrong. */
  @Test
  void extractsTooShortToTellStayUnknown() {
    for (Hearing hearing : Hearing.values()) {
      assertThat(share(outcomes.get("MTS-Dialog train").get(hearing), Outcome::wrong))
          .as(hearing.title)
          .isLessThanOrEqualTo(0.01);
    }
  }

  private interface Judgement {
    boolean of(Outcome outcome);
  }

  private List<Outcome> consultations(Hearing hearing) {
    return Stream.of("ACI-BENCH valid", "PriMock57 day 3", "the others, 5-fold")
        .flatMap(set -> outcomes.get(set).get(hearing).stream())
        .toList();
  }

  private static double share(List<Outcome> outcomes, Judgement judgement) {
    return (double) outcomes.stream().filter(judgement::of).count() / outcomes.size();
  }

  private void keep(String set, Hearing hearing, List<Outcome> result) {
    outcomes.computeIfAbsent(set, s -> new LinkedHashMap<>()).put(hearing, result);
  }

  private static List<Outcome> crossValidated(List<Consultation> all, Hearing hearing) {
    List<Consultation> mixed = new ArrayList<>(all);
    Collections.shuffle(mixed, new Random(SEED));
    List<Outcome> outcomes = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<Consultation> held = new ArrayList<>();
      List<Consultation> counted = new ArrayList<>();
      for (int i = 0; i < mixed.size(); i++) {
        (i % FOLDS == fold ? held : counted).add(mixed.get(i));
      }
      outcomes.addAll(RoleTrial.of(held, RoleCounting.of(counted), hearing, SEED + fold));
    }
    return outcomes;
  }

  private String table() {
    StringBuilder table =
        new StringBuilder(
            "| set | heard as | visits | wrong | relative taken for the patient |"
                + " unknown at the end | sure within 60 s |"
                + " median s | 90 % s | median words |\n|---|---|---|---|---|---|---|---|---|---|\n");
    outcomes.forEach(
        (set, byHearing) ->
            byHearing.forEach(
                (hearing, result) -> table.append(row(set, hearing, result)).append('\n')));
    return table.toString();
  }

  private static String row(String set, Hearing hearing, List<Outcome> all) {
    List<Double> seconds = all.stream().map(Outcome::atSeconds).sorted().toList();
    List<Integer> words = all.stream().filter(Outcome::told).map(Outcome::words).sorted().toList();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %s | %s | %d | %.0f %% | %s | %s | %d |",
        set,
        hearing.title,
        all.size(),
        named(all, Outcome::wrong),
        named(all, Outcome::relative),
        all.stream().filter(o -> !o.told()).count(),
        100 * share(all, o -> o.atSeconds() <= SOON_SECONDS),
        orNever(seconds.get(seconds.size() / 2)),
        orNever(seconds.get(seconds.size() * 9 / 10)),
        words.get(words.size() / 2));
  }

  private static String orNever(double seconds) {
    return Double.isFinite(seconds) ? String.format(Locale.ROOT, "%.0f", seconds) : "never";
  }

  private static String named(List<Outcome> all, Judgement judgement) {
    List<String> names = all.stream().filter(judgement::of).map(Outcome::name).toList();
    if (names.isEmpty()) return "0";
    String which = names.size() > 5 ? "" : " (" + String.join(", ", names) + ")";
    return names.size() + which;
  }
}
