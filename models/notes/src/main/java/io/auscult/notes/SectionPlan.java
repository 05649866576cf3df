package io.auscult.notes;

import java.util.EnumSet;
import java.util.Set;

/**
 * One section of a template.
 *
 * @param title machine-readable, as {@code SOAP_PLAN}
 * @param heading for people, as {@code Plan}
 * @param holds what belongs there; disjoint from the other sections of the template
 * @param absence the fixed sentence where nothing was said of it
 */
public record SectionPlan(String title, String heading, Set<ClinicalTopic> holds, String absence) {
  public SectionPlan {
    holds = Set.copyOf(EnumSet.copyOf(holds));
    if (title.isBlank() || heading.isBlank() || absence.isBlank()) {
      throw new IllegalArgumentException(
          "a section needs a title, a heading and an absence phrase");
    }
  }
}
