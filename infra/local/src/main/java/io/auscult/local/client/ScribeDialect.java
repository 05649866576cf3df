package io.auscult.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Scribe STREAM API: base64 audio of one mixed stream, partials that grow under one id, the note
 * after {@code stop}, then the server closes.
 */
public final class ScribeDialect implements ClientDialect {
  private static final String STREAM = "room";

  private final String path;

  private ScribeDialect(String path) {
    this.path = path;
  }

  /** The surface for backends. */
  public static ScribeDialect server() {
    return new ScribeDialect("/v1/scribe/server");
  }

  /** The surface for front-ends. */
  public static ScribeDialect user() {
    return new ScribeDialect("/v1/scribe/user");
  }

  @Override
  public Upgrade upgrade(URI gateway, String token) {
    return new Upgrade(Endpoint.socket(gateway, path), Optional.of(token), List.of());
  }

  @Override
  public boolean namesSession() {
    return false;
  }

  @Override
  public List<String> hello() {
    ObjectNode request = Json.object().put("object", "stream_request");
    request.putArray("output_objects").add("transcript").add("note");
    // One microphone in the room: who speaks is for the server to tell.
    request.putArray("streams").addObject().put("id", STREAM).put("speaker", "unknown");
    request.put("sample_rate", LiveClient.SAMPLE_RATE).put("language", "en-US");
    return List.of(request.toString());
  }

  @Override
  public Frame audio(byte[] s16le) {
    return new Frame.Text(
        Json.object()
            .put("object", "audio_chunk")
            .put("payload", Base64.getEncoder().encodeToString(s16le))
            .put("stream_id", STREAM)
            .toString());
  }

  @Override
  public int longestChunkMs() {
    return 1000;
  }

  @Override
  public boolean acknowledges() {
    return false;
  }

  @Override
  public Optional<String> goodbye() {
    return Optional.of("{\"object\":\"stop\"}");
  }

  @Override
  public boolean showsItems() {
    return true;
  }

  @Override
  public List<Heard> read(JsonNode frame) {
    return switch (frame.path("object").asText()) {
      case "transcript_item" -> List.of(itemOrNote(frame));
      case "duration_limit" -> List.of(new Heard.Remaining(frame.path("remaining_sec").asInt()));
      case "error_msg" -> List.of(new Heard.Warned(frame.path("message").asText()));
      default -> List.of();
    };
  }

  /** A note is a {@code transcript_item} too: its sections give it away (K3). */
  private static Heard itemOrNote(JsonNode m) {
    if (m.has("sections")) return new Heard.Written(LiveNote.ofScribe(m));
    return new Heard.Item(
        m.path("id").asText(),
        m.path("speaker").asText(),
        m.path("start_offset_ms").asLong(),
        m.path("end_offset_ms").asLong(),
        m.path("text").asText(),
        m.path("is_final").asBoolean());
  }
}
