package io.auscult.gateway.dialect.sahl;

import io.auscult.events.Callback;
import io.auscult.events.NoteRequest;
import io.auscult.events.Show;
import io.auscult.events.StreamSpec;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.CloseReason;
import io.auscult.gateway.dialect.Dialect;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.Refusal;
import io.auscult.gateway.dialect.Rejection;
import io.auscult.gateway.dialect.Resumed;
import io.auscult.gateway.dialect.SessionPlan;
import io.auscult.gateway.dialect.Speakers;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.gateway.dialect.Vocabulary;
import io.auscult.gateway.dialect.sahl.SahlPhase.Carrier;
import io.auscult.gateway.dialect.sahl.SahlPhase.Ended;
import io.auscult.gateway.dialect.sahl.SahlPhase.Finishing;
import io.auscult.gateway.dialect.sahl.SahlPhase.Streaming;
import io.auscult.gateway.dialect.sahl.SahlPhase.Talk;
import io.auscult.gateway.dialect.sahl.SahlPhase.Waiting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Sahl Listen Summary: base64 audio in, a summary out (conformance §4). */
public final class Sahl implements Dialect<SahlPhase> {
  /** What a token must allow. */
  static final String SCOPE = "listen";

  /** The only subprotocol that is ever selected; the other one offered is the token (K7). */
  static final String SUBPROTOCOL = "listen-protocol";

  /** Some clients mark the token among the subprotocols. */
  private static final String TOKEN_MARK = "jwt-";

  private static final String WAKE_START = "start";
  private static final String WAKE_TOLD = "told/";

  /** SA-09. */
  private static final long START_WITHIN_MS = 30_000;

  /** The same fault comes with every chunk; the client is told so often. */
  private static final long TOLD_EVERY_MS = 10_000;

  /** {@code GET /v1/templates} (SA-08). */
  public static List<String> templates() {
    return SahlTemplates.ALL;
  }

  @Override
  public String name() {
    return "sahl";
  }

  @Override
  public Set<String> paths() {
    return Set.of("/ws/summary");
  }

  @Override
  public Set<String> subprotocols() {
    return Set.of(SUBPROTOCOL);
  }

  @Override
  public List<String> requiredClaims() {
    return List.of("sub", "iat", "exp");
  }

  /** The header wins over the subprotocol, that over {@code ?token=} (K7). */
  @Override
  public Optional<String> token(UpgradeRequest request) {
    return request
        .bearer()
        .or(() -> offered(request.subprotocols()))
        .or(() -> request.parameter("token"))
        .filter(token -> !token.isEmpty());
  }

  private static Optional<String> offered(List<String> subprotocols) {
    return subprotocols.stream()
        .filter(one -> !one.equals(SUBPROTOCOL))
        .map(one -> one.startsWith(TOKEN_MARK) ? one.substring(TOKEN_MARK.length()) : one)
        .findFirst();
  }

  @Override
  public boolean resumesEnded() {
    return true;
  }

  @Override
  public Optional<Refusal> admit(Identity identity, UpgradeRequest request) {
    if (identity.scopes().contains(SCOPE)) return Speakers.refuse(request);
    return Optional.of(
        Refusal.forbidden("scope_insufficient", "The token lacks the scope " + SCOPE + "."));
  }

  @Override
  public boolean forbidsReading(Identity identity) {
    return false;
  }

  @Override
  public Rejection reject(Refusal refusal) {
    return new Rejection(
        refusal.kind().status(),
        SahlFrames.refusal(refusal),
        refusal.kind().closeCode(),
        CloseReason.fit(refusal.reason()));
  }

  @Override
  public Step<SahlPhase> begin(String sessionId, Identity identity, UpgradeRequest request) {
    return Step.to(
        new Waiting(
            talk(sessionId, request),
            Vocabulary.of(request),
            Speakers.of(request).orElse(Speakers.UNKNOWN)),
        new Action.Wake(WAKE_START, START_WITHIN_MS));
  }

  /** A client that starts again as it did before is not told that it need not. */
  @Override
  public Step<SahlPhase> resume(String sessionId, UpgradeRequest request, Resumed resumed) {
    Talk talk = talk(sessionId, request);
    return Step.to(resumed.ended() ? new Finishing(talk) : Streaming.begin(talk, true));
  }

  private static Talk talk(String sessionId, UpgradeRequest request) {
    return Talk.begin(sessionId, request.header("Sec-WebSocket-Key").orElse(""));
  }

  @Override
  public Step<SahlPhase> next(SahlPhase phase, Event event) {
    if (phase instanceof Ended) return Step.to(phase);
    if (event instanceof Event.Said said) return SahlResults.said(phase, said.output());
    if (event instanceof Event.Told told) return SahlNotices.told(phase, told.notice());
    if (phase instanceof Waiting waiting) return waiting(waiting, event);
    if (phase instanceof Streaming streaming) return streaming(streaming, event);
    if (event instanceof Event.Woken woken) return SahlResults.woken(phase, woken.name());
    return Step.to(phase); // whatever a client sends after the end is passed over
  }

  private static Step<SahlPhase> waiting(Waiting phase, Event event) {
    if (event instanceof Event.Woken woken) {
      if (woken.name().equals(WAKE_START)) return neverStarted(phase);
      return Step.to(phase.with(forget(phase.talk(), woken.name())));
    }
    SahlRequest request = request(event);
    if (request instanceof SahlRequest.Start start) {
      return Step.to(Streaming.begin(phase.talk(), false), new Action.Open(plan(start, phase)));
    }
    SahlFault fault =
        request instanceof SahlRequest.Wrong wrong && wrong.fault() != SahlFault.NO_BASE64
            ? wrong.fault()
            : SahlFault.NOT_STARTED;
    Told told = tell(phase.talk(), fault);
    return new Step<>(phase.with(told.talk()), told.actions());
  }

  private static Step<SahlPhase> neverStarted(Waiting phase) {
    SahlFault fault = SahlFault.NEVER_STARTED;
    Talk talk = phase.talk().saying();
    return Step.to(
        new Ended(talk),
        new Action.Send(SahlFrames.error(fault.code(), fault.message(), true, talk.id())),
        new Action.Close(1008, CloseReason.fit(fault.message())));
  }

  /** What the message says of the speakers is nearer than what the URL says. */
  private static SessionPlan plan(SahlRequest.Start start, Waiting phase) {
    return new SessionPlan(
        List.of(StreamSpec.main()),
        start.sampleRate(),
        "en-US",
        "fast",
        start.speakers() == Speakers.UNKNOWN ? phase.speakers() : start.speakers(),
        phase.vocabulary(),
        new NoteRequest(true, start.template(), "auto", "fast"),
        new Show(false, 0, false),
        Callback.NONE,
        OptionalLong.empty(),
        false);
  }

  private static Step<SahlPhase> streaming(Streaming phase, Event event) {
    if (event instanceof Event.Woken woken) {
      return Step.to(phase.with(forget(phase.talk(), woken.name())));
    }
    if (event instanceof Event.AudioRefused refused) return refused(phase, refused.told());
    if (event instanceof Event.Binary binary) return audio(phase, binary.bytes(), "");
    SahlRequest request = request(event);
    if (request instanceof SahlRequest.AudioChunk chunk) {
      return audio(phase, chunk.audio(), chunk.ack());
    } else if (request instanceof SahlRequest.Pause) {
      return Step.to(phase, new Action.Pause());
    } else if (request instanceof SahlRequest.EndTranscript) {
      return Step.to(new Finishing(phase.talk()), new Action.Stop("client_stop"));
    } else if (phase.startable() && isStart(request)) {
      return Step.to(phase.started());
    }
    Told told =
        tell(
            phase.talk(),
            request instanceof SahlRequest.Wrong wrong ? wrong.fault() : SahlFault.ALREADY_STARTED);
    return new Step<>(phase.with(told.talk()), told.actions());
  }

  /** Also one with a template that does not exist: it would change nothing. */
  private static boolean isStart(SahlRequest request) {
    return request instanceof SahlRequest.Start
        || request instanceof SahlRequest.Wrong wrong && wrong.fault().ofStart();
  }

  /**
   * Takes a chunk. Raw PCM that ends within a sample is an error (SA-18), but for its last byte it
   * is audio all the same: the next chunk begins with a sample again.
   */
  private static Step<SahlPhase> audio(Streaming phase, byte[] bytes, String ack) {
    Carrier carrier = isWav(bytes) ? Carrier.WAV : phase.carrier();
    if (carrier != Carrier.RAW || bytes.length % 2 == 0) {
      return Step.to(phase.with(carrier, false), new Action.Audio(0, bytes, ack));
    }
    Told told = tell(phase.talk(), SahlFault.ODD_PCM);
    byte[] whole = Arrays.copyOf(bytes, bytes.length - 1);
    return new Step<>(
        phase.with(told.talk()).with(carrier, true),
        plus(told.actions(), new Action.Audio(0, whole, ack)));
  }

  private static boolean isWav(byte[] bytes) {
    return bytes.length >= 4
        && bytes[0] == 'R'
        && bytes[1] == 'I'
        && bytes[2] == 'F'
        && bytes[3] == 'F';
  }

  /** The session knows itself what was told in the last 10 s. */
  private static Step<SahlPhase> refused(Streaming phase, boolean toldBefore) {
    Streaming next = phase.with(Carrier.FOREIGN, true);
    if (toldBefore || phase.answered()) return Step.to(next);
    Talk talk = phase.talk().saying();
    return Step.to(next.with(talk), error(SahlFault.FOREIGN_AUDIO, talk));
  }

  private static SahlRequest request(Event event) {
    if (event instanceof Event.Text text) return SahlRequest.read(text.json());
    if (event instanceof Event.Binary binary) return new SahlRequest.AudioChunk(binary.bytes(), "");
    return new SahlRequest.Wrong(SahlFault.INVALID_MESSAGE);
  }

  /** What is to be done about a fault, and what is to be remembered of it. */
  private record Told(Talk talk, List<Action> actions) {}

  private static Told tell(Talk talk, SahlFault fault) {
    if (talk.told().contains(fault)) return new Told(talk, List.of());
    Talk next = talk.saying();
    if (fault.alwaysTold()) return new Told(next, List.of(error(fault, next)));
    return new Told(
        next.telling(fault),
        List.of(error(fault, next), new Action.Wake(WAKE_TOLD + fault, TOLD_EVERY_MS)));
  }

  private static Talk forget(Talk talk, String wake) {
    if (!wake.startsWith(WAKE_TOLD)) return talk;
    return talk.forgetting(SahlFault.valueOf(wake.substring(WAKE_TOLD.length())));
  }

  private static Action error(SahlFault fault, Talk talk) {
    return new Action.Send(SahlFrames.error(fault.code(), fault.message(), false, talk.id()));
  }

  private static List<Action> plus(List<Action> first, Action last) {
    return Stream.concat(first.stream(), Stream.of(last)).toList();
  }
}
