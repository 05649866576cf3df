package io.auscult.notes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Phrases as they stand in the tables of this room: one a line or parted by {@code " | "}, small
 * letters, each a regular expression.
 */
final class Phrases {
  private static final Pattern PARTING = Pattern.compile("\\s*\\n\\s*|\\s+\\|\\s+");

  /** A first letter that stands for itself, and is not optional or repeated. */
  private static final Pattern PLAIN_START = Pattern.compile("[a-z](?![?*+{]).*");

  private Phrases() {}

  /**
   * The phrases as alternatives of one expression, without brackets around them. Phrases with one
   * first letter stand together, so that most are passed over by it: 26 trials a word, not 250.
   */
  static String alternatives(String phrases) {
    Map<Character, List<String>> byLetter = new TreeMap<>();
    List<String> alternatives = new ArrayList<>();
    for (String phrase : PARTING.split(phrases.strip())) {
      if (PLAIN_START.matcher(phrase).matches()) {
        byLetter
            .computeIfAbsent(phrase.charAt(0), letter -> new ArrayList<>())
            .add(phrase.substring(1));
      } else {
        alternatives.add(phrase);
      }
    }
    byLetter.forEach(
        (letter, rests) -> alternatives.add(letter + "(?:" + String.join("|", rests) + ")"));
    return String.join("|", alternatives);
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
        "^(?=.*?\\b(?:" + alternatives(one) + ")\\b).*?\\b(?:" + alternatives(other) + ")\\b");
  }

  /** Finds {@code one} with {@code other} somewhere behind it. */
  static Pattern inTurn(String one, String other) {
    return Pattern.compile(
        "\\b(?:" + alternatives(one) + ")\\b.*?\\b(?:" + alternatives(other) + ")\\b");
  }
}
