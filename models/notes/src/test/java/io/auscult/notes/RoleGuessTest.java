package io.auscult.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleGuessTest {
  private static final String ASKS = "Do you have any chest pain, and how long have you had it?";
  private static final String ANSWERS = "Yeah, I've been having it in my chest, I felt it at work.";

  private final RoleEvidence evidence = new RoleEvidence();
  private final RoleGuess guess = new RoleGuess(evidence);

  private record Line(String label, String text) {}

  @Test
  void whoSaidNothingHasNoRole() {
    assertThat(guess.guess()).isEmpty();
    guess.heard("A", " ... ");
    assertThat(guess.guess()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"asks-back", "talks-much"})
  void DI_36_theSpeakersOfAMixedStreamAreUnknownAtFirstAndThenToldAndNeverWrong(String dialogue) {
    List<Line> lines = dialogue(dialogue);
    hear(lines.subList(0, 1));
    assertThat(roles()).containsOnly(entry(lines.get(0).label(), Role.UNKNOWN));
    for (Line line : lines.subList(1, lines.size())) {
      hear(List.of(line));
      assertThat(roles().get("provider")).isNotEqualTo(Role.PATIENT);
      assertThat(roles().get("patient")).isNotEqualTo(Role.PROVIDER);
    }
    assertThat(roles())
        .containsOnly(entry("provider", Role.PROVIDER), entry("patient", Role.PATIENT));
    assertThat(guess.guess().values()).allMatch(g -> g.confidence() >= RoleGuess.SURE);
  }

  @Test
  void DI_36_itIsSureWithinTheFirstMinute() {
    Transcripts.visit().stream()
        .filter(u -> u.endMs() < 60_000)
        .forEach(u -> guess.heard(u.speaker(), u.text()));
    assertThat(roles())
        .containsOnly(entry("provider", Role.PROVIDER), entry("patient", Role.PATIENT));
  }

  @ParameterizedTest
  @CsvSource({"SPEAKER_0,SPEAKER_1", "SPEAKER_1,SPEAKER_0", "patient,provider"})
  void whatALabelIsCalledSaysNothing(String provider, String patient) {
    for (Line line : dialogue("asks-back")) {
      guess.heard(line.label().equals("provider") ? provider : patient, line.text());
    }
    assertThat(roles()).containsOnly(entry(provider, Role.PROVIDER), entry(patient, Role.PATIENT));
  }

  @Test
  void stopsAndCapitalsChangeNothing() {
    RoleGuess plain = new RoleGuess(new RoleEvidence());
    for (Line line : dialogue("asks-back")) {
      guess.heard(line.label(), line.text());
      plain.heard(line.label(), line.text().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}' ]", ""));
    }
    assertThat(plain.guess()).isEqualTo(guess.guess());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void oneItemInTenUnderTheWrongLabelChangesNoRole(long seed) {
    Random random = new Random(seed);
    for (Utterance u : Transcripts.visit()) {
      boolean wrong = random.nextInt(10) == 0;
      boolean provider = u.speaker().equals("provider") != wrong;
      guess.heard(provider ? "provider" : "patient", u.text());
    }
    assertThat(roles())
        .containsOnly(entry("provider", Role.PROVIDER), entry("patient", Role.PATIENT));
  }

  @Test
  void bothUnderOneLabelAreNobody() {
    for (int visit = 0; visit < 5; visit++) {
      Transcripts.visit().forEach(u -> guess.heard("SPEAKER_0", u.text()));
    }
    assertThat(roles()).containsOnly(entry("SPEAKER_0", Role.UNKNOWN));
  }

  /** Chance may tell a role early on; it cannot keep up the confidence. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void ofLabelsThatMeanNothingItDoesNotStaySure(long seed) {
    Random random = new Random(seed);
    for (int visit = 0; visit < 5; visit++) {
      Transcripts.visit().forEach(u -> guess.heard("S" + random.nextInt(2), u.text()));
    }
    assertThat(guess.guess().values()).allMatch(g -> g.confidence() < RoleGuess.SURE);
  }

  @Test
  void whoTellsTheStoryAloneIsThePatient() {
    dialogue("asks-back").stream()
        .filter(line -> line.label().equals("patient"))
        .forEach(line -> guess.heard("A", line.text() + " " + ANSWERS));
    assertThat(roles()).containsOnly(entry("A", Role.PATIENT));
  }

  @Test
  void ofTwoWhoTellTheStoryNeitherIsThePatientAndWhoAsksIsTheProvider() {
    hear(dialogue("with-a-mother"));
    assertThat(roles())
        .containsOnly(
            entry("provider", Role.PROVIDER),
            entry("mother", Role.UNKNOWN),
            entry("patient", Role.UNKNOWN));
  }

  @Test
  void aGuestWhoHardlySpeaksTakesNobodysRole() {
    List<Line> lines = new ArrayList<>(dialogue("asks-back"));
    lines.add(1, new Line("guest", "Should I wait outside?"));
    hear(lines);
    Transcripts.visit().forEach(u -> guess.heard(u.speaker(), u.text()));
    assertThat(roles())
        .containsOnly(
            entry("provider", Role.PROVIDER),
            entry("patient", Role.PATIENT),
            entry("guest", Role.UNKNOWN));
  }

  @Test
  void whoHelpsTheProviderIsNotThePatient() {
    hear(dialogue("talks-much"));
    for (int i = 0; i < 20; i++) {
      guess.heard("provider", ASKS);
      guess.heard("patient", "Yes.");
      guess.heard("assistant", "I'll get the room ready, and the swabs are on the tray, okay?");
    }
    assertThat(roles().get("assistant")).isEqualTo(Role.UNKNOWN);
    assertThat(roles().get("provider")).isNotEqualTo(Role.PATIENT);
  }

  @Test
  void ofTwoWhoAskAlikeNeitherIsTheProvider() {
    for (int i = 0; i < 20; i++) {
      guess.heard("A", ASKS);
      guess.heard("B", ASKS);
    }
    assertThat(roles()).containsOnly(entry("A", Role.UNKNOWN), entry("B", Role.UNKNOWN));
  }

  @Test
  void aRoleOnceToldIsGivenUpOnlyForAMuchStrongerContrary() {
    for (int i = 0; i < 8; i++) {
      guess.heard("A", ASKS);
      guess.heard("B", ANSWERS);
    }
    assertThat(roles()).containsOnly(entry("A", Role.PROVIDER), entry("B", Role.PATIENT));

    int contrary = 0;
    double doubted = 1;
    while (roles().get("A") == Role.PROVIDER) {
      doubted = guess.guess().get("A").confidence();
      guess.heard("A", ANSWERS);
      guess.heard("B", ASKS);
      assertThat(++contrary).as("items to the contrary").isLessThan(100);
    }
    assertThat(doubted).as("of the old role, just before").isLessThan(1 - RoleGuess.SURE);
    assertThat(contrary).isGreaterThan(8);
    assertThat(roles()).containsOnly(entry("A", Role.PATIENT), entry("B", Role.PROVIDER));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void thereIsOneProviderAtMostWhateverIsSaid(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      // Habits that change now and then, so that roles are told and given up.
      int label = random.nextInt(4);
      boolean asks = (label + i / 100) % 3 == 0;
      guess.heard("S" + label, asks ? ASKS : ANSWERS);
      assertThat(roles().values().stream().filter(r -> r == Role.PROVIDER).count())
          .isLessThanOrEqualTo(1);
      assertThat(guess.guess().values()).allMatch(g -> g.confidence() >= 0 && g.confidence() <= 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Guten Morgen, was kann ich f\u00fcr Sie tun? Haben Sie Schmerzen in der Brust?",
        "\u041a\u0430\u043a \u0434\u043e\u043b\u0433\u043e \u044d\u0442\u043e"
            + " \u0443\u0436\u0435 \u043f\u0440\u043e\u0434\u043e\u043b\u0436\u0430\u0435\u0442"
            + "\u0441\u044f?"
      })
  void aLanguageThatItDoesNotKnowStaysUnknown(String question) {
    for (int i = 0; i < 50; i++) {
      guess.heard("A", question);
      guess.heard("B", "Ja, seit drei Wochen, hier unten.");
    }
    assertThat(roles()).containsOnly(entry("A", Role.UNKNOWN), entry("B", Role.UNKNOWN));
  }

  @Test
  void labelsAreBoundedAndTheirEvidenceHoldsNoWords() {
    for (int i = 0; i < 10 * RoleGuess.LABELS; i++) guess.heard("S" + i, ASKS);
    assertThat(evidence.heard).hasSize(RoleGuess.LABELS).containsKey("S0");
    assertThat(evidence.heard.values()).allSatisfy(sums -> assertThat(sums).hasSize(3));
    assertThat(evidence.told.size()).isLessThanOrEqualTo(RoleGuess.LABELS);
  }

  @Test
  void whatIsKeptIsAllThatItNeedsToGoOn() {
    List<Line> lines = dialogue("with-a-mother");
    hear(lines.subList(0, 8));
    RoleEvidence restored = new RoleEvidence();
    evidence.heard.forEach((label, sums) -> restored.heard.put(label, sums.clone()));
    restored.told = new HashMap<>(evidence.told);
    RoleGuess after = new RoleGuess(restored);
    for (Line line : lines.subList(8, lines.size())) {
      guess.heard(line.label(), line.text());
      after.heard(line.label(), line.text());
      assertThat(after.guess()).isEqualTo(guess.guess());
    }
  }

  private void hear(List<Line> lines) {
    lines.forEach(line -> guess.heard(line.label(), line.text()));
  }

  private Map<String, Role> roles() {
    return guess.guess().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, g -> g.getValue().role()));
  }

  private static List<Line> dialogue(String name) {
    try (InputStream in = RoleGuessTest.class.getResourceAsStream("/notes/" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(": ", 2))
          .map(line -> new Line(line[0], line[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
