package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.gateway.auth.TokenMint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client code of Invox's page, as it stands, against the running system. */
@Timeout(120)
@InSharedHouse
class InvoxSeedTest {
  private static final String PAGE = "invox-streaming.txt";
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String ANSWER = "🏓 Server response: ";

  private static SharedHouse house;
  private static NodeFolder folder;
  private static CallbackReceiver receiver;

  @BeforeAll
  static void start(SharedHouse shared) throws Exception {
    house = shared;
    folder = FirstTurn.folder();
    receiver = CallbackReceiver.start();
  }

  @AfterAll
  static void stop() {
    if (receiver != null) receiver.close();
  }

  @Test
  void X_15_theSampleRunsAsItStandsInNode() throws Exception {
    assertTranscribed(folder.node(NodeFolder.PLAIN_CONSOLE + MICROPHONE + module(), ".mjs"));
  }

  @Test
  void X_15_theSampleRunsAsItStandsInABrowser() throws Exception {
    Optional<Path> browser = NodeFolder.browser();
    assumeTrue(browser.isPresent(), "there is no Chromium");
    // The microphone plays the turn once and then hears nothing.
    String page = "const played = new Promise(over => setTimeout(over, 7000));\n";
    assertTranscribed(folder.chromium(browser.get(), page + module(), folder.file(FirstTurn.WAV)));
  }

  private static void assertTranscribed(NodeFolder.Ran ran) throws Exception {
    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(ran.output()).contains("✅ Connected to Web Socket server").contains("❌ Closed");
    List<JsonNode> answers = Frames.printed(ran, ANSWER);
    assertThat(answers.get(0).path("message").asText()).isEqualTo("Connection established.");
    List<JsonNode> acks = answers.subList(1, answers.size());
    assertThat(acks).hasSizeGreaterThan(60);
    assertThat(acks)
        .allSatisfy(
            ack -> {
              assertThat(ack.path("audioReceived").isBoolean()).isTrue();
              assertThat(ack.path("audioReceived").asBoolean()).isTrue();
              // 4096 samples at 48 kHz or 44.1 kHz.
              assertThat(ack.path("duration").asDouble()).isBetween(0.085, 0.093);
            });
    assertThat(ran.output()).contains("sent " + acks.size());

    String connection = answers.get(0).path("connectionId").asText();
    JsonNode result = receiver.await(connection, PATIENCE);
    assertThat(result.path("transcriptionStatus").asText()).isEqualTo("SUCCESS");
    assertThat(result.path("transcription").findValuesAsText("text").toString())
        .containsIgnoringCase("please have a seat");
    assertValid(result.path("signature").asText());
    assertTyped(answers.get(0), acks.get(0), result);
  }

  /** By the types of the page. */
  private static void assertTyped(JsonNode opened, JsonNode ack, JsonNode result) throws Exception {
    NodeFolder.Ran ran =
        folder.typeCheck(
            String.join(
                "\n",
                SeedSnippets.code(PAGE, "type OpenWebSocketType", "\n}"),
                SeedSnippets.code(PAGE, "type AudioMessageResponse", "\n}"),
                SeedSnippets.code(PAGE, "type TranscriptionFinished", "speakerName: string\n}"),
                "declare function is<T>(): <R extends T>(real: R) => void;",
                "is<OpenWebSocketType>()(" + opened + ");",
                "is<AudioMessageResponse>()(" + ack + ");",
                "is<TranscriptionFinished>()(" + result + ");"));
    assertThat(ran.exit()).as(ran.output()).isZero();
  }

  /** By the code of the page. */
  private static void assertValid(String signature) throws Exception {
    String tampered = signature.substring(0, signature.length() - 8) + "AAAAAAA=";
    NodeFolder.Ran ran =
        folder.typeScript(
            SeedSnippets.code(PAGE, "import * as CryptoJS from 'crypto-js';", "return false\n}\n}")
                + """

                process.env.APP_ID = '%s';
                process.env.API_KEY = '%s';
                process.env.APP_SECRET = '%s';
                console.log('signature', validateSignature('%s'));
                console.log('tampered', validateSignature('%s'));
                """
                    .formatted(
                        SharedHouse.APP_ID,
                        SharedHouse.API_KEY,
                        SharedHouse.APP_SECRET,
                        signature,
                        tampered));
    assertThat(ran.lines()).containsExactly("signature true", "tampered false");
  }

  /** The sample with the helpers that it calls, and an end to its recording. */
  private static String module() throws Exception {
    SeedSnippets.Target target =
        new SeedSnippets.Target(
            house.socket(""), house.token(TokenMint.Kind.INVOX), receiver.url());
    return String.join(
        "\n",
        SeedSnippets.code(PAGE, "// Resample to 16 KHz", "return result;\n}"),
        SeedSnippets.code(PAGE, "// Convert Float32", "return buffer;\n}"),
        SeedSnippets.code(PAGE, "function arrayBufferToBase64", "return btoa(binary);\n}"),
        SeedSnippets.repaired(
            SeedSnippets.codeAfter(
                PAGE,
                "Capturing and sending audio",
                "const webSocketUrl=",
                "messageType: \"AUDIO\",\n})\n);\n};"),
            target),
        """
        let sent = 0;
        let acknowledged = 0;
        const send = ws.send.bind(ws);
        ws.send = text => { send(text); sent++; };
        ws.addEventListener('message', event => {
          if (JSON.parse(event.data).audioReceived) acknowledged++;
        });
        const closed = new Promise(come => ws.addEventListener('close', come));
        await played;
        processor.onaudioprocess = null;
        while (acknowledged < sent) await new Promise(later => setTimeout(later, 20));
        console.log('sent ' + sent);
        ws.close();
        await closed;
        console.log('the end');
        """);
  }

  /** What the sample has of a browser: a microphone at 48 kHz that plays the turn, fast. */
  private static final String MICROPHONE =
      """
      import { readFileSync } from 'node:fs';
      import WebSocket from 'ws';
      const wav = readFileSync('first-turn.wav');
      const at16 = new Int16Array(wav.buffer, wav.byteOffset + 44, (wav.length - 44) / 2);
      const samples = new Float32Array(at16.length * 3);
      for (let i = 0; i < samples.length; i++) {
        const before = at16[Math.floor(i / 3)];
        const after = at16[Math.min(at16.length - 1, Math.floor(i / 3) + 1)];
        samples[i] = (before + (after - before) * (i % 3) / 3) / 32768;
      }
      let over;
      const played = new Promise(come => { over = come; });
      Object.defineProperty(globalThis, 'navigator', {
        value: { mediaDevices: { getUserMedia: async () => ({}) } },
      });
      class AudioContext {
        sampleRate = 48000;
        destination = {};
        createMediaStreamSource() { return { connect() {} }; }
        createScriptProcessor(size) {
          const processor = { connect() {} };
          let at = 0;
          const timer = setInterval(() => {
            if (ws.readyState !== WebSocket.OPEN) return;
            if (at + size > samples.length) { clearInterval(timer); over(); return; }
            const frame = samples.subarray(at, at + size);
            processor.onaudioprocess?.({ inputBuffer: { getChannelData: () => frame } });
            at += size;
          }, 5);
          return processor;
        }
      }
      """;
}
