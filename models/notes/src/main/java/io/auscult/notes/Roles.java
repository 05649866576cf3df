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
 * only where it is plain: whoever asks {@value #QUESTIONS} questions or more, and {@value #TIMES}
 * times as many as all others together, is the provider; if there is one other speaker, that is the
 * patient. Else nobody is.
 */
final class Roles {
  private static final int QUESTIONS = 4;
  private static final int TIMES = 4;

  private static final Pattern PROVIDER =
      Pattern.compile(
          "provider|doctor|dr\\b.*|clinician|physician|practitioner|gp|nurse|therapist");
  private static final Pattern PATIENT = Pattern.compile("patient|client");
  private static final Pattern ANONYMOUS = Pattern.compile("speaker[ _-]?\\d+");

  private final Map<String, Role> byLabel = new HashMap<>();

  Roles(List<Utterance> transcript) {
    Map<String, Integer> asked = new HashMap<>();
    for (Utterance u : transcript) {
      String label = key(u.speaker());
      byLabel.computeIfAbsent(label, Roles::told);
      if (ANONYMOUS.matcher(label).matches()) {
        int questions = 0;
        for (Span span : Sentences.of(u.text())) {
          if (Questions.isQuestion(Wording.matching(span.in(u.text())))) questions++;
        }
        asked.merge(label, questions, Integer::sum);
      }
    }
    guess(asked);
  }

  Role of(String speaker) {
    return byLabel.getOrDefault(key(speaker), Role.UNKNOWN);
  }

  private void guess(Map<String, Integer> asked) {
    if (asked.size() < 2 || byLabel.containsValue(Role.PROVIDER)) return;
    int all = asked.values().stream().mapToInt(Integer::intValue).sum();
    asked.forEach(
        (label, questions) -> {
          if (questions >= QUESTIONS && questions >= TIMES * (all - questions)) {
            byLabel.put(label, Role.PROVIDER);
            if (asked.size() == 2) {
              asked.keySet().stream()
                  .filter(other -> !other.equals(label))
                  .forEach(other -> byLabel.put(other, Role.PATIENT));
            }
          }
        });
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
