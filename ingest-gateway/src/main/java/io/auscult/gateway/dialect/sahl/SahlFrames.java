package io.auscult.gateway.dialect.sahl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auscult.events.ClinicalNote;
import io.auscult.events.ClinicalNote.Section;
import io.auscult.events.ClinicalNote.Sentence;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What a Sahl client is sent. Every frame is one JSON object with an {@code object}. */
final class SahlFrames {
  /** The vendor's code of a silence. */
  static final String SILENCE = "1007";

  /** Ours, of every other warning. */
  static final String OTHER_WARNING = "1010";

  private SahlFrames() {}

  /** A UUID that is the same for the same parts: rules know no randomness (SA-19). */
  static String id(String... parts) {
    byte[] name = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
  }

  static String ack(JsonNode seqId) {
    return JsonText.write(object("ack").set("seq_id", seqId));
  }

  /**
   * A warning.
   *
   * @param last whether the server ends the session for it
   */
  static String warning(String code, String message, boolean last, String id) {
    return JsonText.write(message("warning_message", code, message, last, id));
  }

  /**
   * An error.
   *
   * @param last whether the server closes after it
   */
  static String error(String code, String message, boolean last, String id) {
    return JsonText.write(message("error_message", code, message, last, id));
  }

  /** A connection that is not taken; {@code error} and {@code reason} are for machines. */
  static String refusal(Refusal refusal) {
    String code = "1" + refusal.kind().status();
    String id = id("refusal", refusal.reason());
    return JsonText.write(
        message("error_message", code, refusal.message(), true, id)
            .put("error", refusal.kind().error())
            .put("reason", refusal.reason()));
  }

  static String transcriptCompleted() {
    return JsonText.write(object("transcript_completed"));
  }

  static String pending() {
    return JsonText.write(status("PENDING"));
  }

  /** The documented client reads {@code data.error_msg || ""}: it is left out here (SA-24). */
  static String success(ClinicalNote note) {
    ObjectNode frame = status("SUCCESS");
    ArrayNode summary = frame.putArray("summary");
    for (Section section : note.sections()) {
      ArrayNode body = summary.addObject().put("title", section.heading()).putArray("body");
      String mark = inPoints(note, section) ? "- " : "";
      for (Sentence sentence : section.sentences()) body.add(mark + sentence.text());
    }
    return JsonText.write(frame);
  }

  static String fail(String why) {
    return JsonText.write(status("FAIL").put("error_msg", why));
  }

  /** As the documented example: one sentence stands alone, several are points (S:100-109). */
  private static boolean inPoints(ClinicalNote note, Section section) {
    if (note.style().equals("bullet")) return true;
    return note.style().equals("auto") && section.sentences().size() > 1;
  }

  private static ObjectNode message(
      String object, String code, String message, boolean last, String id) {
    return object(object)
        .put("code", code)
        .put("message", message)
        .put("is_final", last)
        .put("id", id);
  }

  private static ObjectNode status(String status) {
    return object("task_status").put("status", status);
  }

  private static ObjectNode object(String object) {
    return JsonText.object().put("object", object);
  }
}
