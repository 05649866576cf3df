package io.auscult.notes;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The sections of a note, in order. Together they hold every {@link ClinicalTopic} exactly once, so
 * that nothing said falls between two sections.
 *
 * @param name as it is asked for, as {@code soap}
 */
public record Template(String name, List<SectionPlan> sections) {
  public Template {
    sections = List.copyOf(sections);
    Set<ClinicalTopic> missing = EnumSet.allOf(ClinicalTopic.class);
    for (SectionPlan section : sections) {
      for (ClinicalTopic topic : section.holds()) {
        if (!missing.remove(topic)) {
          throw new IllegalArgumentException(name + ": " + topic + " has two sections");
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(name + ": no section holds " + missing);
    }
  }
}
