package io.auscult.local.bench.words;

import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Brings English text into the form in which two transcripts of the same speech are equal: lower
 * case, contractions and titles written out, numbers as digits, American spelling, no fillers,
 * hyphens or punctuation. Follows the conventions of Whisper's English normaliser (a possessive
 * {@code 's} becomes {@code is}, words in brackets go), so that word error rates compare with
 * published ones. It departs from it where that only blurs: money and percentages become words, a
 * lone "oh" stays a word.
 */
public final class EnglishText {
  private static final Set<String> FILLERS = Set.of("hmm", "mm", "mhm", "mmm", "uh", "um");

  private record Rewrite(Pattern what, String with) {
    static Rewrite of(String regex, String with) {
      return new Rewrite(Pattern.compile(regex), with);
    }
  }

  /** Applied in this order: the special form of a contraction before its general one. */
  private static final List<Rewrite> CONTRACTIONS =
      List.of(
          Rewrite.of("\\bwon't\\b", "will not"),
          Rewrite.of("\\bcan't\\b|\\bcannot\\b", "can not"),
          Rewrite.of("\\blet's\\b", "let us"),
          Rewrite.of("\\bain't\\b", "aint"),
          Rewrite.of("\\by'all\\b", "you all"),
          Rewrite.of("\\bma'am\\b", "madam"),
          Rewrite.of("\\bo'clock\\b", "oclock"),
          Rewrite.of("\\bper cent\\b", "percent"),
          Rewrite.of("\\bwanna\\b", "want to"),
          Rewrite.of("\\bgotta\\b", "got to"),
          Rewrite.of("\\bgonna\\b", "going to"),
          Rewrite.of("\\bi'ma\\b|\\bimma\\b", "i am going to"),
          Rewrite.of("\\b([wcs]h?oul)da\\b", "$1d have"),
          Rewrite.of("'d (been|gone|done)\\b", " had $1"),
          Rewrite.of("'s (been|gone|got)\\b", " has $1"),
          Rewrite.of("n't\\b", " not"),
          Rewrite.of("'re\\b", " are"),
          Rewrite.of("'s\\b", " is"),
          Rewrite.of("'d\\b", " would"),
          Rewrite.of("'ll\\b", " will"),
          Rewrite.of("'t\\b", " not"),
          Rewrite.of("'ve\\b", " have"),
          Rewrite.of("'m\\b", " am"));

  private static final Pattern BRACKETED = Pattern.compile("<[^>]*>|\\[[^\\]]*\\]|\\([^)]*\\)");
  private static final Pattern APOSTROPHES = Pattern.compile("[\u2018\u2019\u02bc\u00b4`]");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern LOOSE_APOSTROPHE =
      Pattern.compile("\\s+'(?=(?:s|d|m|t|re|ve|ll)\\b)");
  private static final Pattern DECADE = Pattern.compile("(\\d)'s\\b");
  private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d),(?=\\d{3})");
  private static final Pattern CLOCK = Pattern.compile("\\b(\\d{1,2}):(\\d{2})\\b");
  private static final Pattern MONEY =
      Pattern.compile(
          "([$£€])\\s?(\\d+)(\\.\\d+)?(\\s(?:hundred|thousand|million|billion|trillion)\\b)?");
  private static final Pattern DOT_OUTSIDE_NUMBER = Pattern.compile("\\.(?!\\d)|(?<=[a-z])\\.");
  private static final Pattern SYMBOLS = Pattern.compile("[^a-z0-9.]+");
  private static final Pattern LETTER_DIGIT = Pattern.compile("(?<=[a-z])(?=\\d)");
  private static final Pattern DIGIT_LETTER =
      Pattern.compile("(?<=\\d)(?!(?:st|nd|rd|th|s)\\b)(?=[a-z])");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private EnglishText() {}

  /** The normalised words of a text, in order; none where the text holds none. */
  public static List<String> words(String text) {
    String s = text.toLowerCase(Locale.ROOT);
    s = BRACKETED.matcher(s).replaceAll(" ");
    s = APOSTROPHES.matcher(s).replaceAll("'");
    s = s.replace("æ", "ae").replace("œ", "oe").replace("ß", "ss").replace("ø", "o");
    s = MARKS.matcher(Normalizer.normalize(s, Normalizer.Form.NFKD)).replaceAll("");
    s = LOOSE_APOSTROPHE.matcher(s).replaceAll("'");
    s = DECADE.matcher(s).replaceAll("$1s");
    for (Rewrite rewrite : CONTRACTIONS) s = rewrite.what.matcher(s).replaceAll(rewrite.with);
    s = THOUSANDS.matcher(s).replaceAll("");
    s = CLOCK.matcher(s).replaceAll("$1$2");
    s = MONEY.matcher(s).replaceAll(MONEY_IN_WORDS);
    s = s.replace("%", " percent ").replace("&", " and ");
    s = DOT_OUTSIDE_NUMBER.matcher(s).replaceAll(" ");
    s = SYMBOLS.matcher(s).replaceAll(" ");
    s = LETTER_DIGIT.matcher(s).replaceAll(" ");
    s = DIGIT_LETTER.matcher(s).replaceAll(" ");
    List<String> words =
        SPACES
            .splitAsStream(s.strip())
            .filter(w -> !w.isEmpty() && !FILLERS.contains(w))
            .map(Spelling::written)
            .toList();
    return SpokenNumbers.asDigits(words).stream().map(Spelling::american).toList();
  }

  /** {@link #words} with one space between them. */
  public static String normalise(String text) {
    return String.join(" ", words(text));
  }

  /** True if the words of {@code phrase} occur in {@code words} side by side. */
  public static boolean contains(List<String> words, String phrase) {
    List<String> wanted = words(phrase);
    return !wanted.isEmpty() && Collections.indexOfSubList(words, wanted) >= 0;
  }

  private static final Function<MatchResult, String> MONEY_IN_WORDS =
      m -> {
        boolean one = m.group(2).equals("1") && m.group(3) == null && m.group(4) == null;
        String unit =
            switch (m.group(1)) {
              case "$" -> one ? "dollar" : "dollars";
              case "£" -> one ? "pound" : "pounds";
              default -> one ? "euro" : "euros";
            };
        String fraction = m.group(3) == null ? "" : m.group(3);
        String scale = m.group(4) == null ? "" : m.group(4);
        boolean cents = fraction.length() == 3 && scale.isEmpty() && !unit.startsWith("pound");
        return cents
            ? m.group(2) + " " + unit + " and " + fraction.substring(1) + " cents"
            : m.group(2) + fraction + scale + " " + unit;
      };
}
