package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.Topics;
import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveResult;
import io.auscult.local.client.Pace;
import io.auscult.local.client.ScribeDialect;
import io.auscult.local.sample.SampleConsultation;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code DELETE /v1/sessions/{id}} on the whole system. */
@Timeout(120)
@InSharedHouse
class EraseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void X_13_anErasedSessionIsGoneAndEveryTopicThatHeldItsWordsSaysSo(SharedHouse house)
      throws Exception {
    String token = house.token(TokenMint.Kind.SCRIBE_SERVER);
    short[] pcm = Arrays.copyOf(SampleConsultation.pcm(), 6 * LiveClient.SAMPLE_RATE);
    LiveResult said =
        LiveClient.of(house.gateway(), token, ScribeDialect.server())
            .transcribe(pcm, Pace.FAST, item -> {}, PATIENCE);
    assertThat(said.text()).startsWith("Good morning");
    assertThat(call(house, "GET", said.sessionId(), token).body()).contains("Good morning");

    assertThat(call(house, "DELETE", said.sessionId(), token).statusCode()).isEqualTo(204);
    assertThat(call(house, "GET", said.sessionId(), token).statusCode()).isEqualTo(404);
    assertThat(call(house, "DELETE", said.sessionId(), token).statusCode()).isEqualTo(404);
    for (String topic : Topics.OF_WHAT_WAS_SAID) {
      KafkaTopic.committed(house.kafka(), topic).awaitTombstone(said.sessionId());
    }
    KafkaTopic.committed(house.kafka(), Topics.SESSIONS).awaitTombstone(said.sessionId());
  }

  @Test
  void X_13_aLivingSessionThatIsErasedEndsAndNothingOfItIsWrittenBehindItsTombstones(
      SharedHouse house) throws Exception {
    String token = house.token(TokenMint.Kind.MEDISYNC);
    CompletableFuture<String> heard = new CompletableFuture<>();
    CompletableFuture<Object> ended =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return LiveClient.of(house.gateway(), token)
                    .transcribe(
                        SampleConsultation.pcm(),
                        Pace.at(4),
                        item -> heard.complete(item.id()),
                        PATIENCE);
              } catch (Exception e) {
                return e; // the connection ends in the middle of its audio
              }
            });
    String item = heard.get(60, TimeUnit.SECONDS);
    String id = sessionOf(house, item);
    assertThat(call(house, "DELETE", id, token).statusCode()).isEqualTo(204);
    assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(Exception.class);
    // The job's own tombstone comes with its last transaction, behind every row it wrote.
    KafkaTopic.committed(house.kafka(), Topics.TRANSCRIPTS).awaitTombstoneLast(id);
    assertThat(call(house, "GET", id, token).statusCode()).isEqualTo(404);
  }

  /** Item ids begin with the first eight characters of their session's. */
  private static String sessionOf(SharedHouse house, String item) {
    return KafkaTopic.committed(house.kafka(), Topics.SESSION_INPUT)
        .awaitKey(key -> key.startsWith(item.substring(0, 8)));
  }

  private static HttpResponse<String> call(
      SharedHouse house, String method, String session, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(house.gateway().resolve("/v1/sessions/" + session))
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
