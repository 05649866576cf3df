package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.ClinicalNote;
import io.auscult.events.SessionInput.Attached;
import io.auscult.events.SessionInput.Detached;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionInput.Stopped;
import io.auscult.events.SessionView;
import io.auscult.gateway.auth.TokenMint.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How Scribe connections end by a clock, an operator or a broken line, and how clients come back.
 */
class ScribeEndTest {
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
  void DI_04_whoAsksForNothingIsClosedAfter10Seconds() throws Exception {
    try (ScribeClient client = ScribeClient.open(auscult)) {
      auscult.clock.advance(Duration.ofSeconds(9));
      client.assertQuiet();
      auscult.clock.advance(Duration.ofSeconds(2));
      client.error("request_timeout");
      assertThat(client.closed()).isEqualTo(1008);
      assertThat(auscult.kafka.of(client.sessionId())).isEmpty();
    }
  }

  @Test
  void DI_04_DI_16_aRefusedRequestGives10SecondsMore() throws Exception {
    try (ScribeClient client = ScribeClient.open(auscult)) {
      auscult.clock.advance(Duration.ofSeconds(8));
      client.text("{\"object\":\"stream_request\"}");
      client.error("invalid_value");
      auscult.clock.advance(Duration.ofSeconds(8));
      client.assertQuiet();
      client.text(ScribeClient.ONE);
      auscult.kafka.await(client.sessionId(), Opened.class);
      auscult.clock.advance(Duration.ofSeconds(20));
      client.assertQuiet();
    }
  }

  @Test
  void K10_idleIsToldAndClosed1001() throws Exception {
    try (ScribeClient client = ScribeClient.open(auscult, ScribeClient.ONE)) {
      auscult.kafka.await(client.sessionId(), Opened.class);
      auscult.clock.advance(Duration.ofSeconds(121));
      client.error("idle");
      assertThat(client.closed()).isEqualTo(1001);
      assertThat(auscult.kafka.await(client.sessionId(), Stopped.class).reason()).isEqualTo("idle");
    }
  }

  @Test
  void DI_65_aMessageOverTheLimitIsClosed1009() throws Exception {
    try (ScribeClient client = ScribeClient.open(auscult, ScribeClient.ONE)) {
      client.chunk("room", "A".repeat(1_100_000));
      client.error("frame_too_big");
      assertThat(client.closed()).isEqualTo(1009);
    }
  }

  @Test
  void DI_65_aRevokedTokenIsClosed1008() throws Exception {
    String token = ScribeClient.token(auscult, Kind.SCRIBE_USER, Duration.ofHours(1));
    try (ScribeClient client = ScribeClient.open(auscult, "/v1/scribe/user", token)) {
      client.text(ScribeClient.ONE);
      auscult.kafka.await(client.sessionId(), Opened.class);
      String sha256 = io.auscult.gateway.auth.TokenVerifier.sha256(token);
      auscult.http(
          "POST", "/admin/revocations", Running.ADMIN, "{\"token_sha256\":\"" + sha256 + "\"}");
      client.error("token_revoked");
      assertThat(client.closed()).isEqualTo(1008);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1012, 1000})
  void K9_aDrainedClientIsClosed1012AndItsSessionWaitsForIt(int answer) throws Exception {
    try (ScribeClient client = ScribeClient.open(auscult, ScribeClient.ONE)) {
      String id = client.sessionId();
      client.chunk("room", new byte[3_200]);
      auscult.kafka.awaitAudio(id, 3_200);
      auscult.http("POST", "/admin/drain", Running.ADMIN, "");
      client.error("draining");
      assertThat(client.closed()).isEqualTo(1012);
      client.close(answer);
      client.close();
      auscult.kafka.await(id, Detached.class);
      assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Detached");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001})
  void DI_47_aClientThatClosesWithoutAStopHasEndedItsSession(int code) throws Exception {
    try (ScribeClient client = ScribeClient.open(auscult, ScribeClient.ONE)) {
      String id = client.sessionId();
      client.chunk("room", new byte[3_200]);
      auscult.kafka.awaitAudio(id, 3_200);
      client.close(code);
      assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("client_close");
      assertThat(auscult.kafka.await(id, Opened.class).note().wanted()).isTrue();
    }
  }

  @Test
  void DI_47_whoVanishesIsWaitedForAndThenItsSessionEnds() throws Exception {
    ScribeClient client = ScribeClient.open(auscult, ScribeClient.ONE);
    String id = client.sessionId();
    auscult.kafka.await(id, Opened.class);
    client.close();
    auscult.kafka.await(id, Detached.class);
    auscult.clock.advance(Duration.ofSeconds(121));
    assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("connection_lost");
  }

  @Test
  void aClientThatCameBackGoesOnWithTheSameTracks() throws Exception {
    String token = ScribeClient.token(auscult, Kind.SCRIBE_SERVER, Duration.ofHours(1));
    ScribeClient first = ScribeClient.open(auscult, ScribeClient.SERVER, token);
    first.text(ScribeClient.TWO);
    String id = first.sessionId();
    auscult.kafka.await(id, Opened.class);
    first.close();
    auscult.kafka.await(id, Detached.class);
    try (ScribeClient back =
        ScribeClient.open(auscult, ScribeClient.SERVER + "?session_id=" + id, token)) {
      assertThat(back.sessionId()).isEqualTo(id);
      long from = auscult.kafka.await(id, Attached.class).firstSeq();
      back.text(ScribeClient.TWO);
      back.chunk("q", new byte[6_400]);
      assertThat(auscult.kafka.awaitAudioFrom(id, from, 1).get(0).stream()).isEqualTo(1);
      back.assertQuiet();
      auscult.kafka.say(TalkTest.item(id, 0, 0, true, "Yes.", 0, 900));
      assertThat(back.next().get("text").asText()).isEqualTo("Yes.");
    }
  }

  @Test
  void DI_47_whoComesBackAfterTheEndGetsTheTranscriptAndTheNote() throws Exception {
    String token = ScribeClient.token(auscult, Kind.SCRIBE_SERVER, Duration.ofHours(1));
    ScribeClient first = ScribeClient.open(auscult, ScribeClient.SERVER, token);
    first.text(ScribeClient.ONE);
    first.text(ScribeClient.STOP);
    String id = first.sessionId();
    auscult.kafka.await(id, Stopped.class);
    first.close();
    Opened opened = auscult.kafka.await(id, Opened.class);
    auscult.kafka.publish(view(opened, SessionView.FINALISING, null));
    try (ScribeClient back =
        ScribeClient.open(auscult, ScribeClient.SERVER + "?session_id=" + id, token)) {
      assertThat(back.status()).isEqualTo(101);
      back.text(ScribeClient.ONE);
      auscult.kafka.publish(view(opened, SessionView.COMPLETED, ScribeOutcomeTest.note(id).note()));
      back.error("no_speech");
      assertThat(back.next().get("id").asText()).isEqualTo(id + "-note");
      assertThat(back.closed()).isEqualTo(1000);
    }
  }

  private static SessionView view(Opened opened, String state, ClinicalNote note) {
    SessionView.Setup setup =
        new SessionView.Setup(
            opened.streams(), opened.sampleRate(), opened.show(), opened.note(), opened.limits());
    return new SessionView(
        opened.session(), opened.tenant(), "scribe", state, 0, setup, List.of(), note);
  }
}
