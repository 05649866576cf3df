package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.gateway.auth.TokenMint.Kind;
import io.auscult.gateway.auth.TokenMint.Order;
import io.auscult.gateway.dialect.JsonText;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway, and what an Invox client does with one. */
abstract class InvoxFixture {
  static final String CALLBACK = "http://127.0.0.1:9/results?for=a%20b&c=d";
  static final String PING = "{\"messageType\":\"PING\"}";

  /** What the documented client sends from a microphone of 48 kHz. */
  static final int CHUNK = 2_730;

  Running auscult;

  @BeforeEach
  void start() throws Exception {
    auscult = Running.start();
  }

  @AfterEach
  void stop() {
    auscult.close();
  }

  static int status(URI uri) {
    int[] status = new int[1];
    assertThatThrownBy(() -> Client.open(uri, ""))
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class, e -> status[0] = e.getResponse().statusCode());
    return status[0];
  }

  Client connect(String more) throws Exception {
    return Client.open(url("/", more), "");
  }

  URI url(String path, String more) {
    return url(path, more, token());
  }

  URI url(String path, String more, String token) {
    return auscult.ws(path, "?callbackUrl=" + encoded() + "&accessToken=" + token + more);
  }

  static String encoded() {
    return URLEncoder.encode(CALLBACK, StandardCharsets.UTF_8);
  }

  String token() {
    return token(Optional.of("app-1"));
  }

  String unnamedToken() {
    return token(Optional.empty());
  }

  String token(Optional<String> appId) {
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

  static String connectionId(Client client) throws Exception {
    JsonNode first = client.next();
    assertThat(first.get("message").asText()).isEqualTo("Connection established.");
    return first.get("connectionId").asText();
  }

  static String audio(byte[] bytes) {
    return JsonText.object()
        .put("message", Base64.getEncoder().encodeToString(bytes))
        .put("messageType", "AUDIO")
        .toString();
  }
}
