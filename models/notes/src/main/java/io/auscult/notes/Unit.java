package io.auscult.notes;

import java.util.List;

/**
 * Something said that may stand in a note.
 *
 * @param text for the note: words of the cited items
 * @param matching what rules read
 * @param asked topic of the question that it answers; null where none was asked
 * @param first whether nothing else was said between that question and this
 * @param continues whether it begins with a pronoun for something in the unit before it
 */
record Unit(
    Voice voice,
    String text,
    String matching,
    List<String> evidence,
    ClinicalTopic asked,
    boolean first,
    boolean continues) {

  /** Whose words a unit holds. */
  enum Voice {
    PROVIDER,
    PATIENT,
    /** A question of one with the answer of the other. */
    BOTH,
    /** Not known, and the wording does not tell. */
    EITHER
  }

  @Override
  public String toString() {
    return "Unit" + evidence;
  }
}
