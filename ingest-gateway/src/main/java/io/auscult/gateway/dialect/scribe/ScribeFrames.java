package io.auscult.gateway.dialect.scribe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auscult.events.ClinicalNote;
import io.auscult.events.ClinicalNote.Section;
import io.auscult.events.ClinicalNote.Sentence;
import io.auscult.events.SessionOutput.Item;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.Refusal;
import java.util.stream.Collectors;

/** What a Scribe client is sent. Every frame is one JSON object with an {@code object}. */
final class ScribeFrames {
  /** More sentences than this in any section read better as points. */
  private static final int LONGEST_PARAGRAPH = 3;

  private ScribeFrames() {}

  /** The documented fields and no others (DI-30); times in milliseconds. */
  static String transcript(Item item, String speaker) {
    return JsonText.write(
        typed("transcript_item")
            .put("id", item.id())
            .put("text", item.text())
            .put("speaker", speaker)
            .put("start_offset_ms", item.startMs())
            .put("end_offset_ms", item.endMs())
            .put("is_final", item.isFinal()));
  }

  /**
   * The note. Told from a transcript item by its sections and by having no text; {@code kind} and
   * {@code evidence} are ours (K3, DI-42).
   *
   * @param distinct {@code object} is {@code note}
   */
  static String note(String id, ClinicalNote note, boolean distinct) {
    ObjectNode frame =
        typed(distinct ? "note" : "transcript_item")
            .put("id", id)
            .put("is_final", true)
            .put("kind", "clinical_note");
    boolean points = isInPoints(note);
    ArrayNode sections = frame.putArray("sections");
    for (Section section : note.sections()) {
      ObjectNode one =
          sections
              .addObject()
              .put("sec_title", section.title())
              .put("sec_heading", section.heading())
              .put("sec_text", text(section, points));
      ArrayNode evidence = one.putArray("evidence");
      section.sentences().stream()
          .flatMap(sentence -> sentence.evidence().stream())
          .distinct()
          .forEach(evidence::add);
    }
    return JsonText.write(frame);
  }

  static String remaining(int seconds) {
    return JsonText.write(typed("duration_limit").put("remaining_sec", seconds));
  }

  /** {@code code} is ours (DI-64). */
  static String error(String code, String message) {
    return JsonText.write(typed("error_msg").put("message", message).put("code", code));
  }

  static String error(Refusal refusal) {
    return JsonText.write(
        typed("error_msg")
            .put("message", refusal.message())
            .put("code", refusal.reason())
            .put("error", refusal.kind().error())
            .put("reason", refusal.reason()));
  }

  /** {@code auto} sets the whole note in points as soon as one section is long. */
  private static boolean isInPoints(ClinicalNote note) {
    return switch (note.style()) {
      case "bullet" -> true;
      case "auto" ->
          note.sections().stream().anyMatch(s -> s.sentences().size() > LONGEST_PARAGRAPH);
      default -> false;
    };
  }

  private static String text(Section section, boolean points) {
    return section.sentences().stream()
        .map(Sentence::text)
        .map(text -> points ? "- " + text : text)
        .collect(Collectors.joining(points ? "\n" : " "));
  }

  private static ObjectNode typed(String object) {
    return JsonText.object().put("object", object);
  }
}
