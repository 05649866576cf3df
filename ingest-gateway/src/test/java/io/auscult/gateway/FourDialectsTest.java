package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.auscult.events.SessionInput;
import io.auscult.events.SessionInput.Opened;
import io.auscult.gateway.auth.TokenMint.Kind;
import io.auscult.gateway.auth.TokenMint.Order;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every vendor on one port (conformance §5). */
class FourDialectsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CALLBACK = "callbackUrl=http%3A%2F%2F127.0.0.1%3A9%2Fcb";

  /** Every API with its paths, a way in, and how its client begins and sends sound. */
  private enum Api {
    MEDISYNC("medisync", Kind.MEDISYNC, "", List.of("/ws/transcribe")),
    SCRIBE_SERVER("scribe", Kind.SCRIBE_SERVER, "", List.of("/v1/scribe/server", "/stream")),
    SCRIBE_USER("scribe", Kind.SCRIBE_USER, "", List.of("/v1/scribe/user", "/stream")),
    INVOX("invox", Kind.INVOX, CALLBACK, List.of("/", "/invox")),
    SAHL("sahl", Kind.SAHL, "", List.of("/ws/summary"));

    private final String dialect;
    private final Kind kind;
    private final String query;
    private final List<String> paths;

    Api(String dialect, Kind kind, String query, List<String> paths) {
      this.dialect = dialect;
      this.kind = kind;
      this.query = query;
      this.paths = paths;
    }

    void begin(Client client) {
      if (dialect.equals("scribe")) {
        client.text(
            "{\"object\":\"stream_request\",\"output_objects\":\"transcript\","
                + "\"streams\":[{\"id\":\"a\",\"speaker\":\"provider\"}]}");
      } else if (this == SAHL) {
        client.text("{\"object\":\"start\",\"summary_template\":\"FAMILY_MEDICINE\"}");
      }
    }

    void sound(Client client, byte[] pcm) {
      String base64 = Base64.getEncoder().encodeToString(pcm);
      switch (this) {
        case MEDISYNC -> client.audio(pcm);
        case INVOX -> client.text("{\"message\":\"" + base64 + "\",\"messageType\":\"AUDIO\"}");
        case SAHL -> client.text("{\"object\":\"audio_chunk\",\"payload\":\"" + base64 + "\"}");
        default ->
            client.text(
                "{\"object\":\"audio_chunk\",\"stream_id\":\"a\",\"payload\":\"" + base64 + "\"}");
      }
    }
  }

  /** Sessions that were looked at. */
  private final Set<String> seen = new HashSet<>();

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
  @EnumSource
  void MS_01_DI_01_IN_01_SA_01_X_01_everyPathOfEveryVendorOnOnePort(Api api) throws Exception {
    for (String path : api.paths) {
      try (Client client = open(auscult, api, path, "")) {
        api.begin(client);
        api.sound(client, new byte[3_200]);
        Opened opened = auscult.kafka.awaitAnother(seen);
        assertThat(opened.dialect()).isEqualTo(api.dialect);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void X_02_theSameSoundIsTheSameAudioForTheJob(Api api) throws Exception {
    byte[] pcm = TalkTest.noise(32_000, 7);
    try (Client client = open(auscult, api, api.paths.get(0), "")) {
      api.begin(client);
      for (int from = 0; from < pcm.length; from += 3_200) {
        api.sound(client, Arrays.copyOfRange(pcm, from, from + 3_200));
      }
      String id = auscult.kafka.awaitAnother(seen).session();
      assertThat(auscult.kafka.awaitAudio(id, pcm.length)).isEqualTo(pcm);
    }
  }

  @ParameterizedTest
  @EnumSource
  void MS_107_overloadIsRefusedWithSomethingToWaitFor(Api api) throws Exception {
    MemoryEdges kafka = new MemoryEdges();
    try (Running full =
        Running.start(kafka, s -> Running.with(s, Running.sessions(OptionalInt.empty(), false)))) {
      kafka.goAway();
      kafka.pretendUnrecorded(9 << 20);
      assertThatThrownBy(() -> open(full, api, api.paths.get(0), "").close())
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              e -> {
                assertThat(e.getResponse().statusCode()).isEqualTo(503);
                assertThat(e.getResponse().headers().firstValue("Retry-After")).contains("30");
              });
      try (Client browser = open(full, api, api.paths.get(0), "https://clinic.example")) {
        assertThat(browser.ended().code()).isEqualTo(1013);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void K9_drainingTellsEveryClientInItsVendorsWay(Api api) throws Exception {
    try (Running going = Running.start();
        Client client = open(going, api, api.paths.get(0), "")) {
      api.begin(client);
      api.sound(client, new byte[3_200]);
      going.kafka.awaitAnother(seen);
      going.gateway.drain();
      assertThat(client.ended().code()).isEqualTo(api == Api.MEDISYNC ? 1006 : 1012);
    }
  }

  @ParameterizedTest
  @EnumSource
  void MS_37_X_13_eachReadsAndErasesOnlyTheSessionsOfItsOwn(Api api) throws Exception {
    try (Client client = open(auscult, api, api.paths.get(0), "")) {
      api.begin(client);
      api.sound(client, new byte[3_200]);
      String id = auscult.kafka.awaitAnother(seen).session();
      String stranger = auscult.token("another-clinic", "somebody");
      assertThat(auscult.http("GET", "/v1/sessions/" + id, stranger, "").statusCode())
          .isEqualTo(404);
      assertThat(auscult.http("DELETE", "/v1/sessions/" + id, stranger, "").statusCode())
          .isEqualTo(404);
      var answer = auscult.http("GET", "/v1/sessions/" + id, token(auscult, api), "");
      assertThat(answer.statusCode()).isEqualTo(200);
      JsonNode body = JSON.readTree(answer.body());
      assertThat(body.get("session_id").asText()).isEqualTo(id);
      assertThat(body.get("state").asText()).isEqualTo("live");
      assertThat(auscult.http("DELETE", "/v1/sessions/" + id, token(auscult, api), "").statusCode())
          .isEqualTo(204);
      assertThat(auscult.kafka.await(id, SessionInput.Stopped.class).reason()).isEqualTo("erased");
      assertThat(client.ended().code()).isEqualTo(1000);
    }
  }

  @Test
  void MS_111_aConnectionOfMoreThanTwoHoursGoesOn() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      auscult.kafka.await(id, Opened.class);
      for (int minute = 0; minute < 150; minute++) {
        auscult.clock.advance(Duration.ofMinutes(1));
        client.audio(new byte[3_200]);
        auscult.kafka.awaitAudio(id, (minute + 1) * 3_200);
      }
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  void MS_06_MS_89_nothingBeyondTheDocumentedIsAskedOfAClient() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      client.audio(new byte[32_000]);
      Opened opened = auscult.kafka.await(id, Opened.class);
      assertThat(opened.language()).isEqualTo("en-US");
      assertThat(opened.vocabulary()).isEmpty();
      List<String> types = new ArrayList<>();
      auscult.kafka.say(TalkTest.item(id, 0, 0, true, "Good morning.", 0, 800));
      types.add(client.next().get("type").asText());
      assertThat(types).containsExactly("transcription");
      assertThat(client.hasMore()).isFalse();
    }
  }

  private static Client open(Running where, Api api, String path, String origin) throws Exception {
    String query = api.query.isEmpty() ? "" : "?" + api.query;
    return Client.open(where.ws(path, query), token(where, api), origin);
  }

  private static String token(Running where, Api api) {
    Optional<String> app = api == Api.INVOX ? Optional.of("app-1") : Optional.empty();
    Order order = Order.of(api.kind);
    return where
        .mint()
        .mint(
            new Order(
                api.kind,
                order.subject(),
                order.organization(),
                "",
                Optional.empty(),
                Duration.ofHours(8),
                app));
  }
}
