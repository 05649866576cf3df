package io.auscult.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.auscult.gateway.auth.TokenMint.Kind;
import io.auscult.gateway.auth.TokenMint.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Scribe client that shows its handshake. Fails at any frame that is not one JSON object. */
final class ScribeClient implements AutoCloseable {
  static final String SERVER = "/v1/scribe/server";
  static final String ONE =
      "{\"object\":\"stream_request\",\"streams\":[{\"id\":\"room\",\"speaker\":\"unknown\"}]}";
  static final String TWO =
      "{\"object\":\"stream_request\",\"streams\":[{\"id\":\"p\",\"speaker\":\"provider\"},"
          + "{\"id\":\"q\",\"speaker\":\"patient\"}]}";
  static final String STOP = "{\"object\":\"stop\"}";

  private static final JsonMapper JSON = new JsonMapper();

  private final RawSocket socket;

  private ScribeClient(RawSocket socket) {
    this.socket = socket;
  }

  /** Connects to the Server API with a token of somebody new. */
  static ScribeClient open(Running auscult) throws Exception {
    return open(auscult, SERVER, token(auscult, Kind.SCRIBE_SERVER, Duration.ofHours(8)));
  }

  /** The same, set up. */
  static ScribeClient open(Running auscult, String streamRequest) throws Exception {
    ScribeClient client = open(auscult);
    client.text(streamRequest);
    return client;
  }

  static ScribeClient open(Running auscult, String path, String token) throws Exception {
    return handshake(auscult, path, 0, "Authorization: Bearer " + token);
  }

  static ScribeClient handshake(Running auscult, String path, int buffer, String... headers)
      throws Exception {
    return new ScribeClient(RawSocket.open(auscult.gateway.port(), path, buffer, headers));
  }

  /** A token of somebody new. */
  static String token(Running auscult, Kind kind, Duration lifetime) {
    return auscult
        .mint()
        .mint(
            new Order(
                kind,
                UUID.randomUUID().toString(),
                "clinic",
                "",
                Optional.empty(),
                lifetime,
                Optional.empty()));
  }

  int status() {
    return Integer.parseInt(socket.response.substring(9, 12));
  }

  /** A header of the handshake's answer. */
  Optional<String> header(String name) {
    Matcher line =
        Pattern.compile("(?im)^" + Pattern.quote(name) + ": *(.*?) *$").matcher(socket.response);
    return line.find() ? Optional.of(line.group(1)) : Optional.empty();
  }

  String sessionId() {
    return header("X-Session-Id").orElseThrow();
  }

  void text(String text) throws IOException {
    socket.send(1, true, text.getBytes(StandardCharsets.UTF_8));
  }

  void binary(byte[] bytes) throws IOException {
    socket.send(2, true, bytes);
  }

  void chunk(String stream, byte[] audio) throws IOException {
    chunk(stream, Base64.getEncoder().encodeToString(audio));
  }

  void chunk(String stream, String payload) throws IOException {
    text(
        JSON.createObjectNode()
            .put("object", "audio_chunk")
            .put("payload", payload)
            .put("stream_id", stream)
            .toString());
  }

  /** Sends a Close, or answers one. */
  void close(int code) throws IOException {
    socket.send(8, true, new byte[] {(byte) (code >> 8), (byte) code});
  }

  /** The next frame. */
  JsonNode next() throws IOException {
    RawSocket.Frame frame = read();
    if (frame == null || frame.opcode() != 1) {
      throw new AssertionError(
          frame == null ? "the connection is over" : "closed with " + frame.closeCode());
    }
    JsonNode json = JSON.readTree(frame.text());
    if (!json.isObject()) throw new AssertionError("no JSON object");
    return json;
  }

  /** The next frame, which must be an error of this code. */
  JsonNode error(String code) throws IOException {
    JsonNode frame = next();
    if (!frame.path("object").asText().equals("error_msg")
        || !frame.path("code").asText().equals(code)) {
      throw new AssertionError("expected error " + code + " but " + frame);
    }
    return frame;
  }

  /** The code of the Close, which must be the next frame. */
  int closed() throws IOException {
    RawSocket.Frame frame = read();
    if (frame == null || frame.opcode() != 8) {
      throw new AssertionError(frame == null ? "closed without a code" : frame.text());
    }
    return frame.closeCode();
  }

  /** Nothing but what has been read was sent so far: the next frame answers this message. */
  void assertQuiet() throws IOException {
    text("{\"object\":\"anything else?\"}");
    error("unknown_object");
  }

  private RawSocket.Frame read() throws IOException {
    RawSocket.Frame frame = socket.read();
    while (frame != null && (frame.opcode() == 9 || frame.opcode() == 10)) frame = socket.read();
    return frame;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
