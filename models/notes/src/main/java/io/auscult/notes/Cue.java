package io.auscult.notes;

import io.auscult.notes.Unit.Voice;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One rule: whoever of {@code voices} says {@code says}, and nothing of {@code unless}, speaks of
 * {@code topic}.
 *
 * @param unless null where nothing speaks against it
 */
record Cue(ClinicalTopic topic, Set<Voice> voices, Pattern says, Pattern unless) {
  /** What anybody may say. */
  static Cue anyone(ClinicalTopic topic, Pattern says) {
    return new Cue(topic, EnumSet.allOf(Voice.class), says, null);
  }

  /** What a clinician says; an unknown voice may be one. */
  static Cue provider(ClinicalTopic topic, Pattern says) {
    return new Cue(topic, EnumSet.of(Voice.PROVIDER, Voice.EITHER), says, null);
  }

  /** What a patient says, alone or asked; an unknown voice may be one. */
  static Cue patient(ClinicalTopic topic, Pattern says) {
    return new Cue(topic, EnumSet.of(Voice.PATIENT, Voice.BOTH, Voice.EITHER), says, null);
  }

  /** A question with its answer. */
  static Cue answered(ClinicalTopic topic, Pattern says) {
    return new Cue(topic, EnumSet.of(Voice.BOTH), says, null);
  }

  Cue unless(String phrases) {
    return new Cue(topic, voices, says, Phrases.anywhere(phrases));
  }

  boolean fits(Voice voice, String matching) {
    return voices.contains(voice)
        && says.matcher(matching).find()
        && (unless == null || !unless.matcher(matching).find());
  }
}
