package io.auscult.notes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much each word, and each pair of words, speaks for the provider (positive) or the patient
 * (negative): log odds, counted in consultations ({@code docs/roles.md}).
 *
 * <p>Stops, question marks, capitals and figures are not read: a recogniser that writes none must
 * not change who is who.
 */
final class RoleCues {
  /** Stands before the first word of an item. */
  static final String BEGIN = "^";

  private static final String RESOURCE = "role-cues.tsv";

  /** Words; long items are judged in pieces of this length, so that they count for more. */
  private static final int PIECE = 12;

  /** No piece says more than this, in either direction: one odd sentence decides nothing. */
  private static final double MOST = 4;

  private static final Pattern WORD = Pattern.compile("\\p{L}+(?:'\\p{L}+)?");
  private static final Pattern LOOSE_ENDING = Pattern.compile("\\s+'(?=(?:s|m|re|ve|ll|d)\\b)");
  private static final Set<String> FILLERS = Set.of("um", "uh", "uhm", "er", "erm");

  private static final class Shipped {
    static final RoleCues CUES = load();
  }

  /**
   * What an item says about its speaker.
   *
   * @param score of all its pieces together
   * @param pieces none if there is no word in it
   */
  record Reading(double score, int pieces, int words) {}

  private final Map<String, Double> weights;

  RoleCues(Map<String, Double> weights) {
    this.weights = Map.copyOf(weights);
  }

  /** Those that come with this module. */
  static RoleCues shipped() {
    return Shipped.CUES;
  }

  Map<String, Double> weights() {
    return weights;
  }

  Reading read(String text) {
    List<String> words = words(text);
    double all = 0;
    int pieces = 0;
    String before = BEGIN;
    for (int from = 0; from < words.size(); from += PIECE) {
      double piece = 0;
      for (String word : words.subList(from, Math.min(from + PIECE, words.size()))) {
        piece += weights.getOrDefault(word, 0.0) + weights.getOrDefault(pair(before, word), 0.0);
        before = word;
      }
      all += Math.max(-MOST, Math.min(MOST, piece));
      pieces++;
    }
    return new Reading(all, pieces, words.size());
  }

  static String pair(String first, String second) {
    return first + " " + second;
  }

  /** Small letters, contractions in one, no fillers, no figures. */
  static List<String> words(String text) {
    String plain =
        LOOSE_ENDING
            .matcher(text.replace('\u2019', '\'').toLowerCase(Locale.ROOT).replace(" n't", "n't"))
            .replaceAll("'")
            .replace("gon na", "gonna")
            .replace("going to", "gonna")
            .replace("wan na", "wanna");
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(plain);
    while (word.find()) {
      if (!FILLERS.contains(word.group())) words.add(word.group());
    }
    return words;
  }

  private static RoleCues load() {
    try (InputStream in = RoleCues.class.getResourceAsStream(RESOURCE)) {
      Map<String, Double> weights = new HashMap<>();
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("#")) continue;
        int tab = line.indexOf('\t');
        weights.put(line.substring(0, tab), Double.valueOf(line.substring(tab + 1)));
      }
      return new RoleCues(weights);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }
}
