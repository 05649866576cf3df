package io.auscult.gateway.dialect.example;

import io.auscult.events.Callback;
import io.auscult.events.NoteRequest;
import io.auscult.events.SessionOutput;
import io.auscult.events.Show;
import io.auscult.events.StreamSpec;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.CloseReason;
import io.auscult.gateway.dialect.Dialect;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.Refusal;
import io.auscult.gateway.dialect.Rejection;
import io.auscult.gateway.dialect.Resumed;
import io.auscult.gateway.dialect.SessionPlan;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.gateway.dialect.Vocabulary;
import io.auscult.gateway.dialect.example.DictaphonePhase.Finishing;
import io.auscult.gateway.dialect.example.DictaphonePhase.Over;
import io.auscult.gateway.dialect.example.DictaphonePhase.Recording;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Dictaphone: PCM in, numbered lines out. The worked example of docs/adding-a-dialect.md. */
public final class Dictaphone implements Dialect<DictaphonePhase> {
  static final String SCOPE = "dictate";

  @Override
  public String name() {
    return "dictaphone";
  }

  @Override
  public Set<String> paths() {
    return Set.of("/v1/dictaphone");
  }

  @Override
  public Set<String> subprotocols() {
    return Set.of();
  }

  @Override
  public List<String> requiredClaims() {
    return List.of("sub", "iat", "exp");
  }

  @Override
  public Optional<String> token(UpgradeRequest request) {
    return request.bearer().or(() -> request.parameter("token")).filter(token -> !token.isEmpty());
  }

  @Override
  public Optional<Refusal> admit(Identity identity, UpgradeRequest request) {
    return identity.scopes().contains(SCOPE)
        ? Optional.empty()
        : Optional.of(Refusal.forbidden("scope_insufficient", "The token lacks " + SCOPE + "."));
  }

  @Override
  public boolean forbidsReading(Identity identity) {
    return false;
  }

  @Override
  public Rejection reject(Refusal refusal) {
    return new Rejection(
        refusal.kind().status(),
        DictaphoneFrames.refused(refusal),
        refusal.kind().closeCode(),
        CloseReason.fit(refusal.reason()));
  }

  @Override
  public Step<DictaphonePhase> begin(String sessionId, Identity identity, UpgradeRequest request) {
    SessionPlan plan =
        new SessionPlan(
            List.of(StreamSpec.main()),
            16_000,
            "en-US",
            "fast",
            0,
            Vocabulary.of(request),
            NoteRequest.NONE,
            Show.FINALS,
            Callback.NONE,
            OptionalLong.empty(),
            false);
    return Step.to(
        new Recording(), new Action.Send(DictaphoneFrames.ready(sessionId)), new Action.Open(plan));
  }

  @Override
  public Step<DictaphonePhase> resume(String sessionId, UpgradeRequest request, Resumed resumed) {
    return Step.to(
        resumed.ended() ? new Finishing() : new Recording(),
        new Action.Send(DictaphoneFrames.ready(sessionId)));
  }

  @Override
  public Step<DictaphonePhase> next(DictaphonePhase phase, Event event) {
    if (phase instanceof Over) return Step.to(phase);
    if (event instanceof Event.Said said) return said(phase, said.output());
    if (event instanceof Event.Told told) return told(phase, told.notice());
    return phase instanceof Recording ? recording(phase, event) : Step.to(phase);
  }

  private static Step<DictaphonePhase> recording(DictaphonePhase phase, Event event) {
    if (event instanceof Event.Binary binary) {
      return Step.to(phase, new Action.Audio(0, binary.bytes()));
    }
    if (event instanceof Event.AudioRefused refused) {
      return refused.told()
          ? Step.to(phase)
          : Step.to(phase, trouble(refused.code(), refused.message()));
    }
    if (event instanceof Event.Text text && DictaphoneFrames.isDone(text.json())) {
      return Step.to(new Finishing(), new Action.Stop("client_stop"));
    }
    return Step.to(phase, trouble("unknown", "Only audio and {\"cmd\":\"done\"} are understood."));
  }

  private static Step<DictaphonePhase> said(DictaphonePhase phase, SessionOutput output) {
    if (output instanceof SessionOutput.Item item && !item.text().isBlank()) {
      return Step.to(phase, new Action.Send(DictaphoneFrames.line(item)));
    }
    if (output instanceof SessionOutput.Failure failure) {
      return Step.to(phase, trouble(failure.code(), failure.message()));
    }
    if (output instanceof SessionOutput.Closed closed) {
      return Step.to(
          new Over(), new Action.Stop(closed.reason()), new Action.Close(1000, "session ended"));
    }
    return Step.to(phase);
  }

  private static Step<DictaphonePhase> told(DictaphonePhase phase, Notice notice) {
    Action trouble = trouble(notice.code(), notice.message());
    return switch (notice) {
      case DEGRADED, OVER_RATE, TOKEN_EXPIRING -> Step.to(phase, trouble);
      case DRAINING -> Step.to(new Over(), trouble, new Action.Close(1012, notice.code()));
      case TOKEN_REVOKED, TOKEN_EXPIRED -> over(notice, trouble, 1008);
      case RATE_EXCEEDED -> over(notice, trouble, 1013);
      case FRAME_TOO_BIG -> over(notice, trouble, 1009);
      case IDLE -> over(notice, trouble, 1001);
      case ERASED, LATE -> over(notice, trouble, 1000);
      case SLOW_READER -> cutOff(notice, 1013);
      case INTERNAL -> cutOff(notice, 1011);
    };
  }

  private static Step<DictaphonePhase> over(Notice notice, Action last, int code) {
    return Step.to(
        new Over(), last, new Action.Stop(notice.code()), new Action.Close(code, notice.code()));
  }

  private static Step<DictaphonePhase> cutOff(Notice notice, int code) {
    return Step.to(
        new Over(), new Action.Stop(notice.code()), new Action.CloseNow(code, notice.code()));
  }

  private static Action trouble(String code, String message) {
    return new Action.Send(DictaphoneFrames.trouble(code, message));
  }
}
