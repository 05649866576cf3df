package io.auscult.gateway.dialect.scribe;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.audio.Base64Audio;
import io.auscult.events.SessionOutput;
import io.auscult.events.StreamSpec;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.auth.Reason;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.CloseReason;
import io.auscult.gateway.dialect.Dialect;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.Refusal;
import io.auscult.gateway.dialect.Rejection;
import io.auscult.gateway.dialect.Resumed;
import io.auscult.gateway.dialect.Speakers;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.gateway.dialect.Vocabulary;
import io.auscult.gateway.dialect.scribe.ScribePhase.Ended;
import io.auscult.gateway.dialect.scribe.ScribePhase.Finishing;
import io.auscult.gateway.dialect.scribe.ScribePhase.Greeting;
import io.auscult.gateway.dialect.scribe.ScribePhase.Listening;
import io.auscult.gateway.dialect.scribe.ScribePhase.Shown;
import io.auscult.gateway.dialect.scribe.ScribePhase.Wishes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Scribe STREAM API: JSON text both ways, base64 audio of several streams, partials and finals, a
 * note at the end (conformance §2).
 */
public final class Scribe implements Dialect<ScribePhase> {
  static final String SERVER_PATH = "/v1/scribe/server";
  static final String USER_PATH = "/v1/scribe/user";
  static final String ANY_PATH = "/stream";
  static final String SERVER_SCOPE = "scribe:server";
  static final String USER_SCOPE = "scribe:user";

  static final String PROTOCOL = "copilot-listen-protocol";
  private static final String TOKEN_PROTOCOL = "jwt-";

  /** Tokens of people's front-ends are short-lived (DI-01). */
  private static final long USER_TOKEN_MS = 24 * 3_600_000L;

  private static final String REQUEST_DUE = "stream_request";
  private static final long REQUEST_WITHIN_MS = 10_000;

  @Override
  public String name() {
    return "scribe";
  }

  @Override
  public Set<String> paths() {
    return Set.of(SERVER_PATH, USER_PATH, ANY_PATH);
  }

  @Override
  public Set<String> subprotocols() {
    return Set.of(PROTOCOL);
  }

  @Override
  public List<String> requiredClaims() {
    return List.of("sub", "iat", "exp");
  }

  /** The header wins over a subprotocol {@code jwt-…} (DI-02), that over {@code ?token=}. */
  @Override
  public Optional<String> token(UpgradeRequest request) {
    return request
        .bearer()
        .or(
            () ->
                request.subprotocols().stream()
                    .filter(offered -> offered.startsWith(TOKEN_PROTOCOL))
                    .map(offered -> offered.substring(TOKEN_PROTOCOL.length()))
                    .findFirst())
        .or(() -> request.parameter("token"))
        .filter(token -> !token.isEmpty());
  }

  @Override
  public Optional<Refusal> admit(Identity identity, UpgradeRequest request) {
    boolean server = identity.scopes().contains(SERVER_SCOPE);
    boolean user = identity.scopes().contains(USER_SCOPE);
    boolean shortLived = identity.expiresAtMs() - identity.issuedAtMs() <= USER_TOKEN_MS;
    String path = request.path();
    if (server && !path.equals(USER_PATH)) return Speakers.refuse(request);
    if (user && !path.equals(SERVER_PATH)) {
      if (shortLived) return Speakers.refuse(request);
      return Optional.of(
          Refusal.forbidden(
              "token_lifetime", "Tokens of the User API must not live longer than 24 h."));
    }
    String scope =
        switch (path) {
          case SERVER_PATH -> SERVER_SCOPE;
          case USER_PATH -> USER_SCOPE;
          default -> SERVER_SCOPE + " or " + USER_SCOPE;
        };
    return Optional.of(Refusal.forbidden("scope_insufficient", "The token lacks " + scope + "."));
  }

  /** Either surface shows what was said to whoever sent the audio. */
  @Override
  public boolean forbidsReading(Identity identity) {
    return false;
  }

  /** A client may fetch the note after its connection broke. */
  @Override
  public boolean resumesEnded() {
    return true;
  }

  @Override
  public Rejection reject(Refusal refusal) {
    String reason =
        refusal.reason().equals(Reason.MISSING.code())
            ? refusal.reason() + ": missing token; browsers must use subprotocol jwt-<token>"
            : refusal.reason();
    return new Rejection(
        refusal.kind().status(),
        ScribeFrames.error(refusal),
        refusal.kind().closeCode(),
        CloseReason.fit(reason));
  }

  /** Says nothing: the list of what a server sends is closed (DI-17). */
  @Override
  public Step<ScribePhase> begin(String sessionId, Identity identity, UpgradeRequest request) {
    return Step.to(new Greeting(wishes(request)), waitForRequest());
  }

  @Override
  public Step<ScribePhase> resume(String sessionId, UpgradeRequest request, Resumed resumed) {
    List<StreamSpec> streams = resumed.setup().streams();
    Shown shown =
        new Shown(streams, resumed.setup().show().items(), wishes(request).distinctNote(), false);
    return Step.to(
        resumed.ended()
            ? new Finishing(shown)
            : new Listening(shown, Chunks.of(streams.size(), resumed.setup().sampleRate()), true));
  }

  @Override
  public Step<ScribePhase> next(ScribePhase phase, Event event) {
    if (phase instanceof Ended) return Step.to(phase);
    if (event instanceof Event.Told told) return told(phase, told.notice());
    if (phase instanceof Greeting greeting) return greeting(greeting, event);
    if (phase instanceof Listening listening) return listening(listening, event);
    Finishing finishing = (Finishing) phase;
    // Whatever the client sends after the stop is passed over (DI-46).
    return event instanceof Event.Said said
        ? said(finishing, finishing.shown(), said.output())
        : Step.to(phase);
  }

  private static Step<ScribePhase> greeting(Greeting phase, Event event) {
    if (event instanceof Event.Woken woken && woken.name().equals(REQUEST_DUE)) {
      String message = "No stream_request came within 10 s.";
      return Step.to(
          new Ended(),
          error("request_timeout", message),
          new Action.Close(1008, CloseReason.fit(message)));
    }
    if (event instanceof Event.BadText bad) return Step.to(phase, badText(bad));
    if (event instanceof Event.Binary) return Step.to(phase, tooEarly());
    if (!(event instanceof Event.Text text)) return Step.to(phase);
    ScribeFrame frame = ScribeFrame.read(text.json());
    if (frame instanceof ScribeFrame.Wrong wrong) {
      return Step.to(phase, error(wrong.code(), wrong.message()));
    }
    if (!(frame instanceof ScribeFrame.Request asked)) return Step.to(phase, tooEarly());
    StreamRequest.Read read = StreamRequest.read(asked.json(), phase.wishes().strictObjects());
    if (read instanceof StreamRequest.Read.Wrong wrong) {
      // Time to send a better one (DI-16).
      return Step.to(phase, error("invalid_value", wrong.reason()), waitForRequest());
    }
    StreamRequest request = ((StreamRequest.Read.Good) read).request();
    return Step.to(
        new Listening(
            new Shown(
                request.streams(), request.transcript(), phase.wishes().distinctNote(), false),
            Chunks.of(request.streams().size(), request.sampleRate()),
            false),
        new Action.Open(request.plan(phase.wishes())));
  }

  private static Step<ScribePhase> listening(Listening phase, Event event) {
    if (event instanceof Event.Text text) return text(phase, text.json());
    if (event instanceof Event.Binary binary) {
      if (phase.shown().streams().size() == 1) return audio(phase, 0, binary.bytes());
      return Step.to(
          phase, error("unknown_stream", "A binary message does not say which stream it is of."));
    }
    if (event instanceof Event.BadText bad) return Step.to(phase, badText(bad));
    if (event instanceof Event.AudioRefused refused) {
      return refused.told()
          ? Step.to(phase)
          : Step.to(phase, error(refused.code(), refused.message()));
    }
    if (event instanceof Event.Woken woken) {
      return Step.to(
          new Listening(phase.shown(), phase.chunks().forget(woken.name()), phase.again()));
    }
    if (event instanceof Event.Said said) return said(phase, phase.shown(), said.output());
    return Step.to(phase);
  }

  private static Step<ScribePhase> text(Listening phase, JsonNode json) {
    ScribeFrame frame = ScribeFrame.read(json);
    if (frame instanceof ScribeFrame.Chunk chunk) return chunk(phase, chunk);
    if (frame instanceof ScribeFrame.Stop) {
      return Step.to(new Finishing(phase.shown()), new Action.Stop("client_stop"));
    }
    if (frame instanceof ScribeFrame.Request asked) return requestedAgain(phase, asked.json());
    ScribeFrame.Wrong wrong = (ScribeFrame.Wrong) frame;
    return Step.to(phase, error(wrong.code(), wrong.message()));
  }

  private static Step<ScribePhase> chunk(Listening phase, ScribeFrame.Chunk chunk) {
    OptionalInt stream = stream(phase.shown().streams(), chunk.streamId());
    if (stream.isEmpty()) {
      return Step.to(
          phase, error("unknown_stream", "stream_id names no stream of the stream_request."));
    }
    Optional<byte[]> audio = Base64Audio.decode(chunk.payload());
    if (audio.isEmpty()) {
      return Step.to(phase, error("invalid_payload", "payload is not base64."));
    }
    return audio(phase, stream.getAsInt(), audio.get());
  }

  private static Step<ScribePhase> audio(Listening phase, int stream, byte[] bytes) {
    if (bytes.length == 0) {
      return Step.to(phase, error("missing_field", "The message holds no audio."));
    }
    Chunks.Taken taken = phase.chunks().take(stream, bytes);
    return new Step<>(new Listening(phase.shown(), taken.next(), phase.again()), taken.actions());
  }

  /** With one stream every name means it: the documented examples disagree on theirs (DI-24). */
  private static OptionalInt stream(List<StreamSpec> streams, String id) {
    if (streams.size() == 1) return OptionalInt.of(0);
    for (int i = 0; i < streams.size(); i++) {
      if (streams.get(i).id().equals(id)) return OptionalInt.of(i);
    }
    return OptionalInt.empty();
  }

  /** A client that came back says who it is as it always does; anything else comes too late. */
  private static Step<ScribePhase> requestedAgain(Listening phase, JsonNode json) {
    boolean same =
        phase.again()
            && StreamRequest.read(json, false) instanceof StreamRequest.Read.Good good
            && good.request().sampleRate() == phase.chunks().sampleRate()
            && good.request().streams().equals(phase.shown().streams());
    if (same) return Step.to(new Listening(phase.shown(), phase.chunks(), false));
    return Step.to(
        phase,
        error(
            "already_configured",
            "The session is set up already; this stream_request changes nothing."));
  }

  private static Step<ScribePhase> said(ScribePhase phase, Shown shown, SessionOutput output) {
    if (output instanceof SessionOutput.Item item) {
      if (!shown.items()) return Step.to(phase);
      String frame = ScribeFrames.transcript(item, speaker(shown, item));
      return Step.to(phase, new Action.Send(frame, item.isFinal() ? "" : item.id()));
    }
    if (output instanceof SessionOutput.Remaining remaining) {
      Action send = new Action.Send(ScribeFrames.remaining(remaining.seconds()));
      if (remaining.seconds() > 0 || phase instanceof Finishing) return Step.to(phase, send);
      // The job has stopped by itself (DI-63); what still comes in is beyond the limit.
      return Step.to(new Finishing(shown), send, new Action.Stop("duration_limit"));
    }
    if (output instanceof SessionOutput.Failure failure) {
      return Step.to(phase, error(failure.code(), failure.message()));
    }
    if (output instanceof SessionOutput.TranscriptCompleted completed) {
      return completed.items() > 0
          ? Step.to(phase)
          : Step.to(phase, error("no_speech", "no speech detected"));
    }
    if (output instanceof SessionOutput.Note note) {
      String frame = ScribeFrames.note(note.id(), note.note(), shown.distinctNote());
      return Step.to(phase, new Action.Send(frame));
    }
    if (output instanceof SessionOutput.NoteFailed failed) {
      return Step.to(new Finishing(shown.withoutNote()), error(failed.code(), failed.message()));
    }
    if (output instanceof SessionOutput.Closed closed) return closed(shown, closed.reason());
    return Step.to(phase); // warnings of silence and the like are not in the list of this API
  }

  private static Step<ScribePhase> closed(Shown shown, String reason) {
    return Step.to(
        new Ended(),
        new Action.Stop(reason),
        shown.noteFailed()
            ? new Action.Close(1011, "the note could not be written")
            : new Action.Close(1000, CloseReason.fit("session ended: " + reason)));
  }

  /** A speaker who was named keeps the name; others have their role once it is sure. */
  private static String speaker(Shown shown, SessionOutput.Item item) {
    for (StreamSpec stream : shown.streams()) {
      if (stream.id().equals(item.stream()) && !stream.speaker().isEmpty()) return stream.speaker();
    }
    return item.role().isEmpty() ? StreamRequest.UNKNOWN : item.role();
  }

  private static Step<ScribePhase> told(ScribePhase phase, Notice notice) {
    Action error = error(notice.code(), notice.message());
    return switch (notice) {
      case DEGRADED, OVER_RATE, TOKEN_EXPIRING -> Step.to(phase, error);
      // Another gateway goes on with the session, so it is not stopped (K9).
      case DRAINING ->
          Step.to(new Ended(), error, new Action.Close(1012, CloseReason.fit(notice.message())));
      case TOKEN_REVOKED, TOKEN_EXPIRED -> ended(notice, error, 1008);
      case RATE_EXCEEDED -> ended(notice, error, 1013);
      case FRAME_TOO_BIG -> ended(notice, error, 1009);
      // Going away: the client broke no rule and is not asked to try again, as 1008 or 1013 would.
      case IDLE -> ended(notice, error, 1001);
      case ERASED -> ended(notice, error, 1000);
      case LATE -> ended(notice, error, 1011);
      case SLOW_READER ->
          Step.to(
              new Ended(),
              new Action.Stop(notice.code()),
              new Action.CloseNow(1013, notice.message()));
      case INTERNAL ->
          Step.to(
              new Ended(),
              new Action.Stop(notice.code()),
              new Action.CloseNow(1011, notice.message()));
    };
  }

  private static Step<ScribePhase> ended(Notice notice, Action error, int code) {
    return Step.to(
        new Ended(),
        error,
        new Action.Stop(notice.code()),
        new Action.Close(code, CloseReason.fit(notice.message())));
  }

  private static Wishes wishes(UpgradeRequest request) {
    return new Wishes(
        request.parameter("strict_output_objects").filter("true"::equals).isPresent(),
        request.parameter("note_object").filter("note"::equals).isPresent(),
        Vocabulary.of(request),
        Speakers.of(request).orElse(Speakers.UNKNOWN));
  }

  private static Action waitForRequest() {
    return new Action.Wake(REQUEST_DUE, REQUEST_WITHIN_MS);
  }

  private static Action tooEarly() {
    return error(
        "not_configured", "The first message must be a stream_request; this one was thrown away.");
  }

  private static Action badText(Event.BadText bad) {
    return error("invalid_json", "The message is " + bad.why() + ".");
  }

  private static Action error(String code, String message) {
    return new Action.Send(ScribeFrames.error(code, message));
  }
}
