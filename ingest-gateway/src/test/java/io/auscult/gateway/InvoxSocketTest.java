package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.Callback;
import io.auscult.events.SessionInput.Opened;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invox over real sockets: who connects, and what each message is answered (§3). */
class InvoxSocketTest extends InvoxFixture {
  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/invox"})
  void IN_01_IN_02_IN_05_theDocumentedUrlConnects(String path) throws Exception {
    for (String origin : new String[] {"", "https://app.example"}) {
      try (Client client = Client.open(url(path, ""), "", origin)) {
        JsonNode first = client.next();
        assertThat(first.get("message").asText()).isEqualTo("Connection established.");
        assertThat(first).hasSize(2);
        auscult.kafka.await(first.get("connectionId").asText(), Opened.class);
      }
    }
  }

  @Test
  void IN_02_IN_06_theCallbackAndTheApplicationReachTheLogAsTheyAre() throws Exception {
    try (Client client = connect("&vocabulary=metoprolol")) {
      Opened opened = auscult.kafka.await(connectionId(client), Opened.class);
      assertThat(opened.callback()).isEqualTo(new Callback(CALLBACK, "app-1"));
      assertThat(opened.dialect()).isEqualTo("invox");
      assertThat(opened.tenant().organization()).isEqualTo("clinic-1");
      assertThat(opened.tenant().subject()).isEqualTo("app-1");
      assertThat(opened.vocabulary()).containsExactly("metoprolol");
      assertThat(opened.limits().resumeMs()).isZero();
      assertThat(opened.limits().durationMs()).isZero();
      assertThat(opened.show().items()).isFalse();
    }
  }

  @Test
  void IN_04_IN_06_K6_noSubprotocolAndTheIdInTheHeaderToo() throws Exception {
    RawSocket socket =
        RawSocket.open(
            auscult.gateway.port(), "/?callbackUrl=" + encoded() + "&accessToken=" + token(), 0);
    String first = new String(socket.read().payload(), StandardCharsets.UTF_8);
    String id = first.replaceAll(".*\"connectionId\":\"([^\"]+)\".*", "$1");
    assertThat(socket.response)
        .contains("X-Connection-Id: " + id)
        .contains("X-Session-Id: " + id)
        .doesNotContain("Sec-WebSocket-Protocol");
    socket.close();
  }

  @Test
  void IN_07_browsersAreTold401InBandOthersByStatus() throws Exception {
    for (String bad : new String[] {"", "a+b/c==", auscult.tokenWith(Map.of("exp", 1, "iat", 1))}) {
      URI uri = auscult.ws("/", "?callbackUrl=" + encoded() + "&accessToken=" + bad);
      assertThat(status(uri)).isEqualTo(401);
      try (Client browser = Client.open(uri, "", "https://app.example")) {
        JsonNode told = browser.next();
        assertThat(told.get("messageType").asText()).isEqualTo("invalidAccessToken");
        assertThat(told.get("errorType").asText()).isEqualTo("invalidAccessToken");
        assertThat(told.get("messsage")).isEqualTo(told.get("message"));
        assertThat(browser.ended().code()).isEqualTo(1002);
      }
    }
  }

  @Test
  void IN_08_IN_09_IN_10_permissionThenParameters() throws Exception {
    String noPermission = auscult.tokenWith(Map.of("app_id", "app-1"));
    String unknown = auscult.tokenWith(Map.of("app_id", "other", "scope", "REAL-TIME-TRANSCRIBE"));
    assertTold("?accessToken=" + unknown, 401, 1002, "invalidAccessToken");
    assertTold("?accessToken=" + noPermission, 403, 1008, "insuficientPermissions");
    assertTold("?accessToken=" + token(), 400, 1008, "missingCallbackUrl");
    assertTold("?callbackUrl=notaurl&accessToken=" + token(), 400, 1008, "invalidInputParameter");
    assertTold(
        "?callbackUrl=http%3A%2F%2F169.254.169.254&accessToken=" + token(),
        400,
        1008,
        "invalidInputParameter");
    assertTold(
        "?resume=31&callbackUrl=" + encoded() + "&accessToken=" + token(),
        400,
        1008,
        "invalidInputParameter");
  }

  @Test
  void IN_22_IN_25_elevenMessagesASecondAreNeitherHeldBackNorMissed() throws Exception {
    int frames = 2_000;
    try (Client client = connect("")) {
      String id = connectionId(client);
      for (int i = 0; i < frames; i++) {
        client.text(audio(new byte[CHUNK]));
        auscult.clock.advance(Duration.ofMillis(85));
      }
      auscult.clock.advance(Duration.ofMillis(100));
      for (int i = 1; i <= frames; i++) {
        JsonNode receipt = client.next();
        assertThat(receipt.get("audioReceived").asBoolean()).isTrue();
        assertThat(receipt.get("duration").asDouble()).isEqualTo(0.0853);
        assertThat(receipt.get("totalDuration").asDouble())
            .isEqualTo(Math.round(i * 853.125) / 10_000.0);
      }
      auscult.kafka.awaitAudio(id, frames * CHUNK);
      client.catchUp();
      assertThat(client.hasMore()).isFalse();
    }
  }

  @Test
  void IN_21_IN_24_whatTheClientEncodedIsWhatTheLogHas() throws Exception {
    byte[] pcm = new byte[4 * CHUNK];
    new Random(21).nextBytes(pcm);
    Arrays.fill(pcm, 0, CHUNK, (byte) 0); // as from a microphone of 8 kHz
    try (Client client = connect("")) {
      String id = connectionId(client);
      for (int at = 0; at < pcm.length; at += CHUNK) {
        client.text(audio(Arrays.copyOfRange(pcm, at, at + CHUNK)));
      }
      assertThat(auscult.kafka.awaitAudio(id, pcm.length)).isEqualTo(pcm);
    }
  }

  @Test
  void IN_26_noReceiptWhileKafkaIsAwayAndAllInOrderAfterIt() throws Exception {
    try (Client client = connect("")) {
      String id = connectionId(client);
      client.text(audio(new byte[CHUNK]));
      assertThat(client.next().get("audioReceived").asBoolean()).isTrue();
      auscult.kafka.goAway();
      for (int i = 0; i < 20; i++) client.text(audio(new byte[CHUNK + 320 * i]));
      auscult.clock.advance(Duration.ofSeconds(3));
      client.catchUp();
      assertThat(client.hasMore()).isFalse();
      auscult.kafka.comeBack();
      for (int i = 0; i < 20; i++) {
        assertThat(client.next().get("duration").asDouble())
            .isEqualTo(Math.round((CHUNK + 320 * i) / 3.2) / 10_000.0);
      }
      assertThat(auscult.kafka.audio(id)).hasSize(21 * CHUNK + 320 * 190);
    }
  }

  @Test
  void IN_26_X_11_pingsBehindAudioThatWaitsHoldTheClientBackToo() throws Exception {
    int pings = 0;
    try (Client client = connect("")) {
      String id = connectionId(client);
      auscult.kafka.await(id, Opened.class);
      auscult.kafka.goAway();
      client.text(audio(new byte[CHUNK]));
      client.catchUp();
      // Padding fills the kernel's buffers, so that the client notices that nobody reads.
      String ping = "{\"messageType\":\"PING\",\"message\":\"" + "x".repeat(4_000) + "\"}";
      CompletableFuture<?> last = CompletableFuture.completedFuture(null);
      while (pings < 30_000 && last.isDone()) {
        last = client.textLater(ping);
        pings++;
        try {
          last.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          break;
        }
      }
      assertThat(last.isDone()).as("held back after %d pings", pings).isFalse();
      auscult.kafka.comeBack();
      assertThat(client.next().get("audioReceived").asBoolean()).isTrue();
      for (int i = 0; i < pings; i++) {
        assertThat(client.next().get("message").asText()).isEqualTo("PONG");
      }
    }
  }

  @Test
  void IN_25_IN_27_IN_30_everyMessageHasItsAnswerInItsPlace() throws Exception {
    byte[] webm = {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    byte[] wav = Arrays.copyOf("RIFF\0\0\0\0WAVEfmt \u0010\0\0\0".getBytes(), 44);
    wav[20] = 85; // MP3 in WAV
    try (Client client = connect("")) {
      connectionId(client);
      auscult.kafka.goAway();
      client.text(audio(new byte[CHUNK]));
      client.text(PING);
      client.text("no json");
      client.text("{\"messageType\":\"AUDIO\"}");
      client.audio(new byte[640]);
      client.text(audio(wav));
      client.text(audio(wav));
      client.text("{\"messageType\":\"audio\",\"messsage\":\"AAAA\"}");
      client.catchUp();
      assertThat(client.hasMore()).isFalse();
      auscult.kafka.comeBack();
      assertThat(client.next().path("audioReceived").asBoolean()).isTrue();
      assertThat(client.next().get("message").asText()).isEqualTo("PONG");
      for (int i = 0; i < 5; i++) {
        JsonNode error = client.next();
        assertThat(error.get("audioReceived").asBoolean()).isFalse();
        assertThat(error.get("errorType").asText()).isEqualTo("invalidInputParameter");
      }
    }
    try (Client client = connect("")) {
      connectionId(client);
      for (int i = 0; i < 3; i++) {
        client.text(audio(webm)); // each is answered, not one in ten seconds
        assertThat(client.next().get("errorType").asText()).isEqualTo("invalidInputParameter");
      }
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  void theLimitIsOfTheApplicationWhoeverTheTokenNames() throws Exception {
    String[] tokens = {token(), token(), unnamedToken(), token()};
    Client[] open = new Client[3];
    for (int i = 0; i < 3; i++) {
      open[i] = Client.open(url("/", "", tokens[i]), "");
      connectionId(open[i]);
    }
    assertThat(status(url("/", "", tokens[3]))).isEqualTo(429);
    try (Client refused = Client.open(url("/", "&reject=close", tokens[3]), "")) {
      JsonNode told = refused.next();
      assertThat(told.get("errorType").asText()).isEqualTo("session_limit");
      assertThat(told.get("messsage")).isEqualTo(told.get("message"));
      assertThat(refused.ended().code()).isEqualTo(1013);
    }
    for (Client client : open) client.close();
  }

  @Test
  void IN_50_theApplicationReadsItsSessionsAndNobodyElseDoes() throws Exception {
    try (Client client = connect("")) {
      String path = "/v1/sessions/" + connectionId(client);
      assertThat(auscult.http("GET", path, token(), "").statusCode()).isEqualTo(200);
      assertThat(auscult.http("GET", path, unnamedToken(), "").statusCode()).isEqualTo(200);
      assertThat(auscult.http("GET", path, auscult.token("clinic-1", "dr"), "").statusCode())
          .isEqualTo(200);
      assertThat(auscult.http("GET", path, auscult.token("other", "dr"), "").statusCode())
          .isEqualTo(404);
    }
  }

  private void assertTold(String query, int status, int code, String errorType) throws Exception {
    assertThat(status(auscult.ws("/", query))).isEqualTo(status);
    try (Client browser = Client.open(auscult.ws("/", query), "", "https://app.example")) {
      assertThat(browser.next().get("errorType").asText()).isEqualTo(errorType);
      assertThat(browser.ended().code()).isEqualTo(code);
    }
  }
}
