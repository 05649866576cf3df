package io.auscult.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A note or summary as a client got it.
 *
 * @param json as it came, for those who want everything
 */
public record LiveNote(List<Section> sections, JsonNode json) {
  public LiveNote {
    sections = List.copyOf(sections);
  }

  /** One section; its heading is for people. */
  public record Section(String title, String heading, List<Line> lines) {
    public Section {
      lines = List.copyOf(lines);
    }

    @Override
    public String toString() {
      return "Section[" + title + "]";
    }
  }

  /**
   * A sentence, or whatever else stands on one line.
   *
   * @param evidence ids of the items it rests on; empty where the API does not tell
   */
  public record Line(String text, List<String> evidence) {
    public Line {
      evidence = List.copyOf(evidence);
    }

    @Override
    public String toString() {
      return "Line" + evidence;
    }
  }

  /** From {@code sections: [{title, heading, sentences: [{text, evidence}]}]}, as REST has it. */
  static LiveNote ofRecord(JsonNode note) {
    return of(
        note,
        note.path("sections"),
        s -> new Section(text(s, "title"), text(s, "heading"), lines(s.path("sentences"))));
  }

  /** From {@code sections: [{sec_title, sec_heading, sec_text}]}, as Scribe has it. */
  static LiveNote ofScribe(JsonNode item) {
    return of(
        item,
        item.path("sections"),
        s ->
            new Section(
                text(s, "sec_title"),
                text(s, "sec_heading"),
                plain(text(s, "sec_text").lines().filter(line -> !line.isBlank()))));
  }

  /** From {@code [{title, body: [..]}]}, as Sahl has it. */
  static LiveNote ofSahl(JsonNode summary) {
    return of(
        summary,
        summary,
        s ->
            new Section(text(s, "title"), text(s, "title"), plain(texts(s.path("body")).stream())));
  }

  private interface SectionOf {
    Section read(JsonNode section);
  }

  private static LiveNote of(JsonNode whole, JsonNode sections, SectionOf one) {
    List<Section> all = new ArrayList<>();
    for (JsonNode section : sections) all.add(one.read(section));
    return new LiveNote(all, whole);
  }

  private static List<Line> lines(JsonNode sentences) {
    List<Line> all = new ArrayList<>();
    for (JsonNode s : sentences) all.add(new Line(text(s, "text"), texts(s.path("evidence"))));
    return all;
  }

  private static List<Line> plain(Stream<String> lines) {
    return lines.map(line -> new Line(line, List.of())).toList();
  }

  private static List<String> texts(JsonNode array) {
    List<String> all = new ArrayList<>();
    for (JsonNode one : array) all.add(one.asText());
    return all;
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asText();
  }

  @Override
  public String toString() {
    return "LiveNote" + sections;
  }
}
