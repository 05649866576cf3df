package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client code of Sahl's page, as it stands, against the running system. */
@Timeout(120)
@InSharedHouse
class SahlSeedTest {
  private static final String PAGE = "sahl-listen.txt";

  private static SharedHouse house;
  private static NodeFolder folder;

  @BeforeAll
  static void start(SharedHouse shared) throws Exception {
    house = shared;
    folder = FirstTurn.folder();
  }

  @Test
  void X_15_theSnippetsRunAsTheyStandInNode() throws Exception {
    String node =
        """
        import { readFileSync } from 'node:fs';
        import WebSocket from 'ws';
        const wav = readFileSync('first-turn.wav');
        """
            + NodeFolder.PLAIN_CONSOLE;
    assertConversation(folder.node(node + module(), ".mjs"));
  }

  @Test
  void X_15_theSnippetsRunAsTheyStandInABrowser() throws Exception {
    Optional<Path> browser = NodeFolder.browser();
    assumeTrue(browser.isPresent(), "there is no Chromium");
    String page =
        "const wav = new Uint8Array(await (await fetch('/first-turn.wav')).arrayBuffer());\n";
    assertConversation(folder.chromium(browser.get(), page + module(), folder.file(FirstTurn.WAV)));
  }

  private static void assertConversation(NodeFolder.Ran ran) throws Exception {
    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(ran.output()).doesNotContain("page error");
    List<JsonNode> frames = Frames.printed(ran, "frame ");
    for (String object : List.of("warning_message", "error_message")) {
      List<JsonNode> told = Frames.of(frames, object);
      JsonNode example = SeedSnippets.example(PAGE, object);
      assertThat(told).as(object).hasSize(1);
      Frames.assertShape(example, told.get(0));
      assertThat(told.get(0).path("code")).isEqualTo(example.path("code"));
      assertThat(told.get(0).path("message")).isEqualTo(example.path("message"));
    }
    assertThat(Frames.of(frames, "transcript_completed")).hasSize(1);
    List<JsonNode> statuses = Frames.of(frames, "task_status");
    assertThat(statuses).hasSizeGreaterThanOrEqualTo(2);
    assertThat(statuses.get(0).path("status").asText()).isEqualTo("PENDING");
    JsonNode last = statuses.get(statuses.size() - 1);
    assertThat(last.path("status").asText()).isEqualTo("SUCCESS");
    JsonNode summary = null;
    for (String example : SeedSnippets.examples(PAGE)) {
      if (example.contains("\"summary\"")) summary = Frames.read(example);
    }
    Frames.assertShape(summary, last);
    assertThat(last.path("summary").toString()).containsIgnoringCase("cough");
    assertThat(ran.output()).contains("protocol listen-protocol").contains("close 1000");
  }

  /** The snippets in the order of the page, and between them what the page leaves to the reader. */
  private static String module() throws Exception {
    String token =
        Frames.read(
                house
                    .post(
                        "/login",
                        "{\"username\":\"%s\",\"password\":\"%s\"}"
                            .formatted(SharedHouse.USERNAME, SharedHouse.PASSWORD))
                    .body())
            .path("token")
            .asText();
    SeedSnippets.Target target = new SeedSnippets.Target(house.socket("/ws/summary"), token, "");
    String chunk = "object: \"audio_chunk\",\npayload: audioAsBase64String,\n})\n)";
    return String.join(
        "\n",
        SeedSnippets.repaired(code("URL: wss", "const socket = new", "])"), target),
        """
        const base64 = bytes => {
          let text = '';
          for (const byte of bytes) text += String.fromCharCode(byte);
          return btoa(text);
        };
        let heard = () => {};
        const until = wanted => new Promise(come => { heard = data => wanted(data) && come(); });
        const closed = new Promise(come => { socket.onclose = event => come(event.code); });
        socket.onmessage = event => {
        const data = JSON.parse(event.data);
        console.log('frame', data);
        """,
        code("Handling Server Responses\nAs", "if (data.object === \"warning_message\")", "\n}"),
        code("Error Message: In", "if (data.object === \"error_message\")", "\n}"),
        code("After sending", "if (data.object === \"transcript_completed\")", "\n}"),
        code("Once the", "if (data.object === \"task_status\")", "PENDING\n}\n}"),
        """
        heard(data);
        };
        await new Promise(open => { socket.onopen = open; });
        console.log('protocol', socket.protocol);
        """,
        code("Initiating the Audio Transcription Process\nStart", "socket.send(", "})\n)"),
        "const send = audioAsBase64String => {",
        code("The audio data is split", "socket.send(", chunk),
        "};",
        "const sendAgain = audioAsBase64String => {",
        code("To resume the stream", "socket.send(", chunk),
        "};",
        """
        const pcm = wav.subarray(44);
        const half = 16000 * Math.round(pcm.length / 32000);
        for (let at = 0; at < half; at += 16000) send(base64(pcm.subarray(at, at + 16000)));
        """,
        code("At any point", "socket.send(", "})\n)"),
        """
        for (let at = half; at < pcm.length; at += 16000) {
          sendAgain(base64(pcm.subarray(at, at + 16000)));
        }
        const refused = until(data => data.object === 'error_message');
        send('this is no base64');
        await refused;
        const warned = until(data => data.object === 'warning_message');
        for (let i = 0; i < 11; i++) send(base64(new Uint8Array(32000)));
        await warned;
        const over = until(data => data.object === 'task_status' && data.status !== 'PENDING');
        """,
        code("Ending the Audio Stream\nWhen", "socket.send(", "})\n)"),
        """
        await over;
        socket.close(1000);
        console.log('close ' + await closed);
        console.log('the end');
        """);
  }

  private static String code(String heading, String from, String to) throws Exception {
    return SeedSnippets.codeAfter(PAGE, heading, from, to);
  }
}
