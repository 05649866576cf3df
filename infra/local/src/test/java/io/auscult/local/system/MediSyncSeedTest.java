package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.gateway.auth.TokenMint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client code of MediSync's pages, as it stands, against the running system. */
@Timeout(120)
@InSharedHouse
class MediSyncSeedTest {
  private static SharedHouse house;
  private static NodeFolder folder;
  private static String token;

  @BeforeAll
  static void start(SharedHouse shared) throws Exception {
    house = shared;
    folder = FirstTurn.folder();
    token = house.token(TokenMint.Kind.MEDISYNC);
  }

  @Test
  void X_15_theQuickStartOfTheOverviewRunsAsItStands() throws Exception {
    NodeFolder.Ran ran =
        run(
            SURROUNDINGS
                + """
                function startAudioStreaming() { stream(sendAudio, () => ws.send('{"type":"stop"}')); }
                function displayTranscription(message) { console.log('displayed', message.speaker); }
                """,
            SeedSnippets.code(
                "medisync-overview.txt",
                "// Connect with JWT authentication",
                "    ws.send(audioBuffer);\n  }\n}"),
            "",
            token);
    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(ran.output())
        .contains("Connected to Live API")
        .containsPattern("Session ID: [0-9a-f-]{36}")
        .containsIgnoringCase("Transcription: Good morning")
        .contains("displayed SPEAKER_0")
        .doesNotContain("Warning");
  }

  @Test
  void X_15_theConnectionHandlerRunsAsItStands() throws Exception {
    NodeFolder.Ran ran =
        run(
            SURROUNDINGS,
            SeedSnippets.code(
                "medisync-connection.txt", "class LiveAPIConnection {", "connection . connect ();"),
            """
            connection.onSessionInit = () => stream(chunk => connection.sendAudio(chunk), () => {});
            connection.onTranscription = message => {
              console.log('heard:', message.text);
              if (/morning/i.test(message.text)) connection.disconnect();
            };
            """,
            token);
    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(ran.output())
        .contains("Connected to Live API")
        .containsIgnoringCase("heard: Good morning")
        .contains("Connection closed: 1000")
        .doesNotContain("Reconnecting");
  }

  @Test
  void X_15_testConnectionEndsClean() throws Exception {
    NodeFolder.Ran ran =
        run(
            SURROUNDINGS,
            SeedSnippets.code(
                "medisync-connection.txt",
                "async function testConnection ()",
                "testConnection ();"),
            "",
            token);
    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(ran.output()).contains("✅ Connection successful").contains("✅ Clean disconnection");
  }

  @Test
  void X_15_testConnectionTellsABadTokenFromANetworkFailure() throws Exception {
    NodeFolder.Ran ran =
        run(
            SURROUNDINGS,
            SeedSnippets.code(
                "medisync-connection.txt",
                "async function testConnection ()",
                "testConnection ();"),
            "",
            "not-a-token");
    assertThat(ran.output()).contains("❌ Connection failed").contains("401");
  }

  /** What the snippets take for granted: a WebSocket class and an audio source. */
  private static final String SURROUNDINGS =
      """
      const WebSocket = require('ws');
      const fs = require('fs');
      /** A second of the WAV every 100 ms, with its header, then silence, then done. */
      function stream(send, done) {
        const wav = fs.readFileSync('first-turn.wav');
        let at = 0;
        const timer = setInterval(() => {
          if (at < wav.length) { send(wav.subarray(at, at + 32000)); at += 32000; return; }
          clearInterval(timer);
          done();
        }, 100);
      }
      """;

  private static NodeFolder.Ran run(String before, String snippet, String after, String bearer)
      throws Exception {
    SeedSnippets.Target target =
        new SeedSnippets.Target(house.socket("/ws/transcribe"), bearer, "");
    String repaired = SeedSnippets.repaired(snippet, target);
    return folder.node(before + "\n" + repaired + "\n" + after + "\n", ".cjs");
  }
}
