package io.auscult.gateway.dialect.sahl;

import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.CloseReason;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.sahl.SahlPhase.Delivered;
import io.auscult.gateway.dialect.sahl.SahlPhase.Ended;
import io.auscult.gateway.dialect.sahl.SahlPhase.Streaming;
import io.auscult.gateway.dialect.sahl.SahlPhase.Talk;

/**
 * What a client hears of the gateway itself. After a message with {@code is_final} comes a Close.
 */
final class SahlNotices {
  private SahlNotices() {}

  static Step<SahlPhase> told(SahlPhase phase, Notice notice) {
    Talk talk = phase.talk().saying();
    return switch (notice) {
      case DEGRADED, OVER_RATE, TOKEN_EXPIRING -> warned(phase, notice, talk);
      case DRAINING -> draining(phase, notice, talk);
      case TOKEN_REVOKED, TOKEN_EXPIRED -> failed(notice, "1401", talk, 1008);
      case RATE_EXCEEDED -> failed(notice, "1429", talk, 1013);
      case FRAME_TOO_BIG -> failed(notice, "1413", talk, 1009);
      case ERASED -> failed(notice, "1410", talk, 1000);
      case IDLE -> idle(phase, talk);
      case LATE ->
          phase instanceof Delivered ? Step.to(phase) : SahlResults.late(phase, notice.message());
      case SLOW_READER -> cutOff(notice, talk, 1013);
      case INTERNAL -> cutOff(notice, talk, 1011);
    };
  }

  private static Step<SahlPhase> warned(SahlPhase phase, Notice notice, Talk talk) {
    if (phase instanceof Delivered) return Step.to(phase);
    return Step.to(phase.with(talk), warning(notice, false, talk));
  }

  /** Without a Stop: the client comes back to another gateway (K9), unless it has everything. */
  private static Step<SahlPhase> draining(SahlPhase phase, Notice notice, Talk talk) {
    if (phase instanceof Delivered) {
      return Step.to(new Ended(talk), new Action.Close(1000, "session completed"));
    }
    return Step.to(
        new Ended(talk),
        warning(notice, true, talk),
        new Action.Close(1012, CloseReason.fit(notice.message())));
  }

  /** The silence that the client was warned of goes on too long: its last warning (SA-14). */
  private static Step<SahlPhase> idle(SahlPhase phase, Talk talk) {
    Action last =
        phase instanceof Streaming streaming && streaming.silence().isPresent()
            ? new Action.Send(SahlResults.silence(talk, streaming.silence().get(), true))
            : warning(Notice.IDLE, true, talk);
    return Step.to(
        new Ended(talk),
        last,
        new Action.Stop(Notice.IDLE.code()),
        new Action.Close(1001, CloseReason.fit(Notice.IDLE.message())));
  }

  private static Step<SahlPhase> failed(Notice notice, String code, Talk talk, int close) {
    return Step.to(
        new Ended(talk),
        new Action.Send(SahlFrames.error(code, notice.message(), true, talk.id())),
        new Action.Stop(notice.code()),
        new Action.Close(close, CloseReason.fit(notice.message())));
  }

  private static Step<SahlPhase> cutOff(Notice notice, Talk talk, int close) {
    return Step.to(
        new Ended(talk),
        new Action.Stop(notice.code()),
        new Action.CloseNow(close, notice.message()));
  }

  private static Action warning(Notice notice, boolean last, Talk talk) {
    return new Action.Send(
        SahlFrames.warning(SahlFrames.OTHER_WARNING, notice.message(), last, talk.id()));
  }
}
