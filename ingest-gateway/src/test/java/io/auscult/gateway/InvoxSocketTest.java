package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.Callback;
import io.auscult.events.SessionInput;
import io.auscult.events.SessionInput.Detached;
import io.auscult.events.SessionInput.KeptAlive;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionInput.Stopped;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionView;
import io.auscult.gateway.auth.TokenMint.Kind;
import io.auscult.gateway.auth.TokenMint.Order;
import io.auscult.gateway.dialect.JsonText;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invox over real sockets: receipts, clocks, ends, who is counted and who may read (§3). */
class InvoxSocketTest {
  private static final String CALLBACK = "http://127.0.0.1:9/results?for=a%20b&c=d";
  private static final String PING = "{\"messageType\":\"PING\"}";

  /** What the documented client sends from a microphone of 48 kHz. */
  private static final int CHUNK = 2_730;

  private Running auscult;

  @BeforeEach
  void start() throws Exception {
    auscult = Running.start();
  }

  @AfterEach
  void stop() {
    auscult.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/invox"})
  void IN_01_IN_02_IN_05_theDocumentedUrlConnects(String path) throws Exception {
    for (String origin : new String[] {"", "https://app.example"}) {
      try (Client client = Client.open(url(path, ""), "", origin)) {
        JsonNode first = client.next();
        assertThat(first.get("message").asText()).isEqualTo("Connection established.");
        assertThat(first).hasSize(2);
        auscult.kafka.await(first.get("connectionId").asText(), Opened.class);
      }
    }
  }

  @Test
  void IN_02_IN_06_theCallbackAndTheApplicationReachTheLogAsTheyAre() throws Exception {
    try (Client client = connect("&vocabulary=metoprolol")) {
      Opened opened = auscult.kafka.await(connectionId(client), Opened.class);
      assertThat(opened.callback()).isEqualTo(new Callback(CALLBACK, "app-1"));
      assertThat(opened.dialect()).isEqualTo("invox");
      assertThat(opened.tenant().organization()).isEqualTo("clinic-1");
      assertThat(opened.tenant().subject()).isEqualTo("app-1");
      assertThat(opened.vocabulary()).containsExactly("metoprolol");
      assertThat(opened.limits().resumeMs()).isZero();
      assertThat(opened.limits().durationMs()).isZero();
      assertThat(opened.show().items()).isFalse();
    }
  }

  @Test
  void IN_04_IN_06_K6_noSubprotocolAndTheIdInTheHeaderToo() throws Exception {
    RawSocket socket =
        RawSocket.open(
            auscult.gateway.port(), "/?callbackUrl=" + encoded() + "&accessToken=" + token(), 0);
    String first = new String(socket.read().payload(), StandardCharsets.UTF_8);
    String id = first.replaceAll(".*\"connectionId\":\"([^\"]+)\".*", "$1");
    assertThat(socket.response)
        .contains("X-Connection-Id: " + id)
        .contains("X-Session-Id: " + id)
        .doesNotContain("Sec-WebSocket-Protocol");
    socket.close();
  }

  @Test
  void IN_07_browsersAreTold401InBandOthersByStatus() throws Exception {
    for (String bad : new String[] {"", "a+b/c==", auscult.tokenWith(Map.of("exp", 1, "iat", 1))}) {
      URI uri = auscult.ws("/", "?callbackUrl=" + encoded() + "&accessToken=" + bad);
      assertThat(status(uri)).isEqualTo(401);
      try (Client browser = Client.open(uri, "", "https://app.example")) {
        JsonNode told = browser.next();
        assertThat(told.get("messageType").asText()).isEqualTo("invalidAccessToken");
        assertThat(told.get("errorType").asText()).isEqualTo("invalidAccessToken");
        assertThat(told.get("messsage")).isEqualTo(told.get("message"));
        assertThat(browser.ended().code()).isEqualTo(1002);
      }
    }
  }

  @Test
  void IN_08_IN_09_IN_10_permissionThenParameters() throws Exception {
    String noPermission = auscult.tokenWith(Map.of("app_id", "app-1"));
    String unknown = auscult.tokenWith(Map.of("app_id", "other", "scope", "REAL-TIME-TRANSCRIBE"));
    assertTold("?accessToken=" + unknown, 401, 1002, "invalidAccessToken");
    assertTold("?accessToken=" + noPermission, 403, 1008, "insuficientPermissions");
    assertTold("?accessToken=" + token(), 400, 1008, "missingCallbackUrl");
    assertTold("?callbackUrl=notaurl&accessToken=" + token(), 400, 1008, "invalidInputParameter");
    assertTold(
        "?callbackUrl=http%3A%2F%2F169.254.169.254&accessToken=" + token(),
        400,
        1008,
        "invalidInputParameter");
    assertTold(
        "?resume=31&callbackUrl=" + encoded() + "&accessToken=" + token(),
        400,
        1008,
        "invalidInputParameter");
  }

  @Test
  void IN_22_IN_25_elevenMessagesASecondAreNeitherHeldBackNorMissed() throws Exception {
    int frames = 2_000;
    try (Client client = connect("")) {
      String id = connectionId(client);
      for (int i = 0; i < frames; i++) {
        client.text(audio(new byte[CHUNK]));
        auscult.clock.advance(Duration.ofMillis(85));
      }
      auscult.clock.advance(Duration.ofMillis(100));
      for (int i = 1; i <= frames; i++) {
        JsonNode receipt = client.next();
        assertThat(receipt.get("audioReceived").asBoolean()).isTrue();
        assertThat(receipt.get("duration").asDouble()).isEqualTo(0.0853);
        assertThat(receipt.get("totalDuration").asDouble())
            .isEqualTo(Math.round(i * 853.125) / 10_000.0);
      }
      auscult.kafka.awaitAudio(id, frames * CHUNK);
      client.catchUp();
      assertThat(client.hasMore()).isFalse();
    }
  }

  @Test
  void IN_21_IN_24_whatTheClientEncodedIsWhatTheLogHas() throws Exception {
    byte[] pcm = new byte[4 * CHUNK];
    new Random(21).nextBytes(pcm);
    Arrays.fill(pcm, 0, CHUNK, (byte) 0); // as from a microphone of 8 kHz
    try (Client client = connect("")) {
      String id = connectionId(client);
      for (int at = 0; at < pcm.length; at += CHUNK) {
        client.text(audio(Arrays.copyOfRange(pcm, at, at + CHUNK)));
      }
      assertThat(auscult.kafka.awaitAudio(id, pcm.length)).isEqualTo(pcm);
    }
  }

  @Test
  void IN_26_noReceiptWhileKafkaIsAwayAndAllInOrderAfterIt() throws Exception {
    try (Client client = connect("")) {
      String id = connectionId(client);
      client.text(audio(new byte[CHUNK]));
      assertThat(client.next().get("audioReceived").asBoolean()).isTrue();
      auscult.kafka.goAway();
      for (int i = 0; i < 20; i++) client.text(audio(new byte[CHUNK + 320 * i]));
      auscult.clock.advance(Duration.ofSeconds(3));
      client.catchUp();
      assertThat(client.hasMore()).isFalse();
      auscult.kafka.comeBack();
      for (int i = 0; i < 20; i++) {
        assertThat(client.next().get("duration").asDouble())
            .isEqualTo(Math.round((CHUNK + 320 * i) / 3.2) / 10_000.0);
      }
      assertThat(auscult.kafka.audio(id)).hasSize(21 * CHUNK + 320 * 190);
    }
  }

  @Test
  void IN_26_X_11_pingsBehindAudioThatWaitsHoldTheClientBackToo() throws Exception {
    int pings = 0;
    try (Client client = connect("")) {
      String id = connectionId(client);
      auscult.kafka.await(id, Opened.class);
      auscult.kafka.goAway();
      client.text(audio(new byte[CHUNK]));
      client.catchUp();
      // Padding fills the kernel's buffers, so that the client notices that nobody reads.
      String ping = "{\"messageType\":\"PING\",\"message\":\"" + "x".repeat(4_000) + "\"}";
      CompletableFuture<?> last = CompletableFuture.completedFuture(null);
      while (pings < 30_000 && last.isDone()) {
        last = client.textLater(ping);
        pings++;
        try {
          last.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          break;
        }
      }
      assertThat(last.isDone()).as("held back after %d pings", pings).isFalse();
      auscult.kafka.comeBack();
      assertThat(client.next().get("audioReceived").asBoolean()).isTrue();
      for (int i = 0; i < pings; i++) {
        assertThat(client.next().get("message").asText()).isEqualTo("PONG");
      }
    }
  }

  @Test
  void IN_25_IN_27_IN_30_everyMessageHasItsAnswerInItsPlace() throws Exception {
    byte[] webm = {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    byte[] wav = Arrays.copyOf("RIFF\0\0\0\0WAVEfmt \u0010\0\0\0".getBytes(), 44);
    wav[20] = 85; // MP3 in WAV
    try (Client client = connect("")) {
      connectionId(client);
      auscult.kafka.goAway();
      client.text(audio(new byte[CHUNK]));
      client.text(PING);
      client.text("no json");
      client.text("{\"messageType\":\"AUDIO\"}");
      client.audio(new byte[640]);
      client.text(audio(wav));
      client.text(audio(wav));
      client.text("{\"messageType\":\"audio\",\"messsage\":\"AAAA\"}");
      client.catchUp();
      assertThat(client.hasMore()).isFalse();
      auscult.kafka.comeBack();
      assertThat(client.next().path("audioReceived").asBoolean()).isTrue();
      assertThat(client.next().get("message").asText()).isEqualTo("PONG");
      for (int i = 0; i < 5; i++) {
        JsonNode error = client.next();
        assertThat(error.get("audioReceived").asBoolean()).isFalse();
        assertThat(error.get("errorType").asText()).isEqualTo("invalidInputParameter");
      }
    }
    try (Client client = connect("")) {
      connectionId(client);
      for (int i = 0; i < 3; i++) {
        client.text(audio(webm)); // each is answered, not one in ten seconds
        assertThat(client.next().get("errorType").asText()).isEqualTo("invalidInputParameter");
      }
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  void IN_28_halfAnHourOfPingsKeepsAPausedSessionOpen() throws Exception {
    try (Client client = connect("")) {
      String id = connectionId(client);
      client.text(audio(new byte[3_200]));
      assertThat(client.next().get("audioReceived").asBoolean()).isTrue();
      for (int i = 0; i < 120; i++) {
        auscult.clock.advance(Duration.ofSeconds(15));
        client.text(PING);
        assertThat(client.next().get("audioReceived").asBoolean()).isFalse();
      }
      assertThat(client.isOpen()).isTrue();
      // and the job is told often enough, or it would end the session by its own idle clock
      long lastMs = auscult.kafka.await(id, Opened.class).atMs();
      for (SessionInput record : auscult.kafka.of(id)) {
        if (!(record instanceof KeptAlive kept)) continue;
        assertThat(kept.atMs() - lastMs).isLessThan(60_000);
        lastMs = kept.atMs();
      }
      assertThat(auscult.clock.millis() - lastMs).isLessThan(60_000);
      client.text(audio(new byte[3_200]));
      assertThat(client.next().get("totalDuration").asDouble()).isEqualTo(0.2);
    }
  }

  @Test
  void IN_29_twoMinutesOfNothingCloseAndEndTheSession() throws Exception {
    try (Client client = connect("")) {
      String id = connectionId(client);
      auscult.clock.advance(Duration.ofSeconds(121));
      assertThat(client.ended().code()).isEqualTo(1001);
      assertThat(client.hasMore()).isFalse();
      assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("idle");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1000, client_close",
    "1001, client_close",
    "0, client_close",
    "1006, connection_lost"
  })
  void IN_40_anyCloseEndsTheSessionOnceWithAllItsAudio(int code, String reason) throws Exception {
    String id;
    if (code == 0) {
      RawSocket socket =
          RawSocket.open(
              auscult.gateway.port(), "/?callbackUrl=" + encoded() + "&accessToken=" + token(), 0);
      String first = new String(socket.read().payload(), StandardCharsets.UTF_8);
      id = first.replaceAll(".*\"connectionId\":\"([^\"]+)\".*", "$1");
      socket.send(1, true, audio(new byte[CHUNK]).getBytes(StandardCharsets.UTF_8));
      auscult.kafka.awaitAudio(id, CHUNK);
      socket.send(8, true, new byte[0]);
    } else {
      Client client = connect("");
      id = connectionId(client);
      client.text(audio(new byte[CHUNK]));
      auscult.kafka.awaitAudio(id, CHUNK);
      if (code == 1006) {
        client.vanish();
      } else {
        client.closeWith(code);
      }
    }
    assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo(reason);
    auscult.clock.advance(Duration.ofSeconds(200));
    auscult.gateway.close();
    assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Stopped");
    assertThat(auscult.kafka.of(id).stream().filter(Stopped.class::isInstance)).hasSize(1);
  }

  @Test
  void K9_IN_40_drainCloses1012AndEndsTheSessionOnce() throws Exception {
    try (Client client = connect("")) {
      String id = connectionId(client);
      client.text(audio(new byte[CHUNK]));
      auscult.kafka.awaitAudio(id, CHUNK);
      auscult.http("POST", "/admin/drain", Running.ADMIN, "");
      while (client.hasMore()) assertThat(client.next().has("audioReceived")).isTrue();
      assertThat(client.ended().code()).isEqualTo(1012);
      auscult.kafka.await(id, Stopped.class);
      auscult.gateway.close();
      assertThat(auscult.kafka.of(id).stream().filter(Stopped.class::isInstance)).hasSize(1);
    }
  }

  @Test
  void K9_IN_51_whoAskedForAResumeMayGoOnElsewhereAfterADrain() throws Exception {
    try (Running second = Running.start(auscult.kafka, t -> t);
        Client client = connect("&resume=20")) {
      String id = connectionId(client);
      auscult.http("POST", "/admin/drain", Running.ADMIN, "");
      assertThat(client.ended().code()).isEqualTo(1012);
      auscult.kafka.await(id, Detached.class);
      auscult.kafka.publish(
          new SessionView(
              id,
              auscult.kafka.await(id, Opened.class).tenant(),
              "invox",
              SessionView.LIVE,
              0,
              Running.setup(),
              List.of(),
              null));
      URI back = second.ws("/", "?session_id=" + id + "&accessToken=" + token());
      try (Client again = Client.open(back, "")) {
        assertThat(connectionId(again)).isEqualTo(id);
        auscult.kafka.await(id, SessionInput.Attached.class);
      }
      assertThat(auscult.kafka.story(id)).startsWith("Opened Detached Attached");
    }
  }

  @Test
  void IN_31_IN_32_theJobsResultsStayOffTheSocket() throws Exception {
    try (Client client = connect("")) {
      String id = connectionId(client);
      auscult.kafka.say(new SessionOutput.Warning(id, "w-1", 0, "silence", "Nothing is heard."));
      auscult.kafka.say(new SessionOutput.TranscriptCompleted(id, 0));
      auscult.kafka.say(new SessionOutput.Closed(id, "max_session"));
      assertThat(client.ended()).isEqualTo(new Client.Ended(1000, "session ended: max_session"));
      assertThat(client.hasMore()).isFalse();
    }
  }

  @Test
  void IN_51_aBrokenConnectionWaitsAsLongAsWasAskedFor() throws Exception {
    Client client = connect("&resume=20s");
    String id = connectionId(client);
    assertThat(auscult.kafka.await(id, Opened.class).limits().resumeMs()).isEqualTo(20_000);
    client.vanish();
    auscult.kafka.await(id, Detached.class);
    URI back = auscult.ws("/", "?session_id=" + id + "&accessToken=" + token());
    try (Client again = Client.open(back, "")) {
      assertThat(connectionId(again)).isEqualTo(id);
      auscult.kafka.await(id, SessionInput.Attached.class);
      again.text(audio(new byte[3_200]));
      assertThat(again.next().get("audioReceived").asBoolean()).isTrue();
      again.vanish();
    }
    awaitStory(id, "Opened Detached Attached Audio Detached");
    auscult.clock.advance(Duration.ofSeconds(21));
    assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("connection_lost");
    assertThat(status(back)).isEqualTo(404);
  }

  @Test
  void theLimitIsOfTheApplicationWhoeverTheTokenNames() throws Exception {
    String[] tokens = {token(), token(), unnamedToken(), token()};
    Client[] open = new Client[3];
    for (int i = 0; i < 3; i++) {
      open[i] = Client.open(url("/", "", tokens[i]), "");
      connectionId(open[i]);
    }
    assertThat(status(url("/", "", tokens[3]))).isEqualTo(429);
    try (Client refused = Client.open(url("/", "&reject=close", tokens[3]), "")) {
      JsonNode told = refused.next();
      assertThat(told.get("errorType").asText()).isEqualTo("session_limit");
      assertThat(told.get("messsage")).isEqualTo(told.get("message"));
      assertThat(refused.ended().code()).isEqualTo(1013);
    }
    for (Client client : open) client.close();
  }

  @Test
  void IN_50_theApplicationReadsItsSessionsAndNobodyElseDoes() throws Exception {
    try (Client client = connect("")) {
      String path = "/v1/sessions/" + connectionId(client);
      assertThat(auscult.http("GET", path, token(), "").statusCode()).isEqualTo(200);
      assertThat(auscult.http("GET", path, unnamedToken(), "").statusCode()).isEqualTo(200);
      assertThat(auscult.http("GET", path, auscult.token("clinic-1", "dr"), "").statusCode())
          .isEqualTo(200);
      assertThat(auscult.http("GET", path, auscult.token("other", "dr"), "").statusCode())
          .isEqualTo(404);
    }
  }

  private void assertTold(String query, int status, int code, String errorType) throws Exception {
    assertThat(status(auscult.ws("/", query))).isEqualTo(status);
    try (Client browser = Client.open(auscult.ws("/", query), "", "https://app.example")) {
      assertThat(browser.next().get("errorType").asText()).isEqualTo(errorType);
      assertThat(browser.ended().code()).isEqualTo(code);
    }
  }

  private static int status(URI uri) {
    int[] status = new int[1];
    assertThatThrownBy(() -> Client.open(uri, ""))
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class, e -> status[0] = e.getResponse().statusCode());
    return status[0];
  }

  private Client connect(String more) throws Exception {
    return Client.open(url("/", more), "");
  }

  private URI url(String path, String more) {
    return url(path, more, token());
  }

  private URI url(String path, String more, String token) {
    return auscult.ws(path, "?callbackUrl=" + encoded() + "&accessToken=" + token + more);
  }

  private static String encoded() {
    return URLEncoder.encode(CALLBACK, StandardCharsets.UTF_8);
  }

  private String token() {
    return token(Optional.of("app-1"));
  }

  private String unnamedToken() {
    return token(Optional.empty());
  }

  private String token(Optional<String> appId) {
    Order o = Order.of(Kind.INVOX);
    return auscult
        .mint()
        .mint(
            new Order(
                o.kind(),
                o.subject(),
                o.organization(),
                o.department(),
                o.scope(),
                o.lifetime(),
                appId));
  }

  private void awaitStory(String id, String story) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!auscult.kafka.story(id).equals(story) && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(auscult.kafka.story(id)).isEqualTo(story);
  }

  private static String connectionId(Client client) throws Exception {
    JsonNode first = client.next();
    assertThat(first.get("message").asText()).isEqualTo("Connection established.");
    return first.get("connectionId").asText();
  }

  private static String audio(byte[] bytes) {
    return JsonText.object()
        .put("message", Base64.getEncoder().encodeToString(bytes))
        .put("messageType", "AUDIO")
        .toString();
  }
}
