package io.auscult.gateway.dialect.invox;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.audio.Base64Audio;
import java.util.Locale;
import java.util.Optional;

/** What an Invox client sends: {@code {message, messageType}} (IN-20). */
sealed interface InvoxMessage {
  /** Audio, decoded. */
  record Audio(byte[] bytes) implements InvoxMessage {}

  /** The client is there. */
  record Ping() implements InvoxMessage {}

  /**
   * Something else.
   *
   * @param why for people, without content
   */
  record Wrong(String why) implements InvoxMessage {}

  /** Reads a message. Never throws on input. */
  static InvoxMessage of(JsonNode json) {
    String type = json.path("messageType").asText("").strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "audio" -> audio(json);
      case "ping" -> new Ping();
      default -> new Wrong("messageType must be Audio or PING.");
    };
  }

  private static InvoxMessage audio(JsonNode json) {
    String content = text(json, "message");
    // The vendor's type has three s, its client two (K5).
    if (content.isEmpty()) content = text(json, "messsage");
    if (content.isEmpty()) return new Wrong("message must hold audio as base64.");
    Optional<byte[]> bytes = Base64Audio.decode(content);
    if (bytes.isEmpty()) return new Wrong("message is not base64.");
    return bytes.get().length == 0 ? new Wrong("message holds no audio.") : new Audio(bytes.get());
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isTextual() ? value.textValue() : "";
  }
}
