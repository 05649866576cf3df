package io.auscult.notes;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whose the speaker labels of one session are.
 *
 * <p>A label that says so is believed. Labels that say nothing ({@code SPEAKER_0}) are told apart
 * by what is said under them ({@link RoleGuess}), where that is sure and nobody else says to be the
 * provider.
 */
final class Roles {
  private static final Pattern PROVIDER =
      Pattern.compile(
          "provider|doctor|dr\\b.*|clinician|physician|practitioner|gp|nurse|therapist");
  private static final Pattern PATIENT = Pattern.compile("patient|client");
  private static final Pattern ANONYMOUS = Pattern.compile("speaker[ _-]?\\d+");

  private final Map<String, Role> byLabel = new HashMap<>();

  Roles(List<Utterance> transcript) {
    RoleGuess anonymous = new RoleGuess(new RoleEvidence());
    for (Utterance u : transcript) {
      String label = key(u.speaker());
      byLabel.computeIfAbsent(label, Roles::told);
      if (ANONYMOUS.matcher(label).matches()) anonymous.heard(label, u.text());
    }
    if (byLabel.containsValue(Role.PROVIDER)) return;
    anonymous
        .guess()
        .forEach(
            (label, guess) -> {
              // What was told during the visit and is doubtful at its end is not written down.
              if (guess.confidence() >= RoleGuess.SURE) byLabel.put(label, guess.role());
            });
  }

  Role of(String speaker) {
    return byLabel.getOrDefault(key(speaker), Role.UNKNOWN);
  }

  private static Role told(String label) {
    if (PROVIDER.matcher(label).matches()) return Role.PROVIDER;
    if (PATIENT.matcher(label).matches()) return Role.PATIENT;
    return Role.UNKNOWN;
  }

  private static String key(String speaker) {
    return speaker.strip().toLowerCase(Locale.ROOT);
  }
}
