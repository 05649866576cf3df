package io.auscult.notes;

import java.util.regex.Pattern;

/**
 * Phrases as they stand in the tables of this room: one a line or parted by {@code " | "}, small
 * letters, each a regular expression.
 */
final class Phrases {
  private static final Pattern PARTING = Pattern.compile("\\s*\\n\\s*|\\s+\\|\\s+");

  private Phrases() {}

  /** The phrases as alternatives of one expression, without brackets around them. */
  static String alternatives(String phrases) {
    return PARTING.matcher(phrases.strip()).replaceAll("|");
  }

  /** Finds any of the phrases as whole words. */
  static Pattern anywhere(String phrases) {
    return Pattern.compile("\\b(?:" + alternatives(phrases) + ")\\b");
  }

  /** Finds any of the phrases at the beginning. */
  static Pattern atStart(String phrases) {
    return Pattern.compile("^(?:" + alternatives(phrases) + ")\\b");
  }

  /** Finds a text that holds one phrase of each. */
  static Pattern both(String one, String other) {
    return Pattern.compile(
        "^(?=.*\\b(?:" + alternatives(one) + ")\\b).*\\b(?:" + alternatives(other) + ")\\b");
  }

  /** Finds {@code one} with {@code other} somewhere behind it. */
  static Pattern inTurn(String one, String other) {
    return Pattern.compile(
        "\\b(?:" + alternatives(one) + ")\\b.*\\b(?:" + alternatives(other) + ")\\b");
  }
}
