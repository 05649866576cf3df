package io.auscult.notes;

import io.auscult.events.ClinicalNote.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the sentences of a section are set. The sentences are plain in each. */
public enum Style {
  PARAGRAPH,
  BULLET,
  AUTO;

  /** More sentences than this read better as points. */
  static final int LONGEST_PARAGRAPH = 3;

  /** As it stands in requests and notes: {@code paragraph}, {@code bullet}, {@code auto}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The style of a name in any case, if there is one. */
  public static Optional<Style> of(String name) {
    return Arrays.stream(values()).filter(s -> s.name().equalsIgnoreCase(name)).findFirst();
  }

  /**
   * Paragraph or bullet: {@link #AUTO} is bullet as soon as one section has more than {@value
   * #LONGEST_PARAGRAPH} sentences.
   */
  Style resolve(List<Section> sections) {
    if (this != AUTO) return this;
    return sections.stream().anyMatch(s -> s.sentences().size() > LONGEST_PARAGRAPH)
        ? BULLET
        : PARAGRAPH;
  }
}
