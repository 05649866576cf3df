package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.gateway.auth.TokenMint;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The messages of Scribe's page, sent as they stand: it shows no code. What comes back has the
 * shape of the messages that it shows.
 */
@Timeout(120)
@InSharedHouse
class ScribeSeedTest {
  private static final String PAGE = "scribe-stream.txt";

  private static SharedHouse house;
  private static NodeFolder folder;

  @BeforeAll
  static void start(SharedHouse shared) throws Exception {
    house = shared;
    folder = FirstTurn.folder();
  }

  @Test
  void X_15_theMessagesOfThePageAreAnsweredInTheShapesOfThePage() throws Exception {
    List<String> examples = SeedSnippets.examples(PAGE);
    assertThat(examples).hasSize(8);
    String request = examples.get(1);
    String chunk = examples.get(2);
    String stop = examples.get(3);
    assertThat(request).contains("stream_request");
    assertThat(chunk).contains("audio_chunk");
    assertThat(stop).contains("stop");

    NodeFolder.Ran ran =
        folder.node(
            CLIENT
                .replace("ENDPOINT", house.socket("/v1/scribe/server"))
                .replace("TOKEN", house.token(TokenMint.Kind.SCRIBE_SERVER))
                .replace("REQUEST", request)
                .replace("CHUNK", chunk)
                .replace("STOP", stop),
            ".mjs");
    assertThat(ran.exit()).as(ran.output()).isZero();

    List<JsonNode> frames = Frames.printed(ran, "frame ");
    // The request is answered by nothing, the chunk that is no base64 by one error.
    List<JsonNode> errors = Frames.of(frames, "error_msg");
    assertThat(errors).hasSize(1);
    assertThat(frames.get(0)).isEqualTo(errors.get(0));
    Frames.assertShape(SeedSnippets.example(PAGE, "error_msg"), errors.get(0));

    List<JsonNode> items = Frames.of(frames, "transcript_item");
    JsonNode note = items.get(items.size() - 1);
    assertThat(note.has("text")).isFalse();
    assertThat(note.path("is_final").asBoolean()).isTrue();
    Frames.assertShape(Frames.read(examples.get(5)), note);

    List<JsonNode> transcript = items.subList(0, items.size() - 1);
    JsonNode itemExample = SeedSnippets.example(PAGE, "transcript_item");
    transcript.forEach(item -> Frames.assertShape(itemExample, item));
    assertThat(transcript).extracting(i -> i.path("speaker").asText()).containsOnly("provider");
    String heard =
        transcript.stream()
            .filter(item -> item.path("is_final").asBoolean())
            .map(item -> item.path("text").asText().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" "));
    assertThat(heard).contains("good morning", "cough", "fever", "penicillin");

    List<JsonNode> countdown = Frames.of(frames, "duration_limit");
    assertThat(countdown).isNotEmpty();
    JsonNode limitExample = SeedSnippets.example(PAGE, "duration_limit");
    countdown.forEach(left -> Frames.assertShape(limitExample, left));
    assertThat(ran.lines()).endsWith("close 1000");
  }

  /** A client that sends what it is given. */
  private static final String CLIENT =
      """
      import { readFileSync } from 'node:fs';
      import WebSocket from 'ws';
      const pcm = readFileSync('consultation.wav').subarray(44);
      const ws = new WebSocket('ENDPOINT', { headers: { Authorization: 'Bearer TOKEN' } });
      const first = new Promise(come => ws.once('message', come));
      ws.on('message', data => console.log(`frame ${data}`));
      ws.on('close', code => console.log(`close ${code}`));
      await new Promise(open => ws.once('open', open));
      ws.send(`REQUEST`);
      ws.send(`CHUNK`);
      await first;
      for (let at = 0; at < pcm.length; at += 32000) {
        const payload = pcm.subarray(at, at + 32000).toString('base64');
        ws.send(JSON.stringify({ object: 'audio_chunk', payload, stream_id: 'stream1' }));
      }
      ws.send(`STOP`);
      """;
}
