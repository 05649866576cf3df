package io.auscult.speech.speakers;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/**
 * Where the cosines of an encoder part one voice from another. They belong to the encoder: another
 * one brings its own.
 *
 * @param changeBelow two cells 1.2 s apart that are less alike are two speakers
 * @param secondBelow a segment less alike to the only voice known so far is a second one
 * @param furtherBelow a segment less alike to every voice known so far is a further one
 * @param apartTwo two voices found anew must be less alike than this, if one was known before
 * @param apartMore the same if more were known
 * @param sameAbove two voices more alike than this are one, where there are more than two
 * @param closeTwo the only two voices of a session may be as alike as this if they gather apart, as
 *     on a telephone line
 * @param closeSaidTwo the same where the session says that there can be two
 * @param changeCost what a change of speaker from one cell to the next costs, a share of the
 *     distance between the voices
 */
public record ClusteringRules(
    float changeBelow,
    float secondBelow,
    float furtherBelow,
    float apartTwo,
    float apartMore,
    float sameAbove,
    float closeTwo,
    float closeSaidTwo,
    float changeCost) {
  /** For the encoder that comes with the program (MODEL-CARD.md). */
  public static final ClusteringRules DEFAULT =
      new ClusteringRules(0.765f, 0.72f, 0.62f, 0.78f, 0.70f, 0.82f, 0.84f, 0.90f, 0.06f);

  private static final Set<String> KEYS =
      Set.of(
          "change_below",
          "second_below",
          "further_below",
          "apart_two",
          "apart_more",
          "same_above",
          "close_two",
          "close_said_two",
          "change_cost");

  /**
   * Reads rules from a properties file; a key that it leaves out keeps its default.
   *
   * @throws IllegalArgumentException with file, key and reason
   */
  public static ClusteringRules read(Path file) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read", e);
    }
    Set<String> unknown = new HashSet<>(properties.stringPropertyNames());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(file + ": there is no rule " + unknown.iterator().next());
    }
    return new ClusteringRules(
        value(file, properties, "change_below", DEFAULT.changeBelow),
        value(file, properties, "second_below", DEFAULT.secondBelow),
        value(file, properties, "further_below", DEFAULT.furtherBelow),
        value(file, properties, "apart_two", DEFAULT.apartTwo),
        value(file, properties, "apart_more", DEFAULT.apartMore),
        value(file, properties, "same_above", DEFAULT.sameAbove),
        value(file, properties, "close_two", DEFAULT.closeTwo),
        value(file, properties, "close_said_two", DEFAULT.closeSaidTwo),
        value(file, properties, "change_cost", DEFAULT.changeCost));
  }

  private static float value(Path file, Properties properties, String key, float otherwise) {
    String text = properties.getProperty(key);
    if (text == null) return otherwise;
    try {
      float value = Float.parseFloat(text.strip());
      if (value > -1 && value < 1) return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(file + ": " + key + "=" + text + " is no number", e);
    }
    throw new IllegalArgumentException(file + ": " + key + "=" + text + " is no cosine");
  }
}
