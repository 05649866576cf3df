package io.auscult.local.bench.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auscult.settings.Application;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class CallbackReceiverTest {
  private static final Application APP =
      new Application("app-1", "key-1", "secret-1", List.of(), 1, "");

  private static final String BODY =
      "{\"connectionId\":\"s-1\",\"signature\":\"U2FsdGVkX19aB0cHI8ppM/ghPkoO86w4J33sCn6c9VI=\"}";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Deliveries deliveries = new Deliveries();

  private static HttpRequest post(URI url, String body, String signature) {
    return HttpRequest.newBuilder(url)
        .timeout(Duration.ofSeconds(1))
        .header("webhook-id", "msg_s-1")
        .header("webhook-timestamp", Long.toString(Instant.now().getEpochSecond()))
        .header("webhook-signature", signature)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static String signed(String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("secret-1".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String text = "msg_s-1." + Instant.now().getEpochSecond() + "." + body;
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  private int send(HttpRequest request) throws Exception {
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void triesAreAnsweredAsToldAndNotedWithWhatTheyProve() throws Exception {
    try (CallbackReceiver receiver =
        CallbackReceiver.start(0, APP, (session, tries) -> tries == 1 ? 500 : 200, deliveries)) {
      assertThat(send(post(receiver.url(), BODY, signed(BODY)))).isEqualTo(500);
      assertThat(send(post(receiver.url(), BODY, "v1,forged"))).isEqualTo(200);
    }

    assertThat(deliveries.of("s-1")).extracting(Deliveries.Try::status).containsExactly(500, 200);
    assertThat(deliveries.of("s-1"))
        .extracting(Deliveries.Try::signed)
        .containsExactly(true, false);
    assertThat(deliveries.of("s-1")).extracting(Deliveries.Try::webhookId).containsOnly("msg_s-1");
  }

  @Test
  void oneThatHangsNeverAnswersAndHoldsUpNobody() throws Exception {
    CallbackReceiver.Answers answers =
        (session, tries) -> session.equals("s-1") ? CallbackReceiver.HANGS : 200;
    try (CallbackReceiver receiver = CallbackReceiver.start(0, APP, answers, deliveries)) {
      String other = BODY.replace("s-1", "s-2");
      assertThatThrownBy(() -> send(post(receiver.url(), BODY, "v1,x")))
          .isInstanceOf(HttpTimeoutException.class);
      assertThat(send(post(receiver.url(), other, "v1,x"))).isEqualTo(200);
    }

    assertThat(deliveries.tally(Set.of("s-1", "s-2")).delivered()).isEqualTo(1);
  }

  @Test
  void itsPortIsFreeAfterItHasClosedAndCanBeTakenAgain() throws Exception {
    CallbackReceiver first = CallbackReceiver.start(0, APP, (session, tries) -> 503, deliveries);
    int port = first.port();
    assertThat(send(post(first.url(), BODY, "v1,x"))).isEqualTo(503);
    first.close();

    try (CallbackReceiver again =
        CallbackReceiver.start(port, APP, (session, tries) -> 200, deliveries)) {
      assertThat(send(post(again.url(), BODY, "v1,x"))).isEqualTo(200);
    }
  }

  @Test
  void whatIsNoJsonIsATryOfNobody() throws Exception {
    try (CallbackReceiver receiver =
        CallbackReceiver.start(0, APP, (session, tries) -> 200, deliveries)) {
      assertThat(send(post(receiver.url(), "no json", "v1,x"))).isEqualTo(200);
    }

    assertThat(deliveries.of("")).extracting(Deliveries.Try::signed).containsExactly(false);
  }
}
