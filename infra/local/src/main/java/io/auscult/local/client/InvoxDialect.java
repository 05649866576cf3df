package io.auscult.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Invox Medical: base64 audio, an acknowledgement a frame; closing the socket ends the session, and
 * its transcript goes to the callback. Here it is read by REST.
 */
public final class InvoxDialect implements ClientDialect {
  /** No such host can exist, so that nothing is sent anywhere. */
  public static final URI NOBODY = URI.create("https://callback.invalid/");

  private final URI callback;

  /**
   * Sessions whose transcripts also go to a callback.
   *
   * @param callback where the gateway posts the transcript
   */
  public InvoxDialect(URI callback) {
    this.callback = callback;
  }

  @Override
  public Upgrade upgrade(URI gateway, String token) {
    URI endpoint = Endpoint.socket(gateway, "/");
    String encoded = URLEncoder.encode(callback.toString(), StandardCharsets.UTF_8);
    endpoint = Endpoint.with(endpoint, "callbackUrl", encoded);
    return new Upgrade(Endpoint.with(endpoint, "accessToken", token), Optional.empty(), List.of());
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
    return new Frame.Text(
        Json.object()
            .put("message", Base64.getEncoder().encodeToString(s16le))
            .put("messageType", "AUDIO")
            .toString());
  }

  @Override
  public int longestChunkMs() {
    return 1000;
  }

  @Override
  public boolean acknowledges() {
    return true;
  }

  @Override
  public Optional<String> goodbye() {
    return Optional.empty();
  }

  @Override
  public boolean showsItems() {
    return false;
  }

  @Override
  public List<Heard> read(JsonNode frame) {
    if (frame.has("connectionId")) {
      return List.of(new Heard.Begun(frame.path("connectionId").asText()));
    }
    if (frame.path("audioReceived").asBoolean()) return List.of(new Heard.Acknowledged());
    if (frame.has("errorType")) return List.of(new Heard.Warned(frame.path("message").asText()));
    return List.of();
  }
}
