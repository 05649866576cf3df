package io.auscult.gateway.dialect.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auscult.events.SessionOutput.Item;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.Refusal;

/** What Dictaphone clients send and are sent, as JSON. */
final class DictaphoneFrames {
  private DictaphoneFrames() {}

  /** Whether the client says that no more audio comes. */
  static boolean isDone(JsonNode frame) {
    return frame.path("cmd").asText().equals("done");
  }

  static String ready(String sessionId) {
    return JsonText.write(event("ready").put("session", sessionId));
  }

  /** One line of text, counted from 1; the number is the item's, so a replay changes nothing. */
  static String line(Item item) {
    return JsonText.write(
        event("line")
            .put("n", item.ordinal() + 1)
            .put("at", item.startMs())
            .put("text", item.text()));
  }

  static String trouble(String code, String message) {
    return JsonText.write(event("trouble").put("code", code).put("message", message));
  }

  static String refused(Refusal refusal) {
    return JsonText.write(
        event("refused").put("reason", refusal.reason()).put("message", refusal.message()));
  }

  private static ObjectNode event(String name) {
    return JsonText.object().put("event", name);
  }
}
