package io.auscult.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.SessionOutput;
import io.auscult.gateway.OpenGateway;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.dialect.medisync.MediSync;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many speak ({@code ?speakers=N}), and who spoke, where an API shows it. */
class SpeakersTest {
  /** May use every API. */
  private static final Identity ANYBODY =
      Someone.of(
          "app-1",
          "transcription:read",
          "transcription:write",
          "scribe:server",
          "REAL-TIME-TRANSCRIBE",
          "listen");

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "8", " 3 "})
  void theUrlOfEveryApiTakesANumber(String speakers) {
    for (Dialect<?> dialect : OpenGateway.dialects()) {
      assertThat(dialect.admit(ANYBODY, url(speakers))).as(dialect.name()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "9", "-1", "two", "2.0", "", "22", "٣"})
  void nonsenseIsA400ThatNamesTheField(String speakers) throws Exception {
    for (Dialect<?> dialect : OpenGateway.dialects()) {
      Optional<Refusal> refusal = dialect.admit(ANYBODY, url(speakers));
      assertThat(refusal).as(dialect.name()).map(Refusal::reason).contains("speakers");
      Rejection rejection = dialect.reject(refusal.orElseThrow());
      assertThat(rejection.status()).isEqualTo(400);
      assertThat(rejection.body())
          .contains("speakers must be a whole number from 1 to 8.")
          .contains("\"reason\":\"speakers\"");
    }
  }

  @Test
  void theNumberIsInThePlanAndZeroWhereNobodySaid() {
    MediSync medisync = new MediSync();
    assertThat(opened(medisync.begin("s", ANYBODY, url("4"))).maxSpeakers()).isEqualTo(4);
    assertThat(opened(medisync.begin("s", ANYBODY, without())).maxSpeakers()).isZero();
  }

  @Test
  void MS_85_anItemHasTheLabelThatTheJobGaveIt() {
    MediSync medisync = new MediSync();
    Step<?> step = said(medisync, without(), item("SPEAKER_1"));
    assertThat(frame(step)).contains("\"speaker\":\"SPEAKER_1\"").contains("\"text\":\"Yes.\"");
    UpgradeRequest labelled =
        new UpgradeRequest("/", Map.of("text", "labelled"), Map.of(), List.of(), "");
    assertThat(frame(said(medisync, labelled, item("SPEAKER_1"))))
        .contains("[SPEAKER_1 | 1.000 --> 2.345]: Yes.");
  }

  private static <P> Step<P> said(Dialect<P> dialect, UpgradeRequest request, SessionOutput said) {
    P phase = dialect.begin("s", ANYBODY, request).next();
    return dialect.next(phase, new Event.Said(said));
  }

  private static String frame(Step<?> step) {
    assertThat(step.actions()).hasSize(1);
    return ((Action.Send) step.actions().get(0)).json();
  }

  private static SessionPlan opened(Step<?> step) {
    return step.actions().stream()
        .filter(Action.Open.class::isInstance)
        .map(action -> ((Action.Open) action).plan())
        .findFirst()
        .orElseThrow();
  }

  private static UpgradeRequest url(String speakers) {
    Map<String, String> query =
        Map.of("speakers", speakers, "callbackUrl", "https://127.0.0.1/results");
    return new UpgradeRequest("/stream", query, Map.of(), List.of(), "");
  }

  private static UpgradeRequest without() {
    return new UpgradeRequest("/ws/transcribe", Map.of(), Map.of(), List.of(), "");
  }

  private static SessionOutput.Item item(String speaker) {
    return new SessionOutput.Item(
        "s",
        "s-0-0",
        0,
        2,
        true,
        "main",
        speaker,
        1_000,
        2_345,
        "Yes.",
        List.of(),
        0.9,
        "estimated",
        "m",
        "en-US",
        0);
  }
}
