package io.auscult.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Sahl Listen: base64 audio, a summary after {@code end_transcript}; the client closes when it has
 * it. The transcript is read by REST.
 */
public final class SahlDialect implements ClientDialect {
  private static final String TEMPLATE = "FAMILY_MEDICINE";

  /** As a browser must send it: without headers. */
  @Override
  public Upgrade upgrade(URI gateway, String token) {
    return new Upgrade(
        Endpoint.socket(gateway, "/ws/summary"),
        Optional.empty(),
        List.of("listen-protocol", token));
  }

  @Override
  public boolean namesSession() {
    return false;
  }

  @Override
  public List<String> hello() {
    return List.of(
        Json.object().put("object", "start").put("summary_template", TEMPLATE).toString());
  }

  @Override
  public Frame audio(byte[] s16le) {
    return new Frame.Text(
        Json.object()
            .put("object", "audio_chunk")
            .put("payload", Base64.getEncoder().encodeToString(s16le))
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
    return Optional.of("{\"object\":\"end_transcript\"}");
  }

  @Override
  public boolean showsItems() {
    return false;
  }

  @Override
  public List<Heard> read(JsonNode frame) {
    return switch (frame.path("object").asText()) {
      case "warning_message", "error_message" ->
          List.of(new Heard.Warned(frame.path("message").asText()));
      case "task_status" -> status(frame);
      default -> List.of();
    };
  }

  private static List<Heard> status(JsonNode m) {
    List<Heard> heard = new ArrayList<>();
    switch (m.path("status").asText()) {
      case "SUCCESS" -> heard.add(new Heard.Written(LiveNote.ofSahl(m.path("summary"))));
      case "FAIL" -> heard.add(new Heard.Warned(m.path("error_msg").asText()));
      default -> {
        return List.of();
      }
    }
    heard.add(new Heard.Finished());
    return heard;
  }
}
