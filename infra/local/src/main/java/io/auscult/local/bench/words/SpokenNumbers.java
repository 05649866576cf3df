package io.auscult.local.bench.words;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes the numbers among lower-case words as digits: {@code forty nine} becomes {@code 49},
 * {@code twenty first} {@code 21st}, {@code nineteen twenties} {@code 1920s}, {@code two hundred
 * and five thousand} {@code 205000}, {@code ninety eight point seven} {@code 98.7}. Numerals below
 * a hundred that follow each other are one number, as years and telephone numbers are said: {@code
 * eighteen thirteen} {@code 1813}, {@code one oh one} {@code 101}. A lone one stays a word, since
 * it is more often a pronoun.
 */
final class SpokenNumbers {
  private static final Map<String, Integer> UNITS = new HashMap<>();
  private static final Map<String, Integer> TENS = new HashMap<>();
  private static final Map<String, BigDecimal> SCALES = new HashMap<>();

  /** A last word that ends a number and gives it a suffix: ordinals and plurals. */
  private static final Map<String, Closing> CLOSINGS = new HashMap<>();

  private static final Pattern LITERAL = Pattern.compile("\\d+(\\.\\d+)?|\\.\\d+");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private record Closing(BigDecimal value, String suffix) {}

  static {
    String[] units =
        ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
                + " sixteen seventeen eighteen nineteen")
            .split(" ");
    for (int i = 0; i < units.length; i++) {
      UNITS.put(units[i], i + 1);
      if (i > 0) close(units[i].equals("six") ? "sixes" : units[i] + "s", i + 1, "s");
    }
    String[] ordinals =
        ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
                + " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth")
            .split(" ");
    for (int i = 0; i < ordinals.length; i++) {
      close(ordinals[i], i + 1, i == 0 ? "st" : i == 1 ? "nd" : i == 2 ? "rd" : "th");
    }
    String[] tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
    for (int i = 0; i < tens.length; i++) {
      int value = 10 * (i + 2);
      TENS.put(tens[i], value);
      String stem = tens[i].substring(0, tens[i].length() - 1);
      close(stem + "ies", value, "s");
      close(stem + "ieth", value, "th");
    }
    String[] scales = "thousand million billion trillion".split(" ");
    for (int i = 0; i < scales.length; i++) {
      SCALES.put(scales[i], BigDecimal.ONE.movePointRight(3 * (i + 1)));
    }
    SCALES.forEach(
        (word, value) -> {
          CLOSINGS.put(word + "s", new Closing(value, "s"));
          CLOSINGS.put(word + "th", new Closing(value, "th"));
        });
    CLOSINGS.put("hundreds", new Closing(HUNDRED, "s"));
    CLOSINGS.put("hundredth", new Closing(HUNDRED, "th"));
  }

  private static void close(String word, int value, String suffix) {
    CLOSINGS.put(word, new Closing(BigDecimal.valueOf(value), suffix));
  }

  private final List<String> words;
  private int at;

  private SpokenNumbers(List<String> words) {
    this.words = words;
  }

  /** The words with every number among them written as digits. */
  static List<String> asDigits(List<String> words) {
    SpokenNumbers reader = new SpokenNumbers(words);
    List<String> out = new ArrayList<>(words.size());
    while (reader.at < words.size()) {
      String number = reader.number();
      if (number == null) {
        String word = words.get(reader.at++);
        out.add(word.equals("o") ? "oh" : word);
      } else {
        out.add(number.equals("1") ? "one" : number);
      }
    }
    return out;
  }

  /** The number that begins here, as digits; null (and nothing is read) where none does. */
  private String number() {
    StringBuilder run = new StringBuilder();
    while (true) {
      String noughts = noughts(!run.isEmpty());
      if (noughts != null) {
        run.append(noughts);
        continue;
      }
      if (!run.isEmpty() && !continuesRun()) break;
      int before = at;
      Cardinal cardinal = cardinal();
      if (cardinal == null) break;
      if (!run.isEmpty() && !cardinal.small) {
        // "nineteen two hundred": what cannot be a part of a year is a number of its own.
        at = before;
        break;
      }
      run.append(cardinal.text);
      if (!cardinal.small || cardinal.closed) break;
    }
    if (run.isEmpty()) return is(0, "point") && beginsDigit(1) ? "0" + fraction() : null;
    if (is(0, "point") && beginsDigit(1)) run.append(fraction());
    if (is(0, "and") && is(1, "a") && is(2, "half") && run.indexOf(".") < 0) {
      at += 3;
      run.append(".5");
    }
    return scaled(run.toString());
  }

  /** "two point five million": the scale multiplies what stands before the fraction too. */
  private String scaled(String number) {
    if (number.indexOf('.') < 0 || at >= words.size()) return number;
    BigDecimal scale = scaleOf(words.get(at));
    if (scale == null) return number;
    at++;
    return plain(new BigDecimal(number).multiply(scale));
  }

  private static BigDecimal scaleOf(String word) {
    return word.equals("hundred") ? HUNDRED : SCALES.get(word);
  }

  /** "double oh", "triple nine"; a nought, which may be said "oh" between other digits. */
  private String noughts(boolean inRun) {
    if (is(0, "zero") || inRun && is(0, "oh", "o") && beginsSmall(1)) {
      at++;
      return "0";
    }
    int times = is(0, "double") ? 2 : is(0, "triple") ? 3 : 0;
    if (times == 0 || at + 1 >= words.size()) return null;
    String repeated = words.get(at + 1);
    int digit = is(1, "oh", "o", "zero") ? 0 : UNITS.getOrDefault(repeated, 10);
    if (digit > 9) return null;
    at += 2;
    return String.valueOf(digit).repeat(times);
  }

  /** "point three oh two", after the whole part. */
  private String fraction() {
    at++;
    StringBuilder digits = new StringBuilder(".");
    while (at < words.size()) {
      String word = words.get(at);
      if (word.matches("\\d+")) digits.append(word);
      else if (word.equals("zero") || word.equals("oh") || word.equals("o")) digits.append('0');
      else if (UNITS.containsKey(word)) digits.append(UNITS.get(word));
      else if (TENS.containsKey(word)) {
        Integer unit = at + 1 < words.size() ? UNITS.get(words.get(at + 1)) : null;
        boolean joined = unit != null && unit < 10;
        digits.append(TENS.get(word) + (joined ? unit : 0));
        if (joined) at++;
      } else break;
      at++;
    }
    return digits.toString();
  }

  /**
   * @param small below a hundred and said without "hundred" or a scale: may be a part of a year
   * @param closed has a suffix, so nothing can follow
   */
  private record Cardinal(String text, boolean small, boolean closed) {}

  private Cardinal cardinal() {
    if (at >= words.size()) return null;
    BigDecimal total = BigDecimal.ZERO;
    BigDecimal limit = null;
    boolean small = true;
    boolean any = false;
    while (true) {
      int before = at;
      if (any && is(0, "and") && beginsNumber(1)) at++;
      Group group = group();
      if (group == null) {
        at = before;
        break;
      }
      BigDecimal scale = at < words.size() ? SCALES.get(words.get(at)) : null;
      if (limit != null && group.value.compareTo(limit) >= 0
          || scale != null && limit != null && scale.compareTo(limit) >= 0) {
        at = before;
        break;
      }
      small = !any && group.small;
      any = true;
      if (group.suffix != null) {
        return new Cardinal(plain(total.add(group.value)) + group.suffix, small, true);
      }
      if (scale != null) {
        at++;
        total = total.add(group.value.multiply(scale));
        limit = scale;
        small = false;
        continue;
      }
      Closing closing = at < words.size() ? CLOSINGS.get(words.get(at)) : null;
      if (closing != null && closing.value.compareTo(HUNDRED) > 0) {
        at++;
        return new Cardinal(
            plain(total.add(group.value.multiply(closing.value))) + closing.suffix, false, true);
      }
      total = total.add(group.value);
      break;
    }
    return any ? new Cardinal(plain(total), small, false) : null;
  }

  /** A number below a thousand, or "eighteen hundred", or digits as they stand. */
  private record Group(BigDecimal value, boolean small, String suffix) {}

  private Group group() {
    if (at >= words.size()) return null;
    String word = words.get(at);
    if (LITERAL.matcher(word).matches()) {
      at++;
      return hundreds(new BigDecimal(word), false);
    }
    Closing closing = CLOSINGS.get(word);
    if (closing != null) {
      at++;
      return new Group(closing.value, closing.value.compareTo(HUNDRED) < 0, closing.suffix);
    }
    BigDecimal scale = scaleOf(word);
    if (word.equals("hundred")) return hundreds(BigDecimal.ONE, true);
    // "a thousand": one of the scale, which the caller reads.
    if (scale != null) return new Group(BigDecimal.ONE, false, null);
    if (UNITS.containsKey(word)) {
      at++;
      return hundreds(BigDecimal.valueOf(UNITS.get(word)), true);
    }
    if (!TENS.containsKey(word)) return null;
    at++;
    int value = TENS.get(word);
    String next = at < words.size() ? words.get(at) : "";
    Integer unit = UNITS.get(next);
    Closing last = CLOSINGS.get(next);
    if (unit != null && unit < 10) {
      at++;
      return hundreds(BigDecimal.valueOf(value + unit), true);
    }
    if (last != null && last.value.compareTo(BigDecimal.TEN) < 0) {
      at++;
      return new Group(last.value.add(BigDecimal.valueOf(value)), true, last.suffix);
    }
    return hundreds(BigDecimal.valueOf(value), true);
  }

  private Group hundreds(BigDecimal count, boolean small) {
    if (is(0, "hundreds", "hundredth")) {
      String suffix = CLOSINGS.get(words.get(at++)).suffix;
      return new Group(count.multiply(HUNDRED), false, suffix);
    }
    if (!is(0, "hundred")) return new Group(count, small, null);
    at++;
    BigDecimal value = count.multiply(HUNDRED);
    int before = at;
    if (is(0, "and")) at++;
    Group rest = beginsSmall(0) ? group() : null;
    if (rest == null || rest.value.compareTo(HUNDRED) >= 0) {
      at = before;
      return new Group(value, false, null);
    }
    return new Group(value.add(rest.value), false, rest.suffix);
  }

  private boolean is(int ahead, String... any) {
    return at + ahead < words.size() && List.of(any).contains(words.get(at + ahead));
  }

  private boolean beginsDigit(int ahead) {
    if (at + ahead >= words.size()) return false;
    String word = words.get(at + ahead);
    return UNITS.containsKey(word)
        || TENS.containsKey(word)
        || word.equals("zero")
        || word.equals("oh") && ahead > 0
        || word.matches("\\d+");
  }

  /** "nineteen" goes on with "thirteen" and "twenties"; "one" does not go on with "second". */
  private boolean continuesRun() {
    if (at >= words.size()) return false;
    Closing closing = CLOSINGS.get(words.get(at));
    boolean decade =
        closing != null && closing.suffix.equals("s") && closing.value.intValue() >= 20;
    return beginsSmall(0) && (closing == null || decade);
  }

  private boolean beginsSmall(int ahead) {
    if (at + ahead >= words.size()) return false;
    String word = words.get(at + ahead);
    Closing closing = CLOSINGS.get(word);
    return UNITS.containsKey(word)
        || TENS.containsKey(word)
        || closing != null && closing.value.compareTo(HUNDRED) < 0;
  }

  private boolean beginsNumber(int ahead) {
    return beginsSmall(ahead)
        || at + ahead < words.size()
            && (LITERAL.matcher(words.get(at + ahead)).matches()
                || scaleOf(words.get(at + ahead)) != null);
  }

  private static String plain(BigDecimal value) {
    BigDecimal shown = value.scale() > 0 ? value.stripTrailingZeros() : value;
    return (shown.scale() < 0 ? shown.setScale(0) : shown).toPlainString();
  }
}
