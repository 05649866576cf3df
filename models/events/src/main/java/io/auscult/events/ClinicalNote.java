package io.auscult.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A note whose every sentence cites what was said.
 *
 * @param template as asked for or the default: {@code soap}, {@code FAMILY_MEDICINE}, …
 * @param style {@code paragraph}, {@code bullet} or {@code auto}, as it was asked for
 * @param sections in the order of the template; all of them, whether much was said or nothing
 */
public record ClinicalNote(
    @JsonProperty(required = true) String template, String style, List<Section> sections) {
  public ClinicalNote {
    style = style == null ? "" : style;
    sections = sections == null ? List.of() : List.copyOf(sections);
  }

  /**
   * One section.
   *
   * @param title machine-readable, as {@code SOAP_SUBJECTIVE}
   * @param heading for people, as {@code Subjective}
   * @param sentences none at all where the whole transcript is empty
   */
  public record Section(String title, String heading, List<Sentence> sentences) {
    public Section {
      sentences = sentences == null ? List.of() : List.copyOf(sentences);
    }

    @Override
    public String toString() {
      return "Section[" + title + "]";
    }
  }

  /**
   * One sentence.
   *
   * @param evidence ids of the transcript items it rests on; empty only for the fixed phrase that
   *     says that nothing was said
   */
  public record Sentence(String text, List<String> evidence) {
    public Sentence {
      evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }

    @Override
    public String toString() {
      return "Sentence" + evidence;
    }
  }

  @Override
  public String toString() {
    return "ClinicalNote[" + template + "]";
  }
}
