package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auscult.events.Topics;
import io.auscult.events.TranscriptRecord;
import io.auscult.events.UsageRecord;
import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveFailure;
import io.auscult.local.client.LiveItem;
import io.auscult.local.client.LiveResult;
import io.auscult.local.client.Pace;
import io.auscult.local.sample.SampleConsultation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole system in one JVM: real broker, real Flink, real models, real WebSocket clients. */
@Timeout(120)
@InSharedHouse
class WholeSystemTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RATE = LiveClient.SAMPLE_RATE;

  private static SharedHouse house;
  private static String token;

  @BeforeAll
  static void start(SharedHouse shared) {
    house = shared;
    token = house.token(TokenMint.Kind.MEDISYNC);
  }

  @Test
  void aConsultationComesBackAsItsTranscriptAndStaysOnKafka() throws Exception {
    short[] pcm = SampleConsultation.pcm();
    LiveResult result = client().transcribe(pcm, Pace.FAST, item -> {}, PATIENCE);

    assertThat(UUID.fromString(result.sessionId())).isNotNull();
    String heard = result.text().toLowerCase(java.util.Locale.ROOT);
    assertThat(heard)
        .contains("good morning", "cough", "fever", "penicillin", "chest infection", "water");
    List<LiveItem> finals = result.finals();
    assertThat(finals).extracting(LiveItem::id).doesNotHaveDuplicates();
    assertThat(finals).extracting(LiveItem::speaker).containsOnly("SPEAKER_0", "SPEAKER_1");
    assertThat(finals).isSortedAccordingTo(java.util.Comparator.comparingLong(LiveItem::startMs));
    assertThat(finals)
        .allSatisfy(item -> assertThat(item.endMs()).isBetween(item.startMs(), result.audioMs()));

    List<TranscriptRecord> kept =
        KafkaTopic.committed(house.kafka(), Topics.TRANSCRIPTS)
            .awaitOf(result.sessionId(), finals.size(), TranscriptRecord::decode);
    assertThat(kept)
        .extracting(TranscriptRecord::text)
        .isEqualTo(finals.stream().map(LiveItem::text).toList());
    assertThat(kept).extracting(TranscriptRecord::organization).containsOnly("demo");
    List<UsageRecord> usage =
        KafkaTopic.committed(house.kafka(), Topics.USAGE)
            .awaitOf(result.sessionId(), 1, UsageRecord::decode);
    assertThat(usage.get(0).audioMs()).isEqualTo(result.audioMs());
    assertThat(usage.get(0).items()).isEqualTo(finals.size());
  }

  @Test
  void MS_81_timesAreThoseOfTheSpeech() throws Exception {
    short[] pcm = SampleConsultation.pcm();
    short[] first = Arrays.copyOf(pcm, 6 * RATE);
    LiveResult result = client().transcribe(first, Pace.FAST, item -> {}, PATIENCE);
    // The first turn is "Good morning, please have a seat. What brings you in today?", 0.4 to 4 s.
    assertThat(result.finals().get(0).startMs()).isBetween(0L, 800L);
    assertThat(result.finals().get(0).text()).startsWith("Good morning");
  }

  @Test
  void MS_72_silenceHasNoWords() throws Exception {
    LiveResult result = client().transcribe(new short[20 * RATE], Pace.FAST, item -> {}, PATIENCE);
    assertThat(result.finals()).isEmpty();
  }

  @Test
  void aSessionIsReadBackByItsOwnOrganisationOnly() throws Exception {
    short[] pcm = Arrays.copyOf(SampleConsultation.pcm(), 6 * RATE);
    LiveResult result = client().transcribe(pcm, Pace.FAST, item -> {}, PATIENCE);

    HttpResponse<String> mine = get("/v1/sessions/" + result.sessionId(), token);
    assertThat(mine.statusCode()).isEqualTo(200);
    assertThat(mine.body()).contains(result.sessionId()).contains("\"completed\"");
    TokenMint.Order stranger =
        new TokenMint.Order(
            TokenMint.Kind.MEDISYNC,
            "somebody",
            "elsewhere",
            "",
            java.util.Optional.empty(),
            Duration.ofMinutes(5),
            java.util.Optional.empty());
    String theirs = house.token(stranger);
    assertThat(get("/v1/sessions/" + result.sessionId(), theirs).statusCode()).isEqualTo(404);
  }

  @Test
  void MS_18_aForgedTokenIsRefusedAndCostsOthersNothing() throws Exception {
    String forged = token.substring(0, token.length() - 4) + "AAAA";
    assertThatThrownBy(
            () ->
                LiveClient.of(house.gateway(), forged)
                    .transcribe(new short[RATE], Pace.FAST, item -> {}, PATIENCE))
        .isInstanceOfSatisfying(
            LiveFailure.class, failure -> assertThat(failure.status()).isEqualTo(401));
    assertThat(get("/health/ready", token).statusCode()).isEqualTo(200);
  }

  private static LiveClient client() {
    return LiveClient.of(house.gateway(), token);
  }

  private static HttpResponse<String> get(String path, String bearer) throws Exception {
    URI url = house.gateway().resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(url).header("Authorization", "Bearer " + bearer).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
