package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.client.ClientDialect;
import io.auscult.local.client.InvoxDialect;
import io.auscult.local.client.KeptSession;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveItem;
import io.auscult.local.client.LiveResult;
import io.auscult.local.client.MediSyncDialect;
import io.auscult.local.client.Pace;
import io.auscult.local.client.SahlDialect;
import io.auscult.local.client.ScribeDialect;
import io.auscult.local.sample.SampleConsultation;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same recording through the four dialects. */
@Timeout(180)
@InSharedHouse
class DialectsAgreeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Both voices, several turns each. */
  private static final int SECONDS = 30;

  private static CallbackReceiver receiver;
  private static final Map<TokenMint.Kind, LiveResult> results =
      new EnumMap<>(TokenMint.Kind.class);
  private static final Map<TokenMint.Kind, KeptSession> kept = new EnumMap<>(TokenMint.Kind.class);

  @BeforeAll
  static void sendThroughEach(SharedHouse house) throws Exception {
    receiver = CallbackReceiver.start();
    short[] pcm = Arrays.copyOf(SampleConsultation.pcm(), SECONDS * LiveClient.SAMPLE_RATE);
    Map<TokenMint.Kind, ClientDialect> dialects = new EnumMap<>(TokenMint.Kind.class);
    dialects.put(TokenMint.Kind.MEDISYNC, new MediSyncDialect());
    dialects.put(TokenMint.Kind.SCRIBE_SERVER, ScribeDialect.server());
    dialects.put(TokenMint.Kind.SCRIBE_USER, ScribeDialect.user());
    dialects.put(TokenMint.Kind.INVOX, new InvoxDialect(URI.create(receiver.url())));
    dialects.put(TokenMint.Kind.SAHL, new SahlDialect());
    for (Map.Entry<TokenMint.Kind, ClientDialect> each : dialects.entrySet()) {
      TokenMint.Kind kind = each.getKey();
      LiveResult result =
          LiveClient.of(house.gateway(), house.token(kind), each.getValue())
              .transcribe(pcm, Pace.FAST, item -> {}, PATIENCE);
      results.put(kind, result);
      kept.put(kind, house.reader().read(result.sessionId(), PATIENCE));
    }
  }

  @AfterAll
  static void stop() {
    if (receiver != null) receiver.close();
  }

  @Test
  void X_02_theSameAudioGivesTheSameWordsAndTimesThroughEachDialect() {
    JsonNode medisync = kept.get(TokenMint.Kind.MEDISYNC).transcript();
    assertThat(medisync.size()).isGreaterThan(4);
    kept.forEach(
        (kind, session) -> {
          JsonNode transcript = session.transcript();
          assertThat(transcript.size()).as("items of %s", kind).isEqualTo(medisync.size());
          for (int i = 0; i < medisync.size(); i++) {
            for (String field : List.of("text", "start_ms", "end_ms")) {
              assertThat(transcript.path(i).path(field))
                  .as("%s of item %d of %s", field, i, kind)
                  .isEqualTo(medisync.path(i).path(field));
            }
            assertThat(times(transcript.path(i)))
                .as("words of item %d of %s", i, kind)
                .isEqualTo(times(medisync.path(i)));
          }
        });
  }

  @Test
  void X_02_theSamePeopleSpeakThroughEachDialect() {
    List<Integer> medisync = voices(kept.get(TokenMint.Kind.MEDISYNC));
    kept.forEach((kind, session) -> assertThat(voices(session)).as("%s", kind).isEqualTo(medisync));
  }

  @Test
  void X_03_whatTheSocketShowsIsWhatIsKept() {
    results.forEach(
        (kind, result) -> {
          List<LiveItem> shown = result.finals();
          List<LiveItem> items = kept.get(kind).items();
          assertThat(shown).as("%s", kind).hasSameSizeAs(items);
          for (int i = 0; i < items.size(); i++) {
            assertThat(shown.get(i).text()).isEqualTo(items.get(i).text());
            assertThat(shown.get(i).startMs()).isEqualTo(items.get(i).startMs());
            assertThat(shown.get(i).endMs()).isEqualTo(items.get(i).endMs());
          }
        });
  }

  @Test
  void X_03_theCallbackCountsInSeconds() throws Exception {
    LiveResult invox = results.get(TokenMint.Kind.INVOX);
    JsonNode segments = receiver.await(invox.sessionId(), PATIENCE).path("transcription");
    List<LiveItem> items = kept.get(TokenMint.Kind.INVOX).items();
    assertThat(segments.size()).isEqualTo(items.size());
    for (int i = 0; i < items.size(); i++) {
      JsonNode segment = segments.path(i);
      assertThat(segment.path("text").asText()).isEqualTo(items.get(i).text());
      assertThat(Math.round(segment.path("start").asDouble() * 1000))
          .isEqualTo(items.get(i).startMs());
      assertThat(Math.round(segment.path("end").asDouble() * 1000)).isEqualTo(items.get(i).endMs());
      assertThat(segment.path("speakerId").asText()).startsWith("speaker-");
    }
  }

  @Test
  void IN_25_everyFrameIsAcknowledgedOnce() {
    int frames = SECONDS * 1000 / Pace.FAST.chunkMs();
    assertThat(results.get(TokenMint.Kind.INVOX).ackMs()).hasSize(frames);
  }

  @Test
  void X_02_dialectsWithANoteShowIt() {
    assertThat(results.get(TokenMint.Kind.SCRIBE_SERVER).note()).isPresent();
    assertThat(results.get(TokenMint.Kind.SCRIBE_USER).note()).isPresent();
    assertThat(results.get(TokenMint.Kind.SAHL).note()).isPresent();
    assertThat(results.get(TokenMint.Kind.MEDISYNC).note()).isEmpty();
  }

  /**
   * The words of an item with their times. Their confidence is not the same through each dialect: a
   * text that was confirmed in one pass differs by rounding from one written token by token.
   */
  private static List<String> times(JsonNode item) {
    return StreamSupport.stream(item.path("words").spliterator(), false)
        .map(w -> w.path("text") + " " + w.path("start_ms") + " " + w.path("end_ms"))
        .toList();
  }

  /** Who speaks in each item, as numbers in the order of their first word. */
  private static List<Integer> voices(KeptSession session) {
    List<String> names = new ArrayList<>();
    return StreamSupport.stream(session.transcript().spliterator(), false)
        .map(item -> item.path("speaker").asText())
        .map(
            name -> {
              if (!names.contains(name)) names.add(name);
              return names.indexOf(name);
            })
        .toList();
  }
}
