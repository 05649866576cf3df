package io.auscult.notes;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts speech into sentences; nothing is lost or changed between two cuts but white space. */
final class Sentences {
  /** Words; a longer sentence is speech without punctuation and is cut before a new clause. */
  private static final int LONGEST = 30;

  /** Words; no clause cut leaves less than this behind it. */
  private static final int SHORTEST_CLAUSE = 7;

  /** A stop with white space or the end behind it; "97.2" has none. */
  private static final Pattern STOP = Pattern.compile("[.?!]+[\"')]*(?=\\s|$)");

  private static final Pattern ABBREVIATION =
      Pattern.compile("(?i)(?:^|[\\s(])(?:dr|mr|mrs|ms|prof|st|vs|approx|e\\.g|i\\.e)\\.$");

  private static final String NUMBER =
      "(?:\\d+|zero|one|two|three|four|five|six|seven|eight|nine|ten|\\w+teen|\\w+ty|hundred)";

  /** A point that stands alone between two numbers belongs to them. */
  private static final Pattern NUMBER_BEFORE = Pattern.compile("(?i)\\b" + NUMBER + "\\s+\\.$");

  private static final Pattern NUMBER_AHEAD = Pattern.compile("(?i)" + NUMBER + "\\b");

  /** Where speech without stops begins anew. "want to have you" begins nothing. */
  private static final Pattern NEW_CLAUSE =
      Pattern.compile(
          "(?i)(?:,|(?<!\\b(?:to|will|na|i'll|we'll|would)))\\s+(?=(?:okay|alright|all right|and then|"
              + "but (?:i|it|he|she|we|they|you|the|my)|because (?:i|it|he|she|we|they|you|the|my)|"
              + "so (?:i|i'm|we|you|let's|what|do|are|the|for|how)|and (?:i|i'm|we|it|it's|he|she|do|"
              + "have|are|any|how|on your|your|you|for|the)|do you|are you|have you (?:had|been|ever|"
              + "noticed|tried|taken)|i'm gon|let's|(?:looking at|listening to) your|your lungs|i see (?:that|normal|some)|what (?:that|we need))\\b)");

  private Sentences() {}

  /** Spans of the sentences in {@code text}, without white space around them. */
  static List<Span> of(String text) {
    List<Span> spans = new ArrayList<>();
    int from = 0;
    Matcher stop = STOP.matcher(text);
    while (stop.find()) {
      if (!ends(text, from, stop.end())) continue;
      addClauses(text, from, stop.end(), spans);
      from = stop.end();
    }
    addClauses(text, from, text.length(), spans);
    return spans;
  }

  private static boolean ends(String text, int from, int to) {
    if (ABBREVIATION.matcher(text.substring(from, to)).find()) return false;
    int next = to;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) next++;
    if (next == text.length()) return true;
    // "97 . 2" and "well... it hurts": the sentence goes on.
    boolean dots = to >= 3 && text.startsWith("...", to - 3);
    if (dots && Character.isLowerCase(text.charAt(next))) return false;
    return !(NUMBER_BEFORE.matcher(text.substring(from, to)).find()
        && NUMBER_AHEAD.matcher(text).region(next, text.length()).lookingAt());
  }

  private static void addClauses(String text, int from, int to, List<Span> spans) {
    int start = from;
    if (words(text, from, to) > LONGEST) {
      Matcher clause = NEW_CLAUSE.matcher(text).region(from, to).useTransparentBounds(true);
      while (clause.find()) {
        if (words(text, start, clause.start()) < SHORTEST_CLAUSE
            || words(text, clause.end(), to) < SHORTEST_CLAUSE) continue;
        addTrimmed(text, start, clause.start(), spans);
        start = clause.end();
      }
    }
    addTrimmed(text, start, to, spans);
  }

  private static void addTrimmed(String text, int from, int to, List<Span> spans) {
    while (from < to && Character.isWhitespace(text.charAt(from))) from++;
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) to--;
    if (from < to) spans.add(new Span(from, to));
  }

  private static int words(String text, int from, int to) {
    int words = 0;
    boolean inside = false;
    for (int i = from; i < to; i++) {
      boolean letter = Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '\'';
      if (letter && !inside) words++;
      inside = letter;
    }
    return words;
  }
}
