package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.SessionInput;
import io.auscult.events.SessionOutput;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Audio in, items out (conformance §1.4 and §1.5, X-05 to ). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TalkTest {
  private Running auscult;

  @BeforeAll
  void start() throws Exception {
    auscult = Running.start();
  }

  @AfterAll
  void stop() {
    auscult.close();
  }

  @Test
  void MS_53_audioBeforeSessionInitIsKept() throws Exception {
    try (Client client = auscult.connect()) {
      byte[] pcm = noise(3_200, 1);
      client.audio(pcm);
      assertThat(auscult.kafka.awaitAudio(client.sessionId(), pcm.length)).isEqualTo(pcm);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {640, 3_200, 32_000, 160_000, 641, 4_999})
  void MS_60_MS_67_MS_68_framesOfAnySizeGiveTheSameAudio(int frame) throws Exception {
    byte[] pcm = noise(320_000, 2);
    try (Client client = auscult.connect()) {
      for (int from = 0; from < pcm.length; from += frame) {
        client.audio(Arrays.copyOfRange(pcm, from, Math.min(pcm.length, from + frame)));
      }
      String id = client.sessionId();
      assertThat(auscult.kafka.awaitAudio(id, pcm.length)).isEqualTo(pcm);
      for (SessionInput i : auscult.kafka.of(id)) {
        if (i instanceof SessionInput.Audio a) assertThat(a.pcm().length).isBetween(2, 32_000);
      }
    }
  }

  @Test
  void MS_69_fragmentsAndEmptyFrames() throws Exception {
    byte[] pcm = noise(9_600, 3);
    try (Client client = auscult.connect()) {
      client.audio(new byte[0]);
      client.fragment(Arrays.copyOfRange(pcm, 0, 1_001), false);
      client.fragment(new byte[0], false);
      client.fragment(Arrays.copyOfRange(pcm, 1_001, pcm.length), true);
      assertThat(auscult.kafka.awaitAudio(client.sessionId(), pcm.length)).isEqualTo(pcm);
    }
  }

  @Test
  void MS_80_MS_81_itemsAsDocumented() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      auscult.kafka.say(item(id, 0, 0, true, "Good morning.", 0, 3_450));
      JsonNode frame = client.next("transcription");
      assertThat(frame.get("text").asText()).isEqualTo("Good morning.");
      assertThat(frame.get("speaker").asText()).isEqualTo("SPEAKER_0");
      assertThat(frame.get("start").asDouble()).isEqualTo(0.0);
      assertThat(frame.get("end").asDouble()).isEqualTo(3.45);
      assertThat(frame.get("is_final").asBoolean()).isTrue();
      assertThat(frame.has("timestamp")).isFalse();
    }
  }

  @Test
  void MS_86_labelledText() throws Exception {
    try (Client client = auscult.connect("?text=labelled")) {
      auscult.kafka.say(item(client.sessionId(), 0, 0, true, "Good morning.", 0, 3_450));
      JsonNode frame = client.next("transcription");
      assertThat(frame.get("text").asText())
          .isEqualTo("[SPEAKER_0 | 0.000 --> 3.450]: Good morning.");
      assertThat(frame.get("audio_file").asText()).isEmpty();
      assertThat(frame.get("timestamp").isNumber()).isTrue();
    }
  }

  @Test
  void MS_82_X_12_replayedItemsReachTheClientOnce() throws Exception {
    try (Client client = auscult.connect("?interim=true")) {
      String id = client.sessionId();
      auscult.kafka.say(item(id, 0, 0, false, "Good", 0, 500));
      assertThat(client.next("transcription").get("text").asText()).isEqualTo("Good");
      auscult.clock.advance(Duration.ofMillis(500));
      auscult.kafka.say(item(id, 0, 1, false, "Good mor", 0, 800));
      auscult.kafka.say(item(id, 0, 0, false, "Good", 0, 500));
      auscult.kafka.say(item(id, 0, 2, true, "Good morning.", 0, 900));
      auscult.kafka.say(item(id, 0, 1, false, "Good mor", 0, 800));
      auscult.kafka.say(item(id, 0, 2, true, "Good morning.", 0, 900));
      auscult.kafka.say(item(id, 1, 0, true, "Sit down.", 1_000, 1_900));
      assertThat(
              List.of(
                  client.next("transcription").get("text").asText(),
                  client.next("transcription").get("text").asText(),
                  client.next("transcription").get("text").asText()))
          .containsExactly("Good mor", "Good morning.", "Sit down.");
    }
  }

  @Test
  void MS_80_emptyItemsAreNotShown() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      auscult.kafka.say(item(id, 0, 0, true, " ", 0, 500));
      auscult.kafka.say(item(id, 1, 0, true, "Yes.", 600, 900));
      assertThat(client.next("transcription").get("text").asText()).isEqualTo("Yes.");
    }
  }

  @Test
  void MS_72_MS_87_MS_88_warningsOfTheJobImplyNoClose() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      auscult.kafka.say(
          new SessionOutput.Warning(id, "w-1", 0, "silence", "No speech was heard for 10 s."));
      auscult.kafka.say(
          new SessionOutput.Failure(id, "i-1", "recognition_failed", "A piece was lost.", 0, 900));
      JsonNode warning = client.next("warning");
      assertThat(warning.get("code").asText()).isEqualTo("silence");
      assertThat(warning.get("message").asText()).isEqualTo("No speech was heard for 10 s.");
      assertThat(client.next("warning").get("code").asText()).isEqualTo("recognition_failed");
      client.audio(new byte[3_200]);
      auscult.kafka.awaitAudio(id, 3_200);
    }
  }

  @Test
  void MS_70_textIsWarnedOfAndTheSessionGoesOn() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      client.text("hello");
      assertThat(client.next("warning").get("code").asText()).isEqualTo("bad_text");
      client.text("{\"type\":\"config\"}");
      assertThat(client.next("warning").get("code").asText()).isEqualTo("unexpected_text");
      client.audio(new byte[3_200]);
      auscult.kafka.awaitAudio(id, 3_200);
    }
  }

  @Test
  void MS_70_stopFlushesFinalsThenCloses1000() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      client.audio(new byte[641]);
      client.text("{\"type\":\"stop\"}");
      assertThat(auscult.kafka.await(id, SessionInput.Stopped.class).reason())
          .isEqualTo("client_stop");
      assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Stopped");
      assertThat(client.isOpen()).isTrue();
      auscult.kafka.say(item(id, 0, 0, true, "The last words.", 0, 900));
      auscult.kafka.say(new SessionOutput.TranscriptCompleted(id, 1));
      auscult.kafka.say(new SessionOutput.Closed(id, "client_stop"));
      assertThat(client.next("transcription").get("text").asText()).isEqualTo("The last words.");
      assertThat(client.ended().code()).isEqualTo(1000);
    }
  }

  @Test
  void MS_67_X_07_overTheCapIsWarnedOfAndClosed1009() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      client.audio(new byte[1 << 20]);
      auscult.kafka.awaitAudio(id, 1 << 20);
      client.audioLater(new byte[(1 << 20) + 1]);
      assertThat(client.next("warning").get("code").asText()).isEqualTo("frame_too_big");
      assertThat(client.ended().code()).isEqualTo(1009);
      assertThat(auscult.kafka.await(id, SessionInput.Stopped.class).reason())
          .isEqualTo("frame_too_big");
    }
  }

  @Test
  void X_07_aHundredMegabytesAreNotKept() throws Exception {
    try (RawSocket socket = raw()) {
      socket.sendHead(2, 100L << 20);
      Thread sender =
          new Thread(
              () -> {
                byte[] part = new byte[1 << 20];
                try {
                  for (int i = 0; i < 100; i++) socket.sendRaw(part);
                } catch (java.io.IOException e) {
                  // The gateway may have closed already; the Close frame is what is asserted.
                }
              });
      sender.start();
      long before = used();
      assertThat(socket.readClose().closeCode()).isEqualTo(1009);
      assertThat(used() - before).isLessThan(20L << 20);
      sender.join(10_000);
    }
  }

  @Test
  void unmaskedFrameIs1002AndBadUtf8Is1007() throws Exception {
    try (RawSocket socket = raw()) {
      socket.sendUnmasked(2, new byte[10]);
      assertThat(socket.readClose().closeCode()).isEqualTo(1002);
    }
    try (RawSocket socket = raw()) {
      socket.send(1, true, new byte[] {(byte) 0xC3, (byte) 0x28});
      assertThat(socket.readClose().closeCode()).isEqualTo(1007);
    }
  }

  @Test
  void X_06_hostileJsonKillsNobody() throws Exception {
    List<String> hostile =
        List.of(
            "{",
            "[]",
            "null",
            "\"stop\"",
            "{\"type\":1}",
            "{\"type\":null}",
            "{\"type\":{}}",
            "{\"type\":\"stop",
            "\u0000",
            "{\"type\":\"\\u0000\"}",
            "{\"a\":\"\\ud800\"}",
            "[".repeat(100_000),
            "{\"a\":".repeat(50_000),
            "{\"a\":" + "9".repeat(5_000) + "}",
            "{\"type\":\"" + "x".repeat(900_000) + "\"}",
            "{} {}",
            "{\"type\":\"STOP\"}");
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      for (String text : hostile) {
        client.text(text);
        assertThat(client.next("warning").get("message").asText().length()).isLessThan(200);
      }
      client.audio(new byte[3_200]);
      auscult.kafka.awaitAudio(id, 3_200);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 42, 20_261_121})
  void X_05_X_06_fuzzedFramesCostNobodyElseAnything(long seed) throws Exception {
    Random random = new Random(seed);
    try (Client bystander = auscult.connect()) {
      String id = bystander.sessionId();
      byte[] pcm = noise(64_000, seed);
      int sent = 0;
      for (int i = 0; i < 40; i++) {
        try (RawSocket socket = raw()) {
          for (int n = random.nextInt(8); n >= 0; n--) {
            byte[] payload = new byte[random.nextInt(300)];
            random.nextBytes(payload);
            if (random.nextInt(4) == 0) {
              socket.sendRaw(payload);
            } else {
              socket.send(random.nextInt(16), random.nextBoolean(), payload);
            }
          }
        } catch (java.io.IOException e) {
          // The gateway may close at the first nonsense; what counts is the bystander.
        }
        bystander.audio(Arrays.copyOfRange(pcm, sent, sent + 1_600));
        sent += 1_600;
      }
      assertThat(auscult.kafka.awaitAudio(id, sent))
          .as("seed %d", seed)
          .isEqualTo(Arrays.copyOf(pcm, sent));
      auscult.kafka.say(item(id, 0, 0, true, "Still here.", 0, 900));
      assertThat(bystander.next("transcription").get("text").asText())
          .as("seed %d", seed)
          .isEqualTo("Still here.");
      assertThat(auscult.http("GET", "/metrics", "", "").body())
          .as("seed %d", seed)
          .contains("auscult_gateway_faults_total 0.0");
    }
  }

  @Test
  void X_08_aClientThatDoesNotReadIsClosed1013() throws Exception {
    try (RawSocket slow =
        RawSocket.open(
            auscult.gateway.port(),
            "/ws/transcribe?interim=true",
            4_096,
            "Authorization: Bearer " + auscult.token("slow", "reader"))) {
      String id = slow.read().text().replaceAll(".*session_id\":\"([^\"]+)\".*", "$1");
      String page = "word ".repeat(2_000);
      int finals = 0;
      while (finals < 3_000 && auscult.kafka.of(id).stream().noneMatch(TalkTest::isStop)) {
        auscult.kafka.say(item(id, finals, 0, false, page, 0, 900));
        auscult.kafka.say(item(id, finals, 1, true, page, 0, 900));
        finals++;
      }
      assertThat(auscult.kafka.await(id, SessionInput.Stopped.class).reason())
          .isEqualTo("slow_reader");
      assertThat(slow.readClose().closeCode()).isEqualTo(1013);
    }
  }

  @Test
  void MS_71_whatIsNoPcmIsWarnedOfAndNeverDecoded() throws Exception {
    byte[] webm = noise(8_000, 9);
    webm[0] = 0x1A;
    webm[1] = 0x45;
    webm[2] = (byte) 0xDF;
    webm[3] = (byte) 0xA3;
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      client.audio(webm);
      assertThat(client.next("warning").get("code").asText()).isEqualTo("unsupported_format");
      client.audio(noise(8_000, 10)); // the second piece of a container has no magic bytes
      client.text("{\"type\":\"stop\"}");
      auscult.kafka.await(id, SessionInput.Stopped.class);
      assertThat(auscult.kafka.story(id)).isEqualTo("Opened Stopped");
      assertThat(client.hasMore()).isFalse();
    }
  }

  @Test
  void MS_110_clientsPingsAreAnsweredAndOurOwnCome() throws Exception {
    try (RawSocket socket = raw()) {
      socket.read();
      socket.send(9, true, new byte[] {1, 2, 3});
      RawSocket.Frame pong = socket.read();
      assertThat(pong.opcode()).isEqualTo(10);
      assertThat(pong.payload()).containsExactly(1, 2, 3);
      auscult.clock.advance(Duration.ofSeconds(21));
      assertThat(socket.read().opcode()).isEqualTo(9);
    }
  }

  private RawSocket raw() throws Exception {
    String owner = java.util.UUID.randomUUID().toString();
    return RawSocket.open(
        auscult.gateway.port(),
        "/ws/transcribe",
        0,
        "Authorization: Bearer " + auscult.token("raw", owner));
  }

  private static boolean isStop(SessionInput i) {
    return i instanceof SessionInput.Stopped;
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  static byte[] noise(int bytes, long seed) {
    byte[] pcm = new byte[bytes];
    new Random(seed).nextBytes(pcm);
    return pcm;
  }

  static SessionOutput.Item item(
      String session, int ordinal, int revision, boolean isFinal, String text, long from, long to) {
    return new SessionOutput.Item(
        session,
        session.substring(0, 8) + "-0-" + ordinal,
        ordinal,
        revision,
        isFinal,
        "main",
        "SPEAKER_0",
        from,
        to,
        text,
        List.of(),
        0.9,
        "estimated",
        "moonshine-base-int8@00000000",
        "en-US",
        1_700_000_000_000L);
  }
}
