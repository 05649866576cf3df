package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auscult.events.SessionInput;
import io.auscult.events.SessionInput.Detached;
import io.auscult.events.SessionInput.Stopped;
import io.auscult.events.SessionOutput;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How sessions end, what holds them back, and that nothing accepted is lost (§1.6, X-09 to X-11).
 */
class EndTest {
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
  void MS_100_emptyCloseIsAnswered1000() throws Exception {
    try (RawSocket socket = raw(auscult)) {
      socket.read();
      socket.send(8, true, new byte[0]);
      assertThat(socket.readClose().closeCode()).isEqualTo(1000);
      assertThat(socket.read()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001})
  void MS_101_X_09_cleanCloseEndsTheSessionWithAllItsAudio(int code) throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      client.audio(new byte[1_001]);
      client.closeWith(code);
      assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("client_close");
      assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Stopped");
      assertThat(auscult.kafka.audio(id)).hasSize(1_000);
    }
  }

  @Test
  void MS_104_X_09_brokenConnectionIsDetachedAndEndsAfterTheWindow() throws Exception {
    String id;
    try (Client client = auscult.connect()) {
      id = client.sessionId();
      client.audio(new byte[640]);
      client.audio(new byte[640]);
      auscult.kafka.awaitAudio(id, 1_280);
      client.vanish();
      auscult.kafka.await(id, Detached.class);
    }
    assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Detached");
    auscult.clock.advance(Duration.ofSeconds(121));
    assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("connection_lost");
  }

  @Test
  void endedByTheJobWhileDetachedIsNotStoppedAgain() throws Exception {
    String id;
    try (Client client = auscult.connect();
        Client other = auscult.connect()) {
      id = client.sessionId();
      client.vanish();
      auscult.kafka.await(id, Detached.class);
      String otherId = other.sessionId();
      other.vanish();
      auscult.kafka.say(new SessionOutput.Closed(id, "connection_lost"));
      auscult.kafka.await(otherId, Detached.class);
      auscult.clock.advance(Duration.ofSeconds(121));
      auscult.kafka.await(otherId, Stopped.class);
    }
    assertThat(auscult.kafka.story(id)).isEqualTo("Opened Detached");
  }

  @Test
  void endedByTheJobClosesTheClient() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      auscult.kafka.say(new SessionOutput.Closed(id, "max_session"));
      assertThat(client.ended()).isEqualTo(new Client.Ended(1000, "session ended: max_session"));
    }
  }

  @Test
  void X_10_K10_idleIsToldAndClosed1001() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      auscult.clock.advance(Duration.ofSeconds(121));
      assertThat(client.next("warning").get("code").asText()).isEqualTo("idle");
      assertThat(client.ended().code()).isEqualTo(1001);
      assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("idle");
    }
  }

  @Test
  void K10_aClientsPingCountsAndIsPassedOn() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      auscult.kafka.await(id, SessionInput.Opened.class);
      for (int i = 0; i < 3; i++) {
        auscult.clock.advance(Duration.ofSeconds(100));
        client.ping();
        client.text("x"); // its warning shows that the ping before it has been seen
        client.next("warning");
      }
      assertThat(auscult.kafka.of(id))
          .filteredOn(i -> i instanceof SessionInput.KeptAlive)
          .hasSize(3);
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  void K10_pongsToOurPingsDoNotCount() throws Exception {
    try (RawSocket socket = raw(auscult)) {
      socket.read();
      for (int i = 0; i < 4; i++) {
        auscult.clock.advance(Duration.ofSeconds(25));
        assertThat(socket.read().opcode()).isEqualTo(9);
        socket.send(10, true, new byte[0]);
      }
      auscult.clock.advance(Duration.ofSeconds(25));
      assertThat(socket.readClose().closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void X_11_kafkaGoneHoldsTheClientBackAndLosesNothing() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      auscult.kafka.await(id, SessionInput.Opened.class);
      auscult.kafka.goAway();
      byte[] second = new byte[32_000];
      int sent = 0;
      CompletableFuture<?> last = CompletableFuture.completedFuture(null);
      // Kernel buffers take a few megabytes before a client notices that nobody reads.
      while (sent < 2_000 * second.length) {
        last = client.audioLater(second);
        sent += second.length;
        try {
          last.get(1, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
          break;
        }
      }
      assertThat(last.isDone()).as("held back after %d bytes", sent).isFalse();
      auscult.clock.advance(Duration.ofSeconds(3));
      assertThat(client.next("warning").get("code").asText()).isEqualTo("degraded");
      assertThat(auscult.kafka.mostUnrecorded()).isLessThan(256 * 1024 + 2L * second.length);
      auscult.clock.advance(Duration.ofSeconds(300)); // and it is not blamed for being silent
      auscult.kafka.comeBack();
      last.get(10, TimeUnit.SECONDS);
      auscult.kafka.awaitAudio(id, sent);
      assertThat(client.isOpen()).isTrue();
      assertThat(client.hasMore()).isFalse();
    }
  }

  @Test
  void K9_MS_103_drainWarnsThenDropsWithoutAClose() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      client.audio(new byte[640]);
      assertThat(auscult.http("POST", "/admin/drain", Running.ADMIN, "").statusCode())
          .isEqualTo(204);
      assertThat(client.next("warning").get("code").asText()).isEqualTo("draining");
      assertThat(client.ended().code()).isEqualTo(1006);
      auscult.kafka.await(id, Detached.class);
      assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Detached");
      assertThat(auscult.http("GET", "/health/ready", "", "").statusCode()).isEqualTo(503);
      assertThat(auscult.http("GET", "/health/live", "", "").statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> auscult.connect())
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              e -> assertThat(e.getResponse().statusCode()).isEqualTo(503));
    }
  }

  @Test
  void closingTheGatewayKeepsEverythingAccepted() throws Exception {
    Client client = auscult.connect();
    String id = client.sessionId();
    client.audio(new byte[1_000]);
    client.text("x");
    client.next("warning");
    auscult.gateway.close();
    assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Detached");
    assertThat(auscult.kafka.audio(id)).hasSize(1_000);
    assertThat(client.ended().code()).isEqualTo(1006);
  }

  @Test
  void MS_33_MS_34_sessionLimitOfTheToken() throws Exception {
    String token = auscult.tokenWith(Map.of("session_limit", 2, "sub", "limited"));
    try (Client one = Client.open(auscult.ws(""), token);
        Client two = Client.open(auscult.ws(""), token)) {
      two.sessionId();
      assertThatThrownBy(() -> Client.open(auscult.ws(""), token))
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              e -> {
                assertThat(e.getResponse().statusCode()).isEqualTo(429);
                assertThat(e.getResponse().headers().firstValue("Retry-After")).contains("30");
              });
      try (Client browser = Client.open(auscult.ws("?reject=close"), token)) {
        assertThat(browser.ended().code()).isEqualTo(1013);
      }
      try (Client colleague =
          Client.open(
              auscult.ws(""), auscult.tokenWith(Map.of("session_limit", 2, "sub", "other")))) {
        assertThat(colleague.sessionId()).isNotEmpty();
      }
      String id = one.sessionId();
      one.closeWith(1000);
      auscult.kafka.await(id, Stopped.class);
      one.ended();
      try (Client next = openWithin(Duration.ofSeconds(1), token)) {
        assertThat(next.sessionId()).isNotEmpty();
      }
    }
  }

  @Test
  void MS_34_theLimitHoldsAcrossGateways() throws Exception {
    String token = auscult.tokenWith(Map.of("session_limit", 1, "sub", "limited"));
    try (Running second = Running.start(auscult.kafka, s -> s);
        Client client = Client.open(auscult.ws(""), token)) {
      String id = client.sessionId();
      auscult.kafka.publish(
          new io.auscult.events.SessionView(
              id,
              auscult.kafka.await(id, SessionInput.Opened.class).tenant(),
              "medisync",
              "live",
              0,
              Running.setup(),
              java.util.List.of(),
              null));
      assertThatThrownBy(() -> Client.open(second.ws(""), token))
          .isInstanceOf(WebSocketHandshakeException.class);
    }
  }

  @Test
  void aDetachedSessionGivesItsPlaceBack() throws Exception {
    String token = auscult.tokenWith(Map.of("session_limit", 1, "sub", "limited"));
    try (Client client = Client.open(auscult.ws(""), token)) {
      String id = client.sessionId();
      client.vanish();
      auscult.kafka.await(id, Detached.class);
      try (Client next = openWithin(Duration.ofSeconds(1), token)) {
        assertThat(next.sessionId()).isNotEqualTo(id);
      }
    }
  }

  @Test
  void MS_28_MS_29_revocationReachesEveryGatewayAndLiveSessions() throws Exception {
    String token = auscult.tokenWith(Map.of("jti", "token-7"));
    try (Running second = Running.start(auscult.kafka, s -> s);
        Client client = Client.open(auscult.ws(""), token);
        Client bystander = auscult.connect()) {
      String id = client.sessionId();
      client.audio(new byte[640]);
      assertThat(
              second
                  .http("POST", "/admin/revocations", Running.ADMIN, "{\"jti\":\"token-7\"}")
                  .statusCode())
          .isEqualTo(204);
      assertThat(client.next("warning").get("code").asText()).isEqualTo("token_revoked");
      assertThat(client.ended().code()).isEqualTo(1002);
      assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("token_revoked");
      assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Stopped");
      for (Running gateway : new Running[] {auscult, second}) {
        assertThatThrownBy(() -> Client.open(gateway.ws(""), token))
            .isInstanceOfSatisfying(
                WebSocketHandshakeException.class,
                e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
      }
      assertThat(bystander.isOpen()).isTrue();
    }
  }

  @Test
  void MS_35_K11_overTheRateIsHeldBackThenRefused() throws Exception {
    String token = auscult.tokenWith(Map.of("rate_limit", 10));
    try (Client client = Client.open(auscult.ws(""), token)) {
      String id = client.sessionId();
      for (int i = 0; i < 11; i++) client.audio(new byte[3_200]);
      assertThat(client.next("warning").get("code").asText()).isEqualTo("over_rate");
      auscult.kafka.awaitAudio(id, 11 * 3_200);
      auscult.clock.advance(Duration.ofSeconds(11));
      for (int i = 0; i < 4; i++) client.audioLater(new byte[3_200]);
      assertThat(client.next("warning").get("code").asText()).isEqualTo("rate_exceeded");
      assertThat(client.ended().code()).isEqualTo(1013);
      assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("rate_exceeded");
    }
  }

  @Test
  void MS_73_withoutARateNothingIsRefusedForSpeed() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      for (int i = 0; i < 600; i++) client.audio(new byte[3_200]);
      auscult.kafka.awaitAudio(id, 600 * 3_200);
      assertThat(client.hasMore()).isFalse();
    }
  }

  @Test
  void MS_30_expiryMidSessionCutsNobodyByDefault() throws Exception {
    long now = auscult.clock.millis() / 1000;
    try (Client client = Client.open(auscult.ws(""), auscult.tokenWith(Map.of("exp", now + 30)))) {
      String id = client.sessionId();
      auscult.clock.advance(Duration.ofSeconds(100));
      client.audio(new byte[3_200]);
      auscult.kafka.awaitAudio(id, 3_200);
      assertThat(client.hasMore()).isFalse();
    }
  }

  @Test
  void MS_30_expiryIsEnforcedWhereAskedFor() throws Exception {
    try (Running strict =
        Running.start(s -> Running.with(s, Running.sessions(OptionalInt.empty(), true)))) {
      long now = strict.clock.millis() / 1000;
      try (Client client = Client.open(strict.ws(""), strict.tokenWith(Map.of("exp", now + 90)))) {
        String id = client.sessionId();
        strict.clock.advance(Duration.ofSeconds(40));
        assertThat(client.next("warning").get("code").asText()).isEqualTo("token_expiring");
        strict.clock.advance(Duration.ofSeconds(60));
        assertThat(client.next("warning").get("code").asText()).isEqualTo("token_expired");
        assertThat(client.ended().code()).isEqualTo(1002);
        assertThat(strict.kafka.await(id, Stopped.class).reason()).isEqualTo("token_expired");
      }
    }
  }

  @Test
  void MS_108_theClientsEchoOf1013IsNoError() throws Exception {
    String token = auscult.tokenWith(Map.of("session_limit", 1, "sub", "limited"));
    try (Client first = Client.open(auscult.ws(""), token)) {
      first.sessionId();
      for (int i = 0; i < 5; i++) {
        try (Client refused = Client.open(auscult.ws("?reject=close"), token)) {
          assertThat(refused.ended().code()).isEqualTo(1013);
        }
      }
      assertThat(auscult.http("GET", "/metrics", "", "").body())
          .contains("auscult_gateway_faults_total 0.0")
          .contains("auscult_gateway_sessions_live 1.0");
    }
  }

  /** A place is free again within a second; until then the gateway says 429. */
  private Client openWithin(Duration atMost, String token) throws Exception {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      try {
        return Client.open(auscult.ws(""), token);
      } catch (WebSocketHandshakeException e) {
        if (System.nanoTime() > end) throw e;
      }
    }
  }

  private static RawSocket raw(Running auscult) throws Exception {
    return RawSocket.open(
        auscult.gateway.port(), "/ws/transcribe", 0, "Authorization: Bearer " + auscult.token());
  }
}
