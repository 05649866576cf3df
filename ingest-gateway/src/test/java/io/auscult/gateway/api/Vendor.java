package io.auscult.gateway.api;

import io.auscult.events.ClinicalNote;
import io.auscult.events.ClinicalNote.Section;
import io.auscult.events.ClinicalNote.Sentence;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionView;
import io.auscult.gateway.OpenGateway;
import io.auscult.gateway.Peer;
import io.auscult.gateway.auth.TokenMint.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** How clients of each dialect come in, set up, and say that they are done. */
enum Vendor {
  MEDISYNC("medisync", "/ws/transcribe?", Kind.MEDISYNC, "", "{\"type\":\"stop\"}", "stop"),
  SCRIBE(
      "scribe",
      "/v1/scribe/server?",
      Kind.SCRIBE_SERVER,
      "{\"object\":\"stream_request\",\"streams\":[{\"id\":\"stream1\",\"speaker\":\"provider\"}]}",
      "{ \"object\": \"stop\"}",
      "stop"),
  INVOX("invox", "/?callbackUrl=http://127.0.0.1:9/cb", Kind.INVOX, "", "", ""),
  SAHL(
      "sahl",
      "/ws/summary?",
      Kind.SAHL,
      "{\"object\":\"start\",\"summary_template\":\"FAMILY_MEDICINE\"}",
      "{\"object\":\"end_transcript\"}",
      "endTranscript");

  private static final ClinicalNote NOTE =
      new ClinicalNote(
          "soap",
          "auto",
          List.of(
              new Section(
                  "SOAP_SUBJECTIVE",
                  "Subjective",
                  List.of(new Sentence("I have had a cough.", List.of("i-0")))),
              new Section(
                  "SOAP_PLAN",
                  "Plan",
                  List.of(new Sentence("No plan was mentioned.", List.of())))));

  final String dialect;
  final String end;

  /** Name of the message that {@link #end} is, in the document. */
  final String endMessage;

  final String setup;
  private final String path;
  private final Kind kind;

  Vendor(String dialect, String path, Kind kind, String setup, String end, String endMessage) {
    this.dialect = dialect;
    this.path = path;
    this.kind = kind;
    this.setup = setup;
    this.end = end;
    this.endMessage = endMessage;
  }

  /** A token that it takes. */
  String token(OpenGateway gateway) {
    return gateway.token(kind, "client");
  }

  /** Connects, with more parameters as {@code &a=b}. */
  Peer connect(OpenGateway gateway, String token, String parameters) throws IOException {
    return gateway.connect(path + parameters, token);
  }

  /** Connects as a browser whose token, an empty one or one of another vendor, is refused. */
  Peer connectInVain(OpenGateway gateway, boolean anyToken) throws IOException {
    Kind other = this == SAHL ? Kind.MEDISYNC : Kind.SAHL;
    String token = anyToken ? gateway.token(other, "client") : "";
    return gateway.connect(path, token, "Origin: http://localhost");
  }

  /** Connects and sets up; the session is open then. */
  Peer open(OpenGateway gateway, String parameters) throws Exception {
    return open(gateway, token(gateway), parameters);
  }

  /** The same with a token of one's own. */
  Peer open(OpenGateway gateway, String token, String parameters) throws Exception {
    Peer peer = connect(gateway, token, parameters);
    if (!setup.isEmpty()) peer.text(setup);
    gateway.awaitOpened(peer.session());
    return peer;
  }

  /** Sends a chunk of audio as this vendor's clients do. */
  void sound(Peer peer, byte[] bytes) {
    String base64 = Base64.getEncoder().encodeToString(bytes);
    switch (this) {
      case MEDISYNC -> peer.binary(bytes);
      case INVOX -> peer.text("{\"message\":\"" + base64 + "\",\"messageType\":\"AUDIO\"}");
      case SAHL ->
          peer.text("{\"object\":\"audio_chunk\",\"payload\":\"" + base64 + "\",\"seq_id\":7}");
      default ->
          peer.text(
              "{\"object\":\"audio_chunk\",\"stream_id\":\"stream1\",\"payload\":\""
                  + base64
                  + "\"}");
    }
  }

  /** Says that no more audio comes. */
  void end(OpenGateway gateway, Peer peer) throws Exception {
    if (end.isEmpty()) {
      peer.close(1000);
    } else {
      peer.text(end);
    }
    gateway.awaitStopped(peer.session());
  }

  /** What the job says at the end of a session in which somebody spoke. */
  void finish(OpenGateway gateway, Peer peer) {
    String session = peer.session();
    gateway.say(item(session, "i-0", 1, true));
    gateway.say(new SessionOutput.TranscriptCompleted(session, 1));
    gateway.say(note(session));
    gateway.say(new SessionOutput.Closed(session, "client_stop"));
    takeLeave(gateway, peer, "SUCCESS");
  }

  /** Sahl's clients have 30 s to read their last status. */
  void takeLeave(OpenGateway gateway, Peer peer, String status) {
    if (this != SAHL) return;
    peer.await(status);
    gateway.advance(Duration.ofSeconds(31));
  }

  static SessionOutput.Item item(String session, String id, int revision, boolean isFinal) {
    return new SessionOutput.Item(
        session,
        id,
        0,
        revision,
        isFinal,
        "main",
        "SPEAKER_0",
        3_264,
        4_800,
        "How are you feeling today?",
        List.of(),
        0.962,
        "estimated",
        "m",
        "en-US",
        1_000);
  }

  static SessionOutput.Note note(String session) {
    return new SessionOutput.Note(session, SessionView.noteId(session), NOTE);
  }
}
