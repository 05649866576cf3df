package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.auscult.events.SessionInput;
import io.auscult.events.Tenant;
import io.auscult.gateway.http.RejectForm;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connecting: who gets in, who does not, and how they are told (conformance §1.1 to §1.3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectTest {
  private static final JsonMapper JSON = new JsonMapper();
  private Running auscult;

  @BeforeAll
  void start() throws Exception {
    auscult = Running.start();
  }

  @AfterAll
  void stop() {
    auscult.close();
  }

  @Test
  void MS_10_MS_50_headerTokenGetsSessionInitFirst() throws Exception {
    try (Client client = auscult.connect()) {
      JsonNode first = client.next();
      assertThat(first.get("type").asText()).isEqualTo("session_init");
      assertThat(first.size()).isEqualTo(2);
      assertThat(UUID.fromString(first.get("session_id").asText()).version()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER   %s  ", "Bearer  %s "})
  void MS_10_schemeInAnyCaseAndSpaces(String form) throws Exception {
    String header = "Authorization: " + form.formatted(auscult.token());
    try (RawSocket socket = RawSocket.open(auscult.gateway.port(), "/ws/transcribe", 0, header)) {
      assertThat(socket.response).startsWith("HTTP/1.1 101");
    }
  }

  @Test
  void MS_03_noSubprotocolIsSelectedWhereNoneWasOffered() throws Exception {
    try (RawSocket socket = raw("/ws/transcribe")) {
      assertThat(socket.response.toLowerCase()).doesNotContain("sec-websocket-protocol");
    }
  }

  @Test
  void unknownSubprotocolIsRefusedBeforeASessionBegins() throws Exception {
    try (RawSocket socket = raw("/ws/transcribe", "Sec-WebSocket-Protocol: chat, soap")) {
      assertThat(socket.response).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void MS_08_offeredCompressionIsNotTaken() throws Exception {
    try (RawSocket socket = raw("/ws/transcribe", "Sec-WebSocket-Extensions: permessage-deflate")) {
      assertThat(socket.response).startsWith("HTTP/1.1 101").doesNotContain("deflate");
      assertThat(socket.read().text()).contains("session_init");
    }
  }

  @Test
  void MS_11_MS_12_tokenInTheQueryEvenWithSpaces() throws Exception {
    for (String query :
        List.of("?token=" + auscult.token(), "?token=%20" + auscult.token() + "%20")) {
      try (Client client = Client.open(auscult.ws(query), "")) {
        assertThat(client.sessionId()).isNotEmpty();
      }
    }
  }

  @Test
  void MS_14_headerWinsOverQuery() throws Exception {
    try (Client client = auscult.connect("?token=garbage")) {
      assertThat(client.sessionId()).isNotEmpty();
    }
    assertRefused("?token=" + auscult.token(), "garbage", 401, "token_malformed");
  }

  @Test
  void MS_04_plainGetIsToldToUpgrade() throws Exception {
    HttpResponse<String> answer = auscult.http("GET", "/ws/transcribe", "", "");
    assertThat(answer.statusCode()).isEqualTo(426);
    assertThat(JSON.readTree(answer.body()).get("error").asText()).isEqualTo("upgrade_required");
  }

  @Test
  void MS_21_MS_31_noTokenIs401WithReason() throws Exception {
    assertRefused("", "", 401, "token_missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "a.b", "..", "a.b.c.d"})
  void MS_19_malformedToken(String token) throws Exception {
    assertRefused("", token, 401, "token_malformed");
  }

  @Test
  void MS_19_tenKilobytesOfGarbage() throws Exception {
    assertRefused("", "x".repeat(10_000), 401, "token_malformed");
    assertRefused("?token=" + "y".repeat(10_000), "", 401, "token_malformed");
  }

  @Test
  void MS_20_expiredToken() throws Exception {
    long now = auscult.clock.millis() / 1000;
    assertRefused("", auscult.tokenWith(Map.of("exp", now - 61)), 401, "token_expired");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "iat", "exp", "scope", "user_type"})
  void MS_22_missingClaimIs401(String claim) throws Exception {
    Map<String, Object> without = new HashMap<>();
    without.put(claim, null);
    assertRefused("", auscult.tokenWith(without), 401, "token_claim_" + claim);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transcription:read", "transcription:write", "other", ""})
  void MS_24_insufficientScopeIs403(String scope) throws Exception {
    assertRefused("", auscult.tokenWith(Map.of("scope", scope)), 403, "scope_insufficient");
  }

  @Test
  void MS_13_MS_32_browsersAreToldInBand() throws Exception {
    try (Client client = Client.open(auscult.ws(""), "", "https://clinic.example")) {
      JsonNode told = client.next();
      assertThat(told.get("error").asText()).isEqualTo("unauthorized");
      assertThat(told.get("reason").asText()).isEqualTo("token_missing");
      Client.Ended end = client.ended();
      assertThat(end.code()).isEqualTo(1002);
      assertThat(end.reason()).contains("missing token; browsers must use ?token=");
      assertThat(client.hasMore()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO,  '',                      '',                       true",
    "AUTO,  https://clinic.example,  '',                       false",
    "AUTO,  '',                      ?reject=close,            false",
    "AUTO,  https://clinic.example,  ?reject=http,             true",
    "HTTP,  https://clinic.example,  '',                       true",
    "CLOSE, '',                      '',                       false",
    "HTTP,  '',                      ?reject=close,            false",
  })
  void K1_formOfTheRefusal(RejectForm form, String origin, String query, boolean http)
      throws Exception {
    try (Running other = Running.start(s -> Running.with(s, form, false))) {
      URI uri = other.ws(query);
      String token = other.tokenWith(Map.of("scope", "nothing"));
      if (http) {
        assertThatThrownBy(() -> Client.open(uri, token, origin))
            .isInstanceOfSatisfying(
                WebSocketHandshakeException.class,
                e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
      } else {
        try (Client client = Client.open(uri, token, origin)) {
          assertThat(client.next().get("error").asText()).isEqualTo("forbidden");
          assertThat(client.ended().code()).isEqualTo(1008);
        }
      }
    }
  }

  @Test
  void MS_106_inBandRefusalIsNever1006() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Client client = Client.open(auscult.ws("?reject=close"), "not.a.token" + i)) {
        assertThat(client.ended().code()).isEqualTo(1002);
      }
    }
  }

  @Test
  void MS_02_plainConnectionsAreRefusedWhereTlsIsRequired() throws Exception {
    try (Running other = Running.start(s -> Running.with(s, RejectForm.AUTO, true))) {
      String auth = "Authorization: Bearer " + other.token();
      try (RawSocket plain = RawSocket.open(other.gateway.port(), "/ws/transcribe", 0, auth)) {
        assertThat(plain.response).startsWith("HTTP/1.1 403");
      }
      try (RawSocket proxied =
          RawSocket.open(
              other.gateway.port(), "/ws/transcribe", 0, auth, "X-Forwarded-Proto: https")) {
        assertThat(proxied.response).startsWith("HTTP/1.1 101");
      }
    }
  }

  @Test
  void acceptedUpgradeNamesItsSession() throws Exception {
    try (RawSocket socket = raw("/ws/transcribe")) {
      String id = socket.response.replaceAll("(?is).*x-session-id: ([0-9a-f-]+).*", "$1");
      assertThat(socket.read().text()).contains("\"" + id + "\"");
    }
  }

  @Test
  void MS_51_everyConnectionHasItsOwnSession() throws Exception {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      try (RawSocket socket = raw("/ws/transcribe")) {
        assertThat(ids.add(socket.read().text())).isTrue();
      }
    }
  }

  @Test
  void MS_36_openedCarriesTenantAndWishes() throws Exception {
    String token =
        auscult.tokenWith(Map.of("organization", "hospital-id-456", "department", "cardiology"));
    try (Client client =
        Client.open(
            auscult.ws("?interim=true&vocabulary=metoprolol,%20atrial%20fibrillation,"), token)) {
      SessionInput.Opened opened =
          auscult.kafka.await(client.sessionId(), SessionInput.Opened.class);
      assertThat(opened.tenant())
          .isEqualTo(new Tenant("hospital-id-456", "cardiology", "user-1", "doctor"));
      assertThat(opened.dialect()).isEqualTo("medisync");
      assertThat(opened.vocabulary()).containsExactly("metoprolol", "atrial fibrillation");
      assertThat(opened.show().partials()).isTrue();
      assertThat(opened.replyPartition()).isEqualTo(3);
      assertThat(opened.limits().idleMs()).isEqualTo(120_000);
      assertThat(opened.limits().durationMs()).isZero();
    }
  }

  @Test
  void K8_finalsOnlyUnlessAskedFor() throws Exception {
    try (Client client = auscult.connect()) {
      SessionInput.Opened opened =
          auscult.kafka.await(client.sessionId(), SessionInput.Opened.class);
      assertThat(opened.show().partials()).isFalse();
      assertThat(opened.show().items()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1e9", "7999", "999999999999"})
  void MS_66_impossibleSampleRateIs400(String rate) throws Exception {
    assertRefused("?sample_rate=" + rate, auscult.token(), 400, "sample_rate");
  }

  @Test
  void MS_40_aFloodOfBadTokensLocksOutNobodyElse() throws Exception {
    int looked = 0;
    for (int i = 0; i < 100; i++) {
      try (RawSocket socket =
          RawSocket.open(
              auscult.gateway.port(), "/ws/transcribe", 0, "Authorization: Bearer same.bad.one")) {
        if (socket.response.startsWith("HTTP/1.1 401")) looked++;
        else assertThat(socket.response).startsWith("HTTP/1.1 429").contains("Retry-After: 30");
      }
    }
    assertThat(looked).isEqualTo(30);
    try (Client client = auscult.connect()) {
      assertThat(client.sessionId()).isNotEmpty();
    }
  }

  @Test
  void MS_39_noTokenInAnyAnswer() throws Exception {
    String token = auscult.tokenWith(Map.of("scope", "nothing"));
    try (RawSocket socket =
        RawSocket.open(auscult.gateway.port(), "/ws/transcribe?token=" + token, 0)) {
      assertThat(socket.response).startsWith("HTTP/1.1 403").doesNotContain(token.substring(0, 20));
    }
    String metrics = auscult.http("GET", "/metrics", "", "").body();
    assertThat(metrics).contains("scope_insufficient").doesNotContain(token.substring(0, 20));
  }

  private RawSocket raw(String path, String... headers) throws Exception {
    String[] all = new String[headers.length + 1];
    all[0] = "Authorization: Bearer " + auscult.token("raw", UUID.randomUUID().toString());
    System.arraycopy(headers, 0, all, 1, headers.length);
    return RawSocket.open(auscult.gateway.port(), path, 0, all);
  }

  /** By HTTP: status, reason code, and the same words for every 401. */
  private void assertRefused(String query, String token, int status, String reason)
      throws Exception {
    String[] headers =
        token.isEmpty() ? new String[0] : new String[] {"Authorization: Bearer " + token};
    try (RawSocket socket =
        RawSocket.open(auscult.gateway.port(), "/ws/transcribe" + query, 0, headers)) {
      assertThat(socket.response).startsWith("HTTP/1.1 " + status);
      if (status == 401) {
        assertThat(socket.response).contains("WWW-Authenticate: Bearer");
        if (!reason.equals("token_missing")) {
          assertThat(socket.response).contains("error=\"invalid_token\"");
        }
      }
      int length =
          Integer.parseInt(socket.response.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
      JsonNode body = JSON.readTree(socket.body(length));
      assertThat(body.get("reason").asText()).isEqualTo(reason);
      if (status == 401) {
        assertThat(body.get("error").asText()).isEqualTo("unauthorized");
        assertThat(body.get("message").asText()).startsWith("The token was not accepted.");
      }
    }
  }
}
