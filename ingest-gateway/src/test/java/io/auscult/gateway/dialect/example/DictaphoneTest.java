package io.auscult.gateway.dialect.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.SessionInput;
import io.auscult.events.SessionOutput;
import io.auscult.gateway.OpenGateway;
import io.auscult.gateway.Peer;
import io.auscult.gateway.auth.TokenMint.Kind;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.example.DictaphonePhase.Finishing;
import io.auscult.gateway.dialect.example.DictaphonePhase.Over;
import io.auscult.gateway.dialect.example.DictaphonePhase.Recording;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fifth dialect needs nothing but its folder and a line. */
class DictaphoneTest {
  private static final String PATH = "/v1/dictaphone";

  private final Dictaphone dictaphone = new Dictaphone();

  @Test
  void doneStopsOnceAndWhatComesBehindItIsPassedOver() {
    Event done = JsonText.read("{\"cmd\":\"done\"}");
    Step<DictaphonePhase> first = dictaphone.next(new Recording(), done);
    assertThat(first).isEqualTo(Step.to(new Finishing(), new Action.Stop("client_stop")));
    assertThat(dictaphone.next(first.next(), done).actions()).isEmpty();
    assertThat(dictaphone.next(first.next(), new Event.Binary(new byte[2])).actions()).isEmpty();
  }

  @Test
  void everythingElseIsTroubleAndTheRecordingGoesOn() {
    for (String text : List.of("{}", "{\"cmd\":7}", "[]", "no JSON")) {
      Step<DictaphonePhase> step = dictaphone.next(new Recording(), JsonText.read(text));
      assertThat(step.next()).isEqualTo(new Recording());
      assertThat(step.actions()).singleElement().asString().contains("trouble");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyNoticeIsToldOrEndsTheConnection(Notice notice) {
    Step<DictaphonePhase> step = dictaphone.next(new Recording(), new Event.Told(notice));
    assertThat(step.actions()).isNotEmpty();
    boolean closes =
        step.actions().stream()
            .anyMatch(a -> a instanceof Action.Close || a instanceof Action.CloseNow);
    assertThat(step.next() instanceof Over).isEqualTo(closes);
  }

  @Test
  void X_02_itRunsBesideTheOthersOnOnePort() throws Exception {
    try (OpenGateway gateway = OpenGateway.with(dictaphone)) {
      String token = gateway.token(Kind.SAHL, "typist", Dictaphone.SCOPE);
      try (Peer peer = gateway.connect(PATH, token);
          Peer other = gateway.connect("/ws/transcribe", gateway.token(Kind.MEDISYNC, "doctor"))) {
        String session = peer.session();
        peer.await("\"ready\"");
        other.await("session_init");
        SessionInput.Opened opened = gateway.awaitOpened(session);
        assertThat(opened.dialect()).isEqualTo("dictaphone");
        peer.binary(new byte[3_200]);
        gateway.say(item(session, "i-0", 0));
        gateway.say(item(session, "i-1", 1));
        peer.text("{\"cmd\":\"done\"}");
        gateway.awaitStopped(session);
        gateway.say(new SessionOutput.TranscriptCompleted(session, 2));
        gateway.say(new SessionOutput.Closed(session, "client_stop"));
        assertThat(peer.ended().code()).isEqualTo(1000);
        assertThat(peer.frames())
            .containsExactly(
                "{\"event\":\"ready\",\"session\":\"" + session + "\"}",
                "{\"event\":\"line\",\"n\":1,\"at\":500,\"text\":\"Dear colleague,\"}",
                "{\"event\":\"line\",\"n\":2,\"at\":500,\"text\":\"Dear colleague,\"}");
        assertThat(other.isOpen()).isTrue();
      }
      String wrong = gateway.token(Kind.SAHL, "typist");
      try (Peer browser = gateway.connect(PATH, wrong, "Origin: http://localhost")) {
        assertThat(browser.ended().code()).isEqualTo(1008);
        assertThat(browser.frames()).singleElement().asString().contains("scope_insufficient");
      }
      assertThat(gateway.faults()).isZero();
    }
  }

  private static SessionOutput.Item item(String session, String id, int ordinal) {
    return new SessionOutput.Item(
        session,
        id,
        ordinal,
        0,
        true,
        "main",
        "SPEAKER_0",
        500,
        1_500,
        "Dear colleague,",
        List.of(),
        0.9,
        "estimated",
        "m",
        "en-US",
        1_000);
  }
}
