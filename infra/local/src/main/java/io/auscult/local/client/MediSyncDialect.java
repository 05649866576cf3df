package io.auscult.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** MediSync Live: binary audio, finals as they come, the server closes after {@code stop}. */
public final class MediSyncDialect implements ClientDialect {
  @Override
  public Upgrade upgrade(URI gateway, String token) {
    return new Upgrade(Endpoint.socket(gateway, "/ws/transcribe"), Optional.of(token), List.of());
  }

  @Override
  public boolean namesSession() {
    return true;
  }

  @Override
  public List<String> hello() {
    return List.of();
  }

  @Override
  public Frame audio(byte[] s16le) {
    return new Frame.Binary(s16le);
  }

  @Override
  public int longestChunkMs() {
    return 5000;
  }

  @Override
  public boolean acknowledges() {
    return false;
  }

  @Override
  public Optional<String> goodbye() {
    return Optional.of("{\"type\":\"stop\"}");
  }

  @Override
  public boolean showsItems() {
    return true;
  }

  @Override
  public List<Heard> read(JsonNode frame) {
    return switch (frame.path("type").asText()) {
      case "session_init" -> List.of(new Heard.Begun(frame.path("session_id").asText()));
      case "transcription" -> List.of(item(frame));
      case "warning" -> List.of(warning(frame));
      default -> List.of(); // types that a client does not know are for other clients (MS-06)
    };
  }

  private static Heard item(JsonNode m) {
    return new Heard.Item(
        m.path("id").asText(),
        m.path("speaker").asText(),
        Math.round(m.path("start").asDouble() * 1000),
        Math.round(m.path("end").asDouble() * 1000),
        m.path("text").asText(),
        m.path("is_final").asBoolean(true));
  }

  private static Heard warning(JsonNode m) {
    String code = m.path("code").asText();
    return new Heard.Warned(code.isEmpty() ? m.path("message").asText() : code);
  }
}
