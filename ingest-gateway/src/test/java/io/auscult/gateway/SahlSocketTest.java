package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionInput.Paused;
import io.auscult.events.SessionInput.Stopped;
import io.auscult.events.SessionOutput;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sahl Listen over a real socket: connecting, audio, warnings and errors. */
class SahlSocketTest extends SahlConversation {
  private static final String ORIGIN = "https://clinic.example";
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void SA_01_SA_02_SA_03_aLoginTokenInTheHeader() throws Exception {
    String answer =
        auscult
            .http("POST", "/login", "", "{\"username\":\"nurse\",\"password\":\"pass-1\"}")
            .body();
    try (Client client = Client.open(uri(""), JSON.readTree(answer).get("token").asText())) {
      assertThat(client.subprotocol()).isEmpty();
      Opened opened = started(client);
      assertThat(opened.tenant().organization()).isEqualTo("clinic-1");
      assertThat(opened.tenant().subject()).isEqualTo("nurse");
      assertThat(opened.note().template()).isEqualTo("FAMILY_MEDICINE");
    }
  }

  @ParameterizedTest
  @CsvSource({"listen-protocol, %s", "%s, listen-protocol", "listen-protocol, jwt-%s"})
  void SA_04_K7_theSecondSubprotocolIsTheTokenAndIsNotSentBack(String first, String second)
      throws Exception {
    String token = token();
    String offer = first.formatted(token) + ", " + second.formatted(token);
    try (RawSocket socket =
        RawSocket.open(auscult.gateway.port(), PATH, 0, "Sec-WebSocket-Protocol: " + offer)) {
      assertThat(socket.response)
          .startsWith("HTTP/1.1 101")
          .containsIgnoringCase("Sec-WebSocket-Protocol: listen-protocol\r\n")
          .doesNotContain(token);
    }
    try (Client client =
        Client.offering(uri(""), ORIGIN, first.formatted(token), second.formatted(token))) {
      assertThat(client.subprotocol()).isEqualTo("listen-protocol");
      assertThat(started(client).dialect()).isEqualTo("sahl");
    }
  }

  @Test
  void SA_06_K1_aBrowserWithABadTokenIsTold() throws Exception {
    try (Client client = Client.offering(uri(""), ORIGIN, "listen-protocol", "bad.token.here")) {
      JsonNode told = client.next();
      assertThat(told.get("object").asText()).isEqualTo("error_message");
      assertThat(told.get("is_final").asBoolean()).isTrue();
      assertThat(client.ended().code()).isEqualTo(1002);
    }
    String other = auscult.token(); // of MediSync, without the scope
    try (Client client = Client.offering(uri(""), ORIGIN, "listen-protocol", other)) {
      assertThat(client.next().get("reason").asText()).isEqualTo("scope_insufficient");
      assertThat(client.ended().code()).isEqualTo(1008);
    }
  }

  @Test
  void SA_06_K1_everybodyElseGets401And403() throws Exception {
    for (String token : List.of("bad.token.here", auscult.token())) {
      int status = token.startsWith("bad") ? 401 : 403;
      assertThatThrownBy(() -> Client.open(uri(""), token))
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              e -> {
                assertThat(e.getResponse().statusCode()).isEqualTo(status);
                assertThat(e.getResponse().headers().firstValue("WWW-Authenticate")).isPresent();
              });
    }
  }

  @Test
  void SA_09_withoutAStartNothingIsOpenedAndItCloses1008() throws Exception {
    try (Client client = open("")) {
      chunk(client, new byte[320]);
      assertThat(client.next().get("object").asText()).isEqualTo("error_message");
      auscult.clock.advance(Duration.ofSeconds(29));
      client.catchUp();
      assertThat(client.isOpen()).isTrue();
      auscult.clock.advance(Duration.ofSeconds(2));
      assertThat(client.next().get("is_final").asBoolean()).isTrue();
      assertThat(client.ended().code()).isEqualTo(1008);
    }
  }

  @Test
  void SA_10_SA_11_chunksAndBinaryFramesAreOneStream() throws Exception {
    try (Client client = open("")) {
      String id = started(client).session();
      byte[] pcm = TalkTest.noise(32_000, 4);
      for (int from = 0; from < pcm.length; from += 320) {
        byte[] part = Arrays.copyOfRange(pcm, from, from + 320);
        if (from % 640 == 0) {
          chunk(client, part);
        } else {
          client.audio(part);
        }
      }
      assertThat(auscult.kafka.awaitAudio(id, pcm.length)).isEqualTo(pcm);
      client.catchUp();
      assertThat(client.hasMore()).as("no ack without a seq_id").isFalse();
    }
  }

  @Test
  void SA_11_acksInOrderAndOnlyWhenTheAudioIsDurable() throws Exception {
    try (Client client = open("")) {
      String id = started(client).session();
      auscult.kafka.goAway();
      for (int i = 0; i < 300; i++) client.text(chunk(new byte[320], i));
      client.catchUp();
      assertThat(client.hasMore()).isFalse();
      auscult.kafka.comeBack();
      for (int i = 0; i < 300; i++) {
        JsonNode ack = nextOf(client, "ack");
        assertThat(ack.get("seq_id").asInt()).isEqualTo(i);
      }
      auscult.kafka.awaitAudio(id, 300 * 320);
    }
  }

  @Test
  void SA_12_SA_14_SA_20_aSilenceUntilTheSessionEndsForIt() throws Exception {
    try (Client client = open("")) {
      String id = started(client).session();
      for (int i = 0; i < 2; i++) {
        auscult.kafka.say(
            new SessionOutput.Warning(
                id, "w-1", i, "silence", "No speech detected for more than 10 seconds."));
      }
      JsonNode first = client.next();
      assertThat(first.get("code").asText()).isEqualTo("1007");
      assertThat(first.get("is_final").asBoolean()).isFalse();
      assertThat(client.next()).isEqualTo(first);
      auscult.clock.advance(Duration.ofSeconds(121));
      JsonNode last = client.next();
      assertThat(last.get("id")).isEqualTo(first.get("id"));
      assertThat(last.get("is_final").asBoolean()).isTrue();
      assertThat(client.ended().code()).isEqualTo(1001);
      assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("idle");
    }
  }

  @Test
  void SA_15_SA_16_aPauseIsSilentAndAudioAfterItIsOfTheSameSession() throws Exception {
    try (Client client = open("")) {
      String id = started(client).session();
      chunk(client, new byte[3_200]);
      client.text("{\"object\":\"pause\"}");
      auscult.kafka.await(id, Paused.class);
      chunk(client, new byte[3_200]);
      auscult.kafka.awaitAudio(id, 6_400);
      assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Paused Audio");
      client.catchUp();
      assertThat(client.hasMore()).isFalse();
    }
  }

  @Test
  void SA_17_aPauseKeepsTheSocketForHalfAnHour() throws Exception {
    try (RawSocket socket =
        RawSocket.open(
            auscult.gateway.port(), PATH + "?token=" + token(), 0, "Origin: " + ORIGIN)) {
      socket.send(1, true, bytes("{\"object\":\"start\"}"));
      socket.send(1, true, bytes("{\"object\":\"pause\"}"));
      String id = auscult.kafka.awaitAnother(seen).session();
      auscult.kafka.await(id, Paused.class);
      for (int i = 0; i < 75; i++) {
        auscult.clock.advance(Duration.ofSeconds(25));
        assertThat(socket.read().opcode()).as("a ping after %d s", 25 * i).isEqualTo(9);
        socket.send(10, true, new byte[0]);
      }
      socket.send(2, true, new byte[3_200]);
      auscult.kafka.awaitAudio(id, 3_200);
      auscult.clock.advance(Duration.ofSeconds(121));
      assertThat(socket.readClose().closeCode()).as("no pause any more").isEqualTo(1001);
    }
  }

  @Test
  void SA_18_allThatIsNoAudioIsToldAndTheSessionGoesOn() throws Exception {
    try (Client client = open("")) {
      String id = started(client).session();
      byte[] webm = TalkTest.noise(1_001, 5);
      System.arraycopy(new byte[] {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3}, 0, webm, 0, 4);
      chunk(client, webm);
      assertFormat(client.next());
      chunk(client, TalkTest.noise(1_001, 6));
      chunk(client, TalkTest.noise(1_000, 7));
      client.text("{\"object\":\"audio_chunk\",\"payload\":\"this is no base64\"}");
      assertFormat(client.next());
      auscult.clock.advance(Duration.ofSeconds(11));
      chunk(client, TalkTest.noise(1_001, 8));
      assertFormat(client.next());
      chunk(client, wav(TalkTest.noise(6_400, 9)));
      assertThat(auscult.kafka.awaitAudio(id, 6_400)).isEqualTo(TalkTest.noise(6_400, 9));
      assertThat(client.hasMore()).isFalse();
    }
  }

  @Test
  void SA_18_oddPcmIsToldAndTheNextChunkIsWhole() throws Exception {
    try (Client client = open("")) {
      String id = started(client).session();
      chunk(client, TalkTest.noise(3_201, 1));
      assertFormat(client.next());
      chunk(client, TalkTest.noise(3_200, 2));
      byte[] audio = auscult.kafka.awaitAudio(id, 6_400);
      assertThat(Arrays.copyOfRange(audio, 3_200, 6_400)).isEqualTo(TalkTest.noise(3_200, 2));
    }
  }

  private static void assertFormat(JsonNode frame) {
    assertThat(frame.get("object").asText()).isEqualTo("error_message");
    assertThat(frame.get("code").asText()).isEqualTo("1000");
    assertThat(frame.get("message").asText()).isEqualTo("audio stream is not in correct format.");
    assertThat(frame.get("is_final").asBoolean()).isFalse();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] wav(byte[] pcm) {
    java.nio.ByteBuffer b =
        java.nio.ByteBuffer.allocate(44 + pcm.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    b.put(bytes("RIFF")).putInt(36 + pcm.length).put(bytes("WAVEfmt ")).putInt(16);
    b.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
    b.putShort((short) 2).putShort((short) 16).put(bytes("data")).putInt(pcm.length).put(pcm);
    return b.array();
  }
}
