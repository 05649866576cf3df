package io.auscult.gateway.dialect.invox;

import io.auscult.events.Callback;
import io.auscult.events.NoteRequest;
import io.auscult.events.SessionOutput;
import io.auscult.events.Show;
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
import io.auscult.gateway.dialect.SessionPlan;
import io.auscult.gateway.dialect.Speakers;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.gateway.dialect.Vocabulary;
import io.auscult.gateway.dialect.invox.InvoxPhase.Ended;
import io.auscult.gateway.dialect.invox.InvoxPhase.Listening;
import io.auscult.settings.Application;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Invox Medical streaming: audio as base64 in JSON, a receipt for every message in its order, and
 * the transcript by callback when the connection is over (conformance §3).
 */
public final class Invox implements Dialect<InvoxPhase> {
  private static final int SAMPLE_RATE = 16_000;

  /** A callback is not to wait longer for a client that broke off (IN-51). */
  private static final int MAX_RESUME_S = 30;

  /** Transcripts travel by callback, not over the socket (IN-31). */
  private static final Show NOTHING = new Show(false, 0, false);

  private final Applications applications;
  private final CallbackCheck check;

  /**
   * The dialect of these applications.
   *
   * @param check where results may be sent
   */
  public Invox(List<Application> applications, CallbackCheck check) {
    this.applications = new Applications(applications);
    this.check = check;
  }

  @Override
  public String name() {
    return "invox";
  }

  @Override
  public Set<String> paths() {
    return Set.of("/", "/invox");
  }

  @Override
  public Set<String> subprotocols() {
    return Set.of();
  }

  @Override
  public List<String> requiredClaims() {
    return List.of("sub", "iat", "exp");
  }

  /** The header wins over {@code ?accessToken=}, as with the other dialects. */
  @Override
  public Optional<String> token(UpgradeRequest request) {
    return request
        .bearer()
        .or(() -> request.parameter("accessToken"))
        .filter(token -> !token.isEmpty());
  }

  @Override
  public Identity represents(Identity identity) {
    return applications.represented(identity);
  }

  /** The host of a callback is looked up. */
  @Override
  public boolean admitBlocks() {
    return true;
  }

  /** 401, then 403, then 400: strangers learn nothing of parameters (IN-10). */
  @Override
  public Optional<Refusal> admit(Identity identity, UpgradeRequest request) {
    Optional<Application> application = applications.named(identity);
    if (application.isEmpty()) return Optional.of(Refusal.unauthorized(Reason.claim("app_id")));
    if (!identity.scopes().contains(Applications.PERMISSION)) {
      return Optional.of(
          Refusal.forbidden(
              "scope_insufficient", "The token lacks " + Applications.PERMISSION + "."));
    }
    if (!application.get().permissions().contains(Applications.PERMISSION)) {
      return Optional.of(
          Refusal.forbidden(
              "application_permission", "The application lacks " + Applications.PERMISSION + "."));
    }
    if (resumeSeconds(request).isEmpty()) {
      return Optional.of(
          Refusal.badRequest(
              "resume", "resume must be whole seconds from 0 to " + MAX_RESUME_S + "."));
    }
    Optional<Refusal> speakers = Speakers.refuse(request);
    if (speakers.isPresent()) return speakers;
    // Who comes back to a session has said where its results go.
    return request.resumes().isPresent() ? Optional.empty() : callback(request);
  }

  private Optional<Refusal> callback(UpgradeRequest request) {
    String url = callbackUrl(request);
    if (url.isEmpty()) {
      return Optional.of(
          Refusal.badRequest(
              InvoxFrames.CALLBACK_MISSING, "callbackUrl is needed: the transcript goes there."));
    }
    return check
        .refuses(url)
        .map(why -> Refusal.badRequest("callback_refused", "callbackUrl is refused: " + why + "."));
  }

  /** Whoever may transcribe may fetch what was said (IN-50). */
  @Override
  public boolean forbidsReading(Identity identity) {
    return false;
  }

  @Override
  public Rejection reject(Refusal refusal) {
    return new Rejection(
        refusal.kind().status(),
        InvoxFrames.refusal(refusal),
        refusal.kind().closeCode(),
        CloseReason.fit(refusal.reason()));
  }

  @Override
  public Step<InvoxPhase> begin(String sessionId, Identity identity, UpgradeRequest request) {
    String appId = applications.named(identity).map(Application::appId).orElse("");
    SessionPlan plan =
        new SessionPlan(
            List.of(StreamSpec.main()),
            SAMPLE_RATE,
            "en-US",
            "fast",
            Speakers.of(request).orElse(Speakers.UNKNOWN),
            Vocabulary.of(request),
            NoteRequest.NONE,
            NOTHING,
            new Callback(callbackUrl(request), appId),
            OptionalLong.of(resumeSeconds(request).orElse(0) * 1_000L),
            false);
    return Step.to(
        new Listening(Heard.NOTHING),
        new Action.Send(InvoxFrames.connected(sessionId)),
        new Action.Open(plan));
  }

  /** The same id again tells the client that it is still the same connection to the callback. */
  @Override
  public Step<InvoxPhase> resume(String sessionId, UpgradeRequest request, Resumed resumed) {
    return Step.to(new Listening(Heard.NOTHING), new Action.Send(InvoxFrames.connected(sessionId)));
  }

  @Override
  public Step<InvoxPhase> next(InvoxPhase phase, Event event) {
    if (!(phase instanceof Listening listening)) return Step.to(phase);
    if (event instanceof Event.Text text) return message(listening, InvoxMessage.of(text.json()));
    if (event instanceof Event.BadText bad) {
      return Step.to(phase, wrong("The message is " + bad.why() + "."));
    }
    if (event instanceof Event.Binary) {
      return Step.to(phase, wrong("Audio comes as base64 in JSON, not in binary messages."));
    }
    if (event instanceof Event.AudioRefused refused) {
      // Told or not: every message has its answer.
      return Step.to(new Listening(listening.heard().withoutLast()), wrong(refused.message()));
    }
    if (event instanceof Event.Said said && said.output() instanceof SessionOutput.Closed closed) {
      return Step.to(
          new Ended(),
          new Action.Stop(closed.reason()),
          new Action.Close(1000, CloseReason.fit("session ended: " + closed.reason())));
    }
    if (event instanceof Event.Told told) return told(phase, told.notice());
    return Step.to(phase); // what was said comes by callback
  }

  private static Step<InvoxPhase> message(Listening phase, InvoxMessage message) {
    if (message instanceof InvoxMessage.Audio audio) {
      Heard heard = phase.heard().and(audio.bytes());
      return Step.to(
          new Listening(heard), new Action.Audio(0, audio.bytes(), InvoxFrames.received(heard)));
    }
    if (message instanceof InvoxMessage.Wrong wrong) return Step.to(phase, wrong(wrong.why()));
    return Step.to(phase, new Action.Receipt(InvoxFrames.pong()));
  }

  private static Step<InvoxPhase> told(InvoxPhase phase, Notice notice) {
    return switch (notice) {
      case DEGRADED, OVER_RATE, TOKEN_EXPIRING -> Step.to(phase); // no frame of this API says so
      // No Stop: where ?resume= was asked for the client goes on elsewhere (K9, IN-51).
      case DRAINING -> Step.to(new Ended(), close(1012, notice));
      case TOKEN_REVOKED, TOKEN_EXPIRED -> ended(notice, close(1002, notice));
      case RATE_EXCEEDED -> ended(notice, close(1013, notice));
      case FRAME_TOO_BIG -> ended(notice, close(1009, notice));
      case IDLE -> ended(notice, close(1001, notice));
      case ERASED, LATE -> ended(notice, close(1000, notice));
      case SLOW_READER -> ended(notice, new Action.CloseNow(1013, notice.message()));
      case INTERNAL -> ended(notice, new Action.CloseNow(1011, notice.message()));
    };
  }

  private static Step<InvoxPhase> ended(Notice notice, Action close) {
    return Step.to(new Ended(), new Action.Stop(notice.code()), close);
  }

  private static Action close(int code, Notice notice) {
    return new Action.Close(code, CloseReason.fit(notice.message()));
  }

  /** In the order of all answers, so that each message has the one in its place. */
  private static Action wrong(String why) {
    return new Action.Receipt(InvoxFrames.wrong(why));
  }

  private static String callbackUrl(UpgradeRequest request) {
    return request.parameter("callbackUrl").orElse("");
  }

  /** {@code ?resume=20} or {@code 20s}; empty: it is there and impossible. */
  private static Optional<Integer> resumeSeconds(UpgradeRequest request) {
    String text = request.parameter("resume").orElse("0");
    if (!text.matches("[0-9]{1,4}s?")) return Optional.empty();
    int seconds = Integer.parseInt(text.replace("s", ""));
    return seconds > MAX_RESUME_S ? Optional.empty() : Optional.of(seconds);
  }
}
