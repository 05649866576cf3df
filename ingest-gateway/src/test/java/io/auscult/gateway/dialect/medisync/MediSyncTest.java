package io.auscult.gateway.dialect.medisync;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.SessionOutput;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.Refusal;
import io.auscult.gateway.dialect.Rejection;
import io.auscult.gateway.dialect.Someone;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.gateway.dialect.medisync.MediSyncPhase.Display;
import io.auscult.gateway.dialect.medisync.MediSyncPhase.Ended;
import io.auscult.gateway.dialect.medisync.MediSyncPhase.Finishing;
import io.auscult.gateway.dialect.medisync.MediSyncPhase.Listening;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MediSyncTest {
  private static final MediSyncPhase LISTENING = new Listening(new Display(false));
  private final MediSync dialect = new MediSync();

  @Test
  void MS_50_MS_52_sessionInitComesFirstAndOnce() {
    Step<MediSyncPhase> step =
        dialect.begin(
            "id-1",
            Someone.with(),
            new UpgradeRequest("/ws/transcribe", Map.of(), Map.of(), List.of(), ""));
    assertThat(step.actions().get(0))
        .isEqualTo(new Action.Send("{\"type\":\"session_init\",\"session_id\":\"id-1\"}"));
    assertThat(step.actions().get(1)).isInstanceOf(Action.Open.class);
    assertThat(step.actions()).hasSize(2);
  }

  @Test
  void audioIsTakenUntilTheStopAndPassedOverAfterIt() {
    Event audio = new Event.Binary(new byte[2]);
    assertThat(dialect.next(LISTENING, audio).actions()).hasSize(1);
    Step<MediSyncPhase> stop = dialect.next(LISTENING, JsonText.read("{\"type\":\"stop\"}"));
    assertThat(stop.next()).isInstanceOf(Finishing.class);
    assertThat(stop.actions()).containsExactly(new Action.Stop("client_stop"));
    assertThat(dialect.next(stop.next(), audio).actions()).isEmpty();
    assertThat(dialect.next(stop.next(), JsonText.read("{\"type\":\"stop\"}")).actions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "TOKEN_REVOKED, 1002",
    "TOKEN_EXPIRED, 1002",
    "RATE_EXCEEDED, 1013",
    "FRAME_TOO_BIG, 1009",
    "IDLE, 1001",
    "ERASED, 1000",
    "LATE, 1000",
    "SLOW_READER, 1013",
    "INTERNAL, 1011"
  })
  void everyEndHasItsCode(Notice notice, int code) {
    Step<MediSyncPhase> step = dialect.next(LISTENING, new Event.Told(notice));
    assertThat(step.next()).isEqualTo(new Ended());
    assertThat(step.actions()).contains(new Action.Stop(notice.code()));
    Action last = step.actions().get(step.actions().size() - 1);
    int closed = last instanceof Action.Close c ? c.code() : ((Action.CloseNow) last).code();
    assertThat(closed).isEqualTo(code);
  }

  @ParameterizedTest
  @EnumSource(
      value = Notice.class,
      names = {"DEGRADED", "OVER_RATE", "TOKEN_EXPIRING"})
  void MS_88_warningsImplyNoClose(Notice notice) {
    Step<MediSyncPhase> step = dialect.next(LISTENING, new Event.Told(notice));
    assertThat(step.next()).isEqualTo(LISTENING);
    assertThat(step.actions()).hasSize(1).allMatch(a -> a instanceof Action.Send);
  }

  @Test
  void MS_88_partialsLeftOutAreAWarning() {
    Event shed =
        new Event.Said(new SessionOutput.Warning("s", "w", 0, "partials_shed", "Busy just now."));
    Step<MediSyncPhase> step = dialect.next(LISTENING, shed);
    assertThat(step.next()).isEqualTo(LISTENING);
    assertThat(step.actions())
        .containsExactly(
            new Action.Send(
                "{\"type\":\"warning\",\"message\":\"Busy just now.\",\"code\":\"partials_shed\"}"));
  }

  @ParameterizedTest
  @EnumSource(Notice.class)
  void nothingIsSaidAfterTheEnd(Notice notice) {
    assertThat(dialect.next(new Ended(), new Event.Told(notice)).actions()).isEmpty();
    assertThat(
            dialect.next(new Ended(), new Event.Said(new SessionOutput.Closed("s", "x"))).actions())
        .isEmpty();
  }

  @Test
  void K9_drainDropsWithoutAClose() {
    Step<MediSyncPhase> step = dialect.next(LISTENING, new Event.Told(Notice.DRAINING));
    assertThat(step.actions().get(1)).isEqualTo(new Action.Drop());
    assertThat(step.actions()).noneMatch(a -> a instanceof Action.Stop);
  }

  @ParameterizedTest
  @EnumSource(Refusal.Kind.class)
  void MS_31_MS_32_refusalsInBothForms(Refusal.Kind kind) throws Exception {
    Rejection r = dialect.reject(new Refusal(kind, "some_reason", "For people."));
    assertThat(r.status()).isEqualTo(kind.status());
    assertThat(r.closeCode()).isEqualTo(kind.closeCode());
    assertThat(r.closeReason()).isEqualTo("some_reason");
    Event body = JsonText.read(r.body());
    assertThat(((Event.Text) body).json().get("reason").asText()).isEqualTo("some_reason");
    assertThat(((Event.Text) body).json().get("error").asText()).isEqualTo(kind.error());
  }
}
