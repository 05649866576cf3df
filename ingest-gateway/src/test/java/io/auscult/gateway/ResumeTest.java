package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auscult.events.SessionInput;
import io.auscult.events.SessionInput.Attached;
import io.auscult.events.SessionInput.Detached;
import io.auscult.events.SessionView;
import io.auscult.gateway.auth.TokenMint;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client goes on with its session by {@code ?session_id=} (MS-105). */
class ResumeTest {
  private Running auscult;

  @BeforeEach
  void start() throws Exception {
    auscult = Running.start();
  }

  @AfterEach
  void stop() {
    auscult.close();
  }

  @Test
  void MS_105_whatWasWrittenIsNotSentAgainAndTheRestIs() throws Exception {
    String id = heardTwoFinalsAndVanished();
    try (Client back = auscult.connect("?session_id=" + id)) {
      assertThat(back.sessionId()).as("the same session").isEqualTo(id);
      Attached attached = auscult.kafka.await(id, Attached.class);
      assertThat(attached.seen()).isEqualTo(2);
      assertThat(attached.replyPartition()).isEqualTo(3);
      // The job answers at least once: more than what is missing may come.
      for (int i = 0; i < 4; i++) auscult.kafka.say(final_(id, i));
      assertThat(back.next("transcription").get("text").asText()).isEqualTo("Sentence 2.");
      assertThat(back.next("transcription").get("text").asText()).isEqualTo("Sentence 3.");
      assertThat(back.hasMore()).isFalse();
    }
  }

  @Test
  void MS_105_audioGoesOnUnderHigherNumbersAndSaysWhatTheClientHasHad() throws Exception {
    String id = heardTwoFinalsAndVanished();
    try (Client back = auscult.connect("?session_id=" + id)) {
      back.sessionId();
      long first = auscult.kafka.await(id, Attached.class).firstSeq();
      long before = auscult.kafka.await(id, SessionInput.Audio.class).seq();
      assertThat(first).as("what the old connection may still send is lower").isGreaterThan(before);
      back.audio(new byte[6_400]);
      back.audio(new byte[6_400]);
      List<SessionInput.Audio> later = auscult.kafka.awaitAudioFrom(id, first, 2);
      assertThat(later).extracting(SessionInput.Audio::seq).containsExactly(first, first + 1);
      assertThat(later).extracting(SessionInput.Audio::seen).containsOnly(2);
    }
  }

  @Test
  void MS_105_onAnotherGatewayToo() throws Exception {
    String id = heardTwoFinalsAndVanished();
    auscult.kafka.publish(view(id, SessionView.LIVE));
    try (Running other = Running.start(auscult.kafka, s -> s);
        Client back = Client.open(other.ws("?session_id=" + id), auscult.token())) {
      assertThat(back.sessionId()).isEqualTo(id);
      assertThat(auscult.kafka.await(id, Attached.class).seen()).as("not known here").isZero();
    }
  }

  @Test
  void MS_105_aClientThatIsBackBeforeItsLossWasNoticedTakesTheSessionOver() throws Exception {
    try (Client first = auscult.connect()) {
      String id = first.sessionId();
      first.audio(new byte[1_000]);
      try (Client second = auscult.connect("?session_id=" + id)) {
        assertThat(second.sessionId()).isEqualTo(id);
        assertThat(first.ended().code()).isEqualTo(1006);
        auscult.kafka.await(id, Attached.class);
        assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Attached");
        second.closeWith(1000);
        auscult.kafka.await(id, SessionInput.Stopped.class);
      }
    }
  }

  @Test
  void MS_105_onlyTheSameSubjectOfTheSameOrganizationAndOnlyWhileItIsOpen() throws Exception {
    String id = heardTwoFinalsAndVanished();
    String over = "11111111-2222-4333-8444-555555555555";
    auscult.kafka.publish(view(over, SessionView.COMPLETED));
    for (String query : List.of(id, over, "no-such-session")) {
      String token = query.equals(id) ? auscult.token("demo", "somebody-else") : auscult.token();
      assertThatThrownBy(() -> Client.open(auscult.ws("?session_id=" + query), token))
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              e -> assertThat(e.getResponse().statusCode()).isEqualTo(404));
    }
    assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Detached");
  }

  @Test
  void aResumedSessionTakesItsPlaceAgain() throws Exception {
    String token = auscult.tokenWith(java.util.Map.of("session_limit", 1));
    String id;
    try (Client client = Client.open(auscult.ws(""), token)) {
      id = client.sessionId();
      auscult.kafka.await(id, SessionInput.Opened.class);
      client.vanish();
      auscult.kafka.await(id, Detached.class);
    }
    try (Client another = Client.open(auscult.ws(""), token)) {
      another.sessionId();
      assertThatThrownBy(() -> Client.open(auscult.ws("?session_id=" + id), token))
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              e -> assertThat(e.getResponse().statusCode()).isEqualTo(429));
    }
  }

  @Test
  void SA_17_whoComesBackWhilePausedIsStillPaused() throws Exception {
    String token = auscult.mint().mint(TokenMint.Order.of(TokenMint.Kind.SAHL));
    String id;
    try (Client client = Client.open(auscult.ws("/ws/summary", ""), token)) {
      client.text("{\"object\":\"start\"}");
      client.text("{\"object\":\"pause\"}");
      id = auscult.kafka.awaitAnother(new HashSet<>()).session();
      auscult.kafka.await(id, SessionInput.Paused.class);
      client.vanish();
      auscult.kafka.await(id, Detached.class);
    }
    try (Client back = Client.open(auscult.ws("/ws/summary", "?session_id=" + id), token)) {
      auscult.kafka.await(id, Attached.class);
      auscult.clock.advance(Duration.ofMinutes(30));
      back.catchUp();
      auscult.clock.advance(Duration.ofMinutes(20));
      back.catchUp();
      assertThat(back.isOpen()).isTrue();
    }
  }

  private String heardTwoFinalsAndVanished() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      client.audio(new byte[3_200]);
      auscult.kafka.awaitAudio(id, 3_200);
      auscult.kafka.say(final_(id, 0));
      auscult.kafka.say(final_(id, 1));
      client.next("transcription");
      client.next("transcription");
      client.vanish();
      auscult.kafka.await(id, Detached.class);
      return id;
    }
  }

  private static io.auscult.events.SessionOutput final_(String id, int ordinal) {
    return TalkTest.item(
        id,
        ordinal,
        0,
        true,
        "Sentence " + ordinal + ".",
        1_000L * ordinal,
        1_000L * ordinal + 800);
  }

  private SessionView view(String id, String state) {
    return new SessionView(
        id,
        new io.auscult.events.Tenant("demo", "", "demo-user", "doctor"),
        "medisync",
        state,
        0,
        Running.setup(),
        List.of(),
        null);
  }
}
