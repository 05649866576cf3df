package io.auscult.gateway.dialect.sahl;

import static io.auscult.gateway.dialect.sahl.Steps.assertError;
import static io.auscult.gateway.dialect.sahl.Steps.chunk;
import static io.auscult.gateway.dialect.sahl.Steps.event;
import static io.auscult.gateway.dialect.sahl.Steps.frames;
import static io.auscult.gateway.dialect.sahl.Steps.onlyFrame;
import static io.auscult.gateway.dialect.sahl.Steps.opened;
import static io.auscult.gateway.dialect.sahl.Steps.woken;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.Refusal;
import io.auscult.gateway.dialect.Rejection;
import io.auscult.gateway.dialect.SessionPlan;
import io.auscult.gateway.dialect.Someone;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.gateway.dialect.sahl.SahlPhase.Streaming;
import io.auscult.gateway.dialect.sahl.SahlPhase.Talk;
import io.auscult.gateway.dialect.sahl.SahlPhase.Waiting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and how a session starts. */
class SahlStartTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String START = "{\"object\":\"start\",\"summary_template\":\"%s\"}";
  private static final Talk TALK = Talk.begin("id-1", "key");
  private static final SahlPhase WAITING = new Waiting(TALK, List.of(), 0);
  private static final SahlPhase STREAMING = Streaming.begin(TALK, false);

  private final Sahl dialect = new Sahl();

  @Test
  void SA_03_SA_04_K7_tokenOfHeaderSubprotocolAndQuery() {
    assertThat(token(Map.of("authorization", "Bearer a.b.c"), List.of(), "")).contains("a.b.c");
    assertThat(token(Map.of(), List.of("listen-protocol", "a.b.c"), "")).contains("a.b.c");
    assertThat(token(Map.of(), List.of("a.b.c", "listen-protocol"), "")).contains("a.b.c");
    assertThat(token(Map.of(), List.of("listen-protocol", "jwt-a.b.c"), "")).contains("a.b.c");
    assertThat(token(Map.of(), List.of(), "a.b.c")).contains("a.b.c");
    assertThat(token(Map.of(), List.of("listen-protocol"), "")).isEmpty();
    assertThat(token(Map.of("authorization", "Bearer x"), List.of("y", "listen-protocol"), "z"))
        .contains("x");
    assertThat(token(Map.of(), List.of("listen-protocol", "y"), "z")).contains("y");
  }

  @Test
  void SA_04_K7_onlyListenProtocolIsEverSelected() {
    assertThat(dialect.subprotocols()).containsExactly("listen-protocol");
  }

  @Test
  void K1_theScopeIsNeeded() {
    assertThat(dialect.admit(Someone.with("listen"), upgrade(Map.of(), List.of(), ""))).isEmpty();
    Optional<Refusal> refusal =
        dialect.admit(
            Someone.with("transcription:read", "transcription:write"),
            upgrade(Map.of(), List.of(), ""));
    assertThat(refusal.orElseThrow().kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
  }

  @ParameterizedTest
  @EnumSource(Refusal.Kind.class)
  void SA_06_K1_refusalsInBothForms(Refusal.Kind kind) throws Exception {
    Rejection r = dialect.reject(new Refusal(kind, "some_reason", "For people."));
    assertThat(r.status()).isEqualTo(kind.status());
    assertThat(r.closeCode()).isEqualTo(kind.closeCode());
    JsonNode body = JSON.readTree(r.body());
    assertThat(body.get("object").asText()).isEqualTo("error_message");
    assertThat(body.get("code").isTextual()).isTrue();
    assertThat(body.get("message").asText()).isEqualTo("For people.");
    assertThat(body.get("is_final").asBoolean()).isTrue();
    assertThat(UUID.fromString(body.get("id").asText())).isNotNull();
    assertThat(body.get("reason").asText()).isEqualTo("some_reason");
  }

  @Test
  void SA_07_startOpensTheSessionSilently() {
    Step<SahlPhase> begin =
        dialect.begin("id-1", Someone.with("listen"), upgrade(Map.of(), List.of(), ""));
    assertThat(begin.actions()).noneMatch(a -> a instanceof Action.Send);
    Step<SahlPhase> step = text(begin.next(), START.formatted("FAMILY_MEDICINE"));
    assertThat(step.actions()).hasSize(1);
    SessionPlan plan = ((Action.Open) step.actions().get(0)).plan();
    assertThat(plan.note().wanted()).isTrue();
    assertThat(plan.note().template()).isEqualTo("FAMILY_MEDICINE");
    assertThat(plan.sampleRate()).isEqualTo(16_000);
    assertThat(plan.show().items()).isFalse();
    assertThat(plan.show().partials()).isFalse();
    assertThat(plan.counted()).isFalse();
    assertThat(plan.resumeMs()).isEmpty();
    assertThat(step.next()).isInstanceOf(Streaming.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"object\":\"start\"}",
        "{\"object\":\"start\",\"summary_template\":null}",
        "{\"object\":\"start\",\"summary_template\":\"family_medicine\",\"more\":[1]}"
      })
  void SA_08_theDefaultTemplate(String start) {
    assertThat(opened(text(WAITING, start)).note().template()).isEqualTo("FAMILY_MEDICINE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"PALMISTRY\"", "\"\"", "7", "[\"soap\"]", "{}", "true"})
  void SA_08_unknownTemplateIsAnErrorAndAnotherStartIsAllowed(String template) throws Exception {
    String start = "{\"object\":\"start\",\"summary_template\":" + template + "}";
    Step<SahlPhase> first = text(WAITING, start);
    JsonNode error = onlyFrame(first);
    assertError(error, "1404");
    assertThat(error.get("message").asText()).doesNotContain("PALMISTRY");
    Step<SahlPhase> second = text(first.next(), start);
    assertThat(onlyFrame(second).get("id")).isNotEqualTo(error.get("id"));
    assertThat(opened(text(second.next(), START.formatted("soap"))).note().template())
        .isEqualTo("soap");
  }

  @Test
  void SA_08_everyTemplateOfTheListIsAccepted() {
    assertThat(Sahl.templates()).contains("FAMILY_MEDICINE").doesNotHaveDuplicates();
    for (String name : Sahl.templates()) {
      assertThat(opened(text(WAITING, START.formatted(name))).note().template()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource({"8000, true", "44100, true", "192000, true", "7999, false", "192001, false"})
  void aSampleRateThatCanBe(int rate, boolean can) throws Exception {
    Step<SahlPhase> step = text(WAITING, "{\"object\":\"start\",\"sample_rate\":" + rate + "}");
    if (can) {
      assertThat(opened(step).sampleRate()).isEqualTo(rate);
    } else {
      assertError(onlyFrame(step), "1400");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',  null, 0",
    "3,   null, 3",
    "3,   5,    5",
    "'',  8,    8",
  })
  void speakersOfTheUrlAndOfStartWhichIsNearer(String url, String start, int taken) {
    UpgradeRequest request =
        new UpgradeRequest(
            "/ws/summary",
            url.isEmpty() ? Map.of() : Map.of("speakers", url),
            Map.of(),
            List.of(),
            "");
    SahlPhase phase = dialect.begin("id-1", Someone.with("listen"), request).next();
    assertThat(
            opened(text(phase, "{\"object\":\"start\",\"speakers\":" + start + "}")).maxSpeakers())
        .isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "9", "\"2\"", "1.5", "[]", "true"})
  void speakersThatCannotBeAreAnErrorThatNamesThem(String speakers) throws Exception {
    String start = "{\"object\":\"start\",\"speakers\":" + speakers + "}";
    Step<SahlPhase> step = text(WAITING, start);
    assertError(onlyFrame(step), "1400");
    assertThat(onlyFrame(step).get("message").asText()).startsWith("speakers ");
    assertThat(opened(text(step.next(), START.formatted("soap")))).isNotNull();
  }

  @Test
  void vocabularyOfTheUrlIsPassedOn() {
    UpgradeRequest request =
        new UpgradeRequest(
            "/ws/summary", Map.of("vocabulary", "metoprolol, Tdap"), Map.of(), List.of(), "");
    SahlPhase phase = dialect.begin("id-1", Someone.with("listen"), request).next();
    assertThat(opened(text(phase, START.formatted("soap"))).vocabulary())
        .containsExactly("metoprolol", "Tdap");
  }

  @Test
  void SA_09_audioBeforeStartIsAnErrorOnceInTenSeconds() throws Exception {
    for (Event early :
        List.of(
            event(chunk("AAAA")),
            event(chunk("?")),
            new Event.Binary(new byte[2]),
            event("{\"object\":\"pause\"}"),
            event("{\"object\":\"end_transcript\"}"))) {
      Step<SahlPhase> step = dialect.next(WAITING, early);
      assertError(onlyFrame(step), "1409");
      assertThat(step.next()).isInstanceOf(Waiting.class);
      assertThat(dialect.next(step.next(), early).actions()).isEmpty();
      SahlPhase later = dialect.next(step.next(), woken(step)).next();
      assertError(onlyFrame(dialect.next(later, early)), "1409");
      assertThat(opened(text(step.next(), START.formatted("soap")))).isNotNull();
    }
  }

  @Test
  void SA_09_noStartIn30SecondsCloses1008() throws Exception {
    Step<SahlPhase> begin =
        dialect.begin("id-1", Someone.with("listen"), upgrade(Map.of(), List.of(), ""));
    Action.Wake wake = (Action.Wake) begin.actions().get(0);
    assertThat(wake.afterMs()).isEqualTo(30_000);
    Step<SahlPhase> step = dialect.next(begin.next(), new Event.Woken(wake.name()));
    assertThat(frames(step).get(0).get("is_final").asBoolean()).isTrue();
    assertThat(((Action.Close) step.actions().get(1)).code()).isEqualTo(1008);
    assertThat(dialect.next(STREAMING, new Event.Woken(wake.name())).actions()).isEmpty();
  }

  private Optional<String> token(Map<String, String> headers, List<String> offered, String query) {
    return dialect.token(upgrade(headers, offered, query));
  }

  private static UpgradeRequest upgrade(
      Map<String, String> headers, List<String> offered, String token) {
    Map<String, String> query = token.isEmpty() ? Map.of() : Map.of("token", token);
    return new UpgradeRequest("/ws/summary", query, headers, offered, "");
  }

  private Step<SahlPhase> text(SahlPhase phase, String text) {
    return dialect.next(phase, event(text));
  }
}
