package io.auscult.gateway.dialect.scribe;

import com.fasterxml.jackson.databind.JsonNode;

/** A message from a client, told by its {@code object}. */
sealed interface ScribeFrame {
  /** {@code stream_request}; its fields are not looked at yet. */
  record Request(JsonNode json) implements ScribeFrame {}

  /** {@code audio_chunk}; both texts are there and not empty. */
  record Chunk(String streamId, String payload) implements ScribeFrame {
    @Override
    public String toString() {
      return "Chunk[" + payload.length() + " characters]";
    }
  }

  /** {@code stop}. */
  record Stop() implements ScribeFrame {}

  /**
   * Nothing of that kind.
   *
   * @param message for people, without content
   */
  record Wrong(String code, String message) implements ScribeFrame {}

  /** The message in a JSON object. */
  static ScribeFrame read(JsonNode json) {
    return switch (text(json, "object")) {
      case "stream_request" -> new Request(json);
      case "audio_chunk" -> chunk(json);
      case "stop" -> new Stop();
      case "" -> new Wrong("missing_field", "object is missing.");
      default -> new Wrong("unknown_object", "object must be stream_request, audio_chunk or stop.");
    };
  }

  private static ScribeFrame chunk(JsonNode json) {
    String streamId = text(json, "stream_id");
    if (streamId.isBlank()) return missing("stream_id");
    String payload = text(json, "payload");
    if (payload.isBlank()) return missing("payload");
    return new Chunk(streamId, payload);
  }

  private static ScribeFrame missing(String field) {
    return new Wrong("missing_field", field + " of the audio_chunk is missing or empty.");
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isTextual() ? value.textValue() : "";
  }
}
