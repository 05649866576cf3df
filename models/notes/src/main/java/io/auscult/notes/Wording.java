package io.auscult.notes;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is cut off a sentence before it stands in a note, and the form in which rules read it. */
final class Wording {
  /** Never "no", "yes", "right", "like", "now", "just": those carry meaning. */
  private static final Pattern LEAD_IN =
      Pattern.compile(
          "(?i)^(?:[\\s,.;:\\-\\u2013\\u2026]+"
              + "|(?:um+|uh+|uhm+|er+m?|ah+|hm+|mm-?hmm?|oh+|and)\\b(?!-)"
              + "|(?:hey|hi|hello)\\b\\s*,"
              + "|(?:okay|ok|alright|all right|well|so|you know|i mean)\\b"
              + "(?=\\s*[,.;\\u2026-]|\\s+(?:i|i'm|i've|i'd|i'll|you|you're|you've|he|she|it|it's|we|"
              + "we'll|we're|they|my|your|let's|there|there's|have|has|was|were|who|why|which|tell|no|that|that's|this|what|what's|how|do|does|"
              + "did|is|are|any|can|when|where|okay|so|well|um|uh|and|then|the|for)\\b))");

  private static final Pattern AGREEING = Pattern.compile("(?i)^(?:yeah|yep|yup)\\b\\s*[,.]\\s*");

  private static final Pattern TAIL =
      Pattern.compile(
          "(?i)(?:[\\s,;:\\-\\u2013\\u2026]+"
              + "|[\\s,]+(?:um+|uh+|you know)[.,]?"
              + "|\\s*,\\s*(?:okay|ok|alright|all right)\\s*[?.]?)$");

  private static final Pattern REPEATED =
      Pattern.compile("\\b(\\w+(?:'\\w+)?)(?:\\s*,?\\s+\\1\\b)+");
  private static final Pattern FILLER = Pattern.compile(",?\\s*\\b(?:um+|uh+|you know)\\b,?");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private Wording() {}

  /**
   * The part of {@code text} that is worth standing in a note: fillers at both ends are cut off,
   * nothing inside is touched.
   */
  static Span core(String text) {
    int from = 0;
    int to = text.length();
    Matcher lead = LEAD_IN.matcher(text);
    while (lead.region(from, to).useTransparentBounds(true).lookingAt() && lead.end() > from) {
      from = lead.end();
    }
    Matcher tail = TAIL.matcher(text);
    while (tail.region(from, to).find() && tail.end() > tail.start()) to = tail.start();
    while (from < to && Character.isWhitespace(text.charAt(from))) from++;
    return new Span(from, Math.max(from, to));
  }

  /** {@code text} without an agreeing word in front: for statements, where it answers nothing. */
  static String withoutAgreeing(String text) {
    Matcher yes = AGREEING.matcher(text);
    if (!yes.find()) return text;
    String rest = text.substring(yes.end());
    return rest.substring(core(rest).from());
  }

  /** First letter large, a stop at the end. */
  static String asSentence(String text) {
    if (text.isEmpty()) return text;
    int first = text.codePointAt(0);
    String upper =
        new StringBuilder()
            .appendCodePoint(Character.toUpperCase(first))
            .append(text, Character.charCount(first), text.length())
            .toString();
    return ".?!".indexOf(upper.charAt(upper.length() - 1)) >= 0 ? upper : upper + ".";
  }

  /** The form that rules read: small letters, plain apostrophes, no fillers, no stammer. */
  static String matching(String text) {
    String plain =
        text.replace('\u2019', '\'')
            .toLowerCase(Locale.ROOT)
            .replace(" n't", "n't")
            .replace("gon na", "gonna")
            .replace("going to", "gonna")
            .replace("wan na", "wanna");
    plain = FILLER.matcher(plain).replaceAll("");
    plain = REPEATED.matcher(plain).replaceAll("$1");
    Span core = core(plain);
    return SPACES.matcher(core.in(plain)).replaceAll(" ").replace(" ,", ",").strip();
  }

  static int words(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) return 0;
    int words = 0;
    for (String word : SPACES.split(stripped)) {
      if (word.chars().anyMatch(Character::isLetterOrDigit)) words++;
    }
    return words;
  }
}
