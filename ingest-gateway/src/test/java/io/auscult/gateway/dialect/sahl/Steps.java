package io.auscult.gateway.dialect.sahl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.SessionPlan;
import io.auscult.gateway.dialect.Step;
import java.util.ArrayList;
import java.util.List;

/** What the tests of the rule look at in a step. */
final class Steps {
  private static final String FORMAT = "audio stream is not in correct format.";

  private Steps() {}

  static String chunk(String payload) {
    return "{\"object\":\"audio_chunk\",\"payload\":\"" + payload + "\"}";
  }

  static Event event(String text) {
    return JsonText.read(text);
  }

  static SessionPlan opened(Step<SahlPhase> step) {
    assertThat(step.actions()).hasSize(1);
    return ((Action.Open) step.actions().get(0)).plan();
  }

  static Action.Audio audio(Step<SahlPhase> step) {
    return step.actions().stream()
        .filter(a -> a instanceof Action.Audio)
        .map(a -> (Action.Audio) a)
        .reduce(
            (a, b) -> {
              throw new AssertionError("audio is taken twice");
            })
        .orElseThrow();
  }

  /** The time that the step asked to be woken at has come. */
  static Event woken(Step<SahlPhase> step) {
    return step.actions().stream()
        .filter(a -> a instanceof Action.Wake)
        .map(a -> (Action.Wake) a)
        .peek(w -> assertThat(w.afterMs()).isEqualTo(10_000))
        .map(w -> (Event) new Event.Woken(w.name()))
        .findFirst()
        .orElseThrow();
  }

  static void assertFormatError(JsonNode frame) {
    assertError(frame, "1000");
    assertThat(frame.get("message").asText()).isEqualTo(FORMAT);
  }

  static void assertError(JsonNode frame, String code) {
    assertThat(frame.get("object").asText()).isEqualTo("error_message");
    assertThat(frame.get("code").isTextual()).isTrue();
    assertThat(frame.get("code").asText()).isEqualTo(code);
    assertThat(frame.get("is_final").asBoolean()).isFalse();
    assertThat(frame.get("message").asText()).isNotBlank();
    assertThat(frame.get("id").asText()).hasSize(36);
    assertThat(frame.size()).isEqualTo(5);
  }

  static JsonNode onlyFrame(Step<SahlPhase> step) throws Exception {
    List<JsonNode> all = frames(step);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  static List<JsonNode> frames(Step<SahlPhase> step) {
    List<JsonNode> all = new ArrayList<>();
    for (Action action : step.actions()) {
      if (!(action instanceof Action.Send send)) continue;
      Event event = JsonText.read(send.json());
      assertThat(event).isInstanceOf(Event.Text.class);
      all.add(((Event.Text) event).json());
    }
    return all;
  }
}
