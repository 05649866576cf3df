package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.SessionInput;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionInput.Stopped;
import io.auscult.events.StreamSpec;
import io.auscult.gateway.auth.TokenMint.Kind;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scribe through a real socket: handshakes, audio on its way to the log, results (§2.1 to §2.4).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScribeSocketTest {
  private Running auscult;

  @BeforeAll
  void start() throws Exception {
    auscult = Running.start();
  }

  @AfterAll
  void stop() {
    auscult.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/scribe/server, SCRIBE_SERVER, 8,  101",
    "/v1/scribe/server, SCRIBE_USER,   8,  403",
    "/v1/scribe/user,   SCRIBE_USER,   24, 101",
    "/v1/scribe/user,   SCRIBE_USER,   25, 403",
    "/v1/scribe/user,   SCRIBE_SERVER, 8,  403",
    "/stream,           SCRIBE_USER,   8,  101",
    "/stream,           SCRIBE_SERVER, 72, 101",
    "/stream,           MEDISYNC,      8,  403",
  })
  void DI_01_twoSurfacesAndTheirAlias(String path, Kind kind, int hours, int status)
      throws Exception {
    String token = ScribeClient.token(auscult, kind, Duration.ofHours(hours));
    try (ScribeClient client = ScribeClient.open(auscult, path, token)) {
      assertThat(client.status()).isEqualTo(status);
    }
  }

  @Test
  void DI_02_theProtocolIsEchoedWhereItIsOfferedAndTheTokenNever() throws Exception {
    String token = ScribeClient.token(auscult, Kind.SCRIBE_SERVER, Duration.ofHours(1));
    for (String offered :
        List.of(
            "copilot-listen-protocol, jwt-" + token, "jwt-" + token + ",copilot-listen-protocol")) {
      try (ScribeClient browser =
          ScribeClient.handshake(
              auscult,
              ScribeClient.SERVER,
              0,
              "Origin: https://clinic.example",
              "Sec-WebSocket-Protocol: " + offered)) {
        assertThat(browser.status()).isEqualTo(101);
        assertThat(browser.header("Sec-WebSocket-Protocol")).contains("copilot-listen-protocol");
        browser.text(ScribeClient.ONE);
        auscult.kafka.await(browser.sessionId(), Opened.class);
      }
    }
    try (ScribeClient plain = ScribeClient.open(auscult)) {
      assertThat(plain.status()).isEqualTo(101);
      assertThat(plain.header("Sec-WebSocket-Protocol")).isEmpty();
    }
  }

  @Test
  void K1_aBrowserWithoutATokenIsToldInBand() throws Exception {
    try (ScribeClient browser =
        ScribeClient.handshake(auscult, "/v1/scribe/user", 0, "Origin: https://clinic.example")) {
      JsonNode error = browser.error("token_missing");
      assertThat(error.get("error").asText()).isEqualTo("unauthorized");
      assertThat(browser.closed()).isEqualTo(1002);
    }
    try (ScribeClient backend = ScribeClient.handshake(auscult, "/v1/scribe/user", 0)) {
      assertThat(backend.status()).isEqualTo(401);
    }
    String token = ScribeClient.token(auscult, Kind.SCRIBE_USER, Duration.ofHours(1));
    try (ScribeClient asked =
        ScribeClient.open(auscult, ScribeClient.SERVER + "?reject=close", token)) {
      asked.error("scope_insufficient");
      assertThat(asked.closed()).isEqualTo(1008);
    }
  }

  @Test
  void DI_03_DI_17_audioBeforeTheRequestIsNotTranscribedAndTheRequestIsNotAnswered()
      throws Exception {
    try (ScribeClient client = ScribeClient.open(auscult)) {
      client.chunk("room", new byte[640]);
      client.error("not_configured");
      assertThat(auscult.kafka.of(client.sessionId())).isEmpty();
      client.text(ScribeClient.ONE);
      client.chunk("room", noise(3_200, 1));
      assertThat(auscult.kafka.awaitAudio(client.sessionId(), 3_200)).isEqualTo(noise(3_200, 1));
      client.assertQuiet();
    }
  }

  @Test
  void DI_13_DI_60_theSessionIsInTheLogAsItWasAskedFor() throws Exception {
    try (ScribeClient client = ScribeClient.open(auscult, ScribeClient.TWO)) {
      Opened opened = auscult.kafka.await(client.sessionId(), Opened.class);
      assertThat(opened.dialect()).isEqualTo("scribe");
      assertThat(opened.streams())
          .containsExactly(new StreamSpec("p", "provider"), new StreamSpec("q", "patient"));
      assertThat(opened.note().wanted()).isTrue();
      assertThat(opened.show().partials()).isTrue();
      assertThat(opened.limits().durationMs()).isEqualTo(3_600_000);
      assertThat(opened.limits().maxSessionMs()).isZero();
    }
  }

  @Test
  void DI_20_DI_26_interleavedTracksReachTheLogEachWhole() throws Exception {
    byte[] provider = noise(64_000, 2);
    byte[] patient = noise(48_000, 3);
    try (ScribeClient client = ScribeClient.open(auscult, ScribeClient.TWO)) {
      for (int at = 0; at < provider.length; at += 8_000) {
        client.chunk("p", java.util.Arrays.copyOfRange(provider, at, at + 8_000));
        if (at < patient.length) {
          client.chunk("q", java.util.Arrays.copyOfRange(patient, at, at + 8_000));
        }
      }
      client.text(ScribeClient.STOP);
      auscult.kafka.await(client.sessionId(), Stopped.class);
      assertThat(track(client.sessionId(), 0)).isEqualTo(provider);
      assertThat(track(client.sessionId(), 1)).isEqualTo(patient);
    }
  }

  @Test
  void DI_27_aTrackThatNeverSpeaksHoldsNothingBack() throws Exception {
    try (ScribeClient client = ScribeClient.open(auscult, ScribeClient.TWO)) {
      client.chunk("p", noise(16_000, 4));
      assertThat(auscult.kafka.awaitAudio(client.sessionId(), 16_000)).isEqualTo(noise(16_000, 4));
      client.text(ScribeClient.STOP);
      assertThat(auscult.kafka.await(client.sessionId(), Stopped.class).reason())
          .isEqualTo("client_stop");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 32000", "8000, 16000", "44100, 88200", "48000, 96000"})
  void DI_08_aSecondAtAnyRateIsASecondInTheLog(int rate, int bytes) throws Exception {
    String request =
        ScribeClient.ONE.replace("{\"object\"", "{\"sample_rate\":" + rate + ",\"object\"");
    try (ScribeClient client = ScribeClient.open(auscult, request)) {
      client.chunk("room", new byte[bytes]);
      client.text(ScribeClient.STOP);
      auscult.kafka.await(client.sessionId(), Stopped.class);
      assertThat(auscult.kafka.audio(client.sessionId()).length).isBetween(31_900, 32_100);
    }
  }

  @Test
  void DI_21_aChunkThatIsTooLongIsToldOnceIn10SecondsAndIsTaken() throws Exception {
    try (Running own = Running.start();
        ScribeClient client = ScribeClient.open(own, ScribeClient.ONE)) {
      for (int i = 0; i < 3; i++) client.chunk("room", noise(38_400, i));
      client.error("chunk_too_long");
      own.kafka.awaitAudio(client.sessionId(), 3 * 38_400);
      client.assertQuiet();
      own.clock.advance(Duration.ofSeconds(11));
      awaitThat(
          () -> {
            client.chunk("room", noise(38_400, 9));
            client.text("{}");
            JsonNode first = client.next();
            if (!first.get("code").asText().equals("chunk_too_long")) return false;
            client.error("missing_field");
            return true;
          });
    }
  }

  @Test
  void DI_21_aChunkOfMoreThan5SecondsIsNotTaken() throws Exception {
    try (ScribeClient client = ScribeClient.open(auscult, ScribeClient.ONE)) {
      client.chunk("room", new byte[163_840]);
      client.error("chunk_rejected");
      client.chunk("room", noise(3_200, 5));
      assertThat(auscult.kafka.awaitAudio(client.sessionId(), 3_200)).isEqualTo(noise(3_200, 5));
    }
  }

  @Test
  void DI_22_DI_23_badBase64CostsNothingAndEveryGoodKindIsTheSameAudio() throws Exception {
    byte[] pcm = noise(1_601 * 2, 6);
    String standard = Base64.getEncoder().encodeToString(pcm);
    String urlSafe = Base64.getUrlEncoder().encodeToString(pcm);
    assertThat(standard).contains("+", "/", "=");
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    try (ScribeClient client = ScribeClient.open(auscult, ScribeClient.ONE)) {
      client.chunk("stream1", "wac=aasdZawvewad234141");
      client.error("invalid_payload");
      for (String payload :
          List.of(
              standard,
              standard.replace("=", ""),
              urlSafe,
              urlSafe.replace("=", ""),
              "data:audio/pcm;base64," + standard)) {
        client.chunk("stream1", payload);
        expected.writeBytes(pcm);
      }
      assertThat(auscult.kafka.awaitAudio(client.sessionId(), expected.size()))
          .isEqualTo(expected.toByteArray());
    }
  }

  @Test
  void DI_28_binaryAudio() throws Exception {
    try (ScribeClient one = ScribeClient.open(auscult, ScribeClient.ONE);
        ScribeClient two = ScribeClient.open(auscult, ScribeClient.TWO)) {
      one.binary(noise(3_200, 7));
      assertThat(auscult.kafka.awaitAudio(one.sessionId(), 3_200)).isEqualTo(noise(3_200, 7));
      two.binary(noise(3_200, 7));
      two.error("unknown_stream");
    }
  }

  @Test
  void DI_64_aContainerIsToldOfAndNeverDecoded() throws Exception {
    byte[] webm = noise(8_000, 8);
    System.arraycopy(new byte[] {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3}, 0, webm, 0, 4);
    try (ScribeClient client = ScribeClient.open(auscult, ScribeClient.ONE)) {
      client.chunk("room", webm);
      client.error("unsupported_format");
      client.chunk("room", noise(8_000, 9));
      client.text(ScribeClient.STOP);
      auscult.kafka.await(client.sessionId(), Stopped.class);
      assertThat(auscult.kafka.story(client.sessionId())).isEqualTo("Opened Stopped");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "{\"object\":null}",
        "{\"object\":\"\\ud800\"}",
        "{\"object\":\"audio_chunk\",\"stream_id\":\"\\ud800\",\"payload\":\"\\u0000\"}",
        "{\"object\":\"audio_chunk\",\"stream_id\":\"room\",\"payload\":\"\\ud800\"}",
        "{\"object\":\"stream_request\",\"streams\":[{\"id\":\"\\ud800\"}]}",
        "{\"object\":\"stream_request\",\"streams\":{\"id\":\"a\"},\"vocabulary\":[\"\\udfff\"]}",
        "{} {}",
      })
  void X_05_X_06_DI_65_hostileMessagesCostNobodyAnything(String text) throws Exception {
    try (ScribeClient fresh = ScribeClient.open(auscult);
        ScribeClient talking = ScribeClient.open(auscult, ScribeClient.ONE)) {
      for (ScribeClient c : List.of(fresh, talking)) {
        c.text(text);
        assertThat(c.next().get("object").asText()).isEqualTo("error_msg");
      }
      fresh.text(ScribeClient.ONE);
      auscult.kafka.await(fresh.sessionId(), Opened.class);
      talking.chunk("room", noise(3_200, 13));
      auscult.kafka.awaitAudio(talking.sessionId(), 3_200);
      assertThat(auscult.http("GET", "/metrics", "", "").body())
          .contains("auscult_gateway_faults_total 0.0");
    }
  }

  private interface Attempt {
    boolean succeeds() throws Exception;
  }

  private static void awaitThat(Attempt attempt) throws Exception {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!attempt.succeeds()) assertThat(System.nanoTime()).isLessThan(end);
  }

  private byte[] track(String session, int stream) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (SessionInput i : auscult.kafka.of(session)) {
      if (i instanceof SessionInput.Audio a && a.stream() == stream) all.writeBytes(a.pcm());
    }
    return all.toByteArray();
  }

  private static byte[] noise(int bytes, long seed) {
    byte[] pcm = new byte[bytes];
    new Random(seed).nextBytes(pcm);
    return pcm;
  }
}
