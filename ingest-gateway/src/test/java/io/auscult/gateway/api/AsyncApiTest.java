package io.auscult.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.gateway.OpenGateway;
import io.auscult.gateway.Peer;
import io.auscult.gateway.api.ApiMessage.Example;
import io.auscult.gateway.dialect.Dialect;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents in {@code docs/api} against a gateway: examples run, frames fit. */
class AsyncApiTest {
  private static final Map<Vendor, AsyncApi> DOCUMENTS = new EnumMap<>(Vendor.class);

  static {
    for (Vendor v : Vendor.values()) DOCUMENTS.put(v, AsyncApi.read(v.dialect));
  }

  @ParameterizedTest
  @EnumSource
  void X_14_theDocumentIsWellFormed(Vendor vendor) {
    AsyncApi api = DOCUMENTS.get(vendor);
    JsonNode raw = api.document().raw();
    assertThat(raw.path("asyncapi").asText()).isEqualTo("3.0.0");
    assertThat(raw.at("/info/title").asText()).isNotEmpty();
    assertThat(raw.at("/info/version").asText()).isNotEmpty();
    Set<String> used = new HashSet<>();
    for (JsonNode operation : raw.path("operations")) {
      assertThat(operation.path("action").asText()).isIn("send", "receive");
      JsonNode channel = api.channel(operation.path("channel"));
      assertThat(operation.path("messages")).isNotEmpty();
      for (JsonNode message : operation.path("messages")) {
        String name = ApiDocument.name(message);
        assertThat(channel.path("messages").has(name)).as(name).isTrue();
        used.add(name);
      }
    }
    for (JsonNode channel : raw.path("channels")) {
      channel.path("messages").fieldNames().forEachRemaining(n -> assertThat(used).contains(n));
      if (!channel.path("address").isNull()) assertThat(channel.has("x-close-codes")).isTrue();
    }
    List<String> declared = new ArrayList<>();
    raw.at("/components/messages").fieldNames().forEachRemaining(declared::add);
    assertThat(used).containsExactlyInAnyOrderElementsOf(declared);
    assertThat(api.messages()).allSatisfy(m -> assertThat(m.examples()).as(m.name()).isNotEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void X_14_theDocumentNamesEveryPathAndSubprotocol(Vendor vendor) {
    Dialect<?> dialect =
        OpenGateway.dialects().stream()
            .filter(d -> d.name().equals(vendor.dialect))
            .findFirst()
            .orElseThrow();
    AsyncApi api = DOCUMENTS.get(vendor);
    assertThat(api.paths()).isEqualTo(dialect.paths());
    for (JsonNode channel : api.document().whole().path("channels")) {
      String offered =
          channel.at("/bindings/ws/headers/properties/Sec-WebSocket-Protocol").toString();
      assertThat(dialect.subprotocols()).allSatisfy(p -> assertThat(offered).contains(p));
    }
  }

  static Stream<Example> everyExample() {
    return DOCUMENTS.values().stream()
        .flatMap(api -> api.messages().stream())
        .flatMap(message -> message.examples().stream());
  }

  @ParameterizedTest
  @MethodSource("everyExample")
  void X_14_everyExampleFitsItsOwnSchema(Example example) {
    assertThat(example.message().faults(example.payload())).isEmpty();
    assertThat(example.message().headerFaults(example)).isEmpty();
  }

  static Stream<Arguments> clientExamples() {
    return DOCUMENTS.entrySet().stream()
        .flatMap(
            e ->
                e.getValue().fromClient().values().stream()
                    .flatMap(message -> message.examples().stream())
                    .map(example -> Arguments.of(e.getKey(), example)));
  }

  @ParameterizedTest
  @MethodSource("clientExamples")
  void X_14_everyExampleOfAClientIsTakenAndAnsweredAsDocumented(Vendor vendor, Example example)
      throws Exception {
    AsyncApi api = DOCUMENTS.get(vendor);
    String kind = example.message().name();
    try (OpenGateway gateway = OpenGateway.with();
        Peer peer = vendor.connect(gateway, vendor.token(gateway), "")) {
      boolean setsUp =
          example.payload().path("object").asText().startsWith("st")
              && !kind.equals(vendor.endMessage);
      if (!setsUp && !vendor.setup.isEmpty()) peer.text(vendor.setup);
      example.sendBy(peer);
      String session = peer.session();
      gateway.awaitOpened(session);
      // Answers may wait for audio to be durable; a fence shows that everything was read.
      peer.settle();
      if (kind.equals(vendor.endMessage)) {
        gateway.awaitStopped(session);
      } else if (!vendor.end.isEmpty()) {
        vendor.end(gateway, peer);
      }
      vendor.finish(gateway, peer);
      assertThat(peer.ended().code()).isEqualTo(1000);

      Set<String> allowed = new HashSet<>(api.unasked());
      allowed.addAll(api.replies(kind));
      allowed.addAll(api.replies(vendor.endMessage));
      assertThat(peer.frames()).allSatisfy(f -> assertThat(api.recognise(f)).isIn(allowed));
      assertThat(gateway.faults()).isZero();
    }
  }

  @Test
  void IN_44_IN_45_theExampleOfACallbackIsSignedAsTheDocumentSays() throws Exception {
    ApiMessage callback = DOCUMENTS.get(Vendor.INVOX).elsewhere().get("transcriptionFinished");
    for (Example example : callback.examples()) {
      byte[] sealed = Base64.getDecoder().decode(example.payload().get("signature").textValue());
      assertThat(decrypted(sealed, "secret-1")).isEqualTo("app-1~key-1");
    }
    Example signed = callback.examples().get(0);
    String content =
        String.join(
            ".",
            signed.headers().get("webhook-id").textValue(),
            signed.headers().get("webhook-timestamp").textValue(),
            signed.payload().toString());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("secret-1".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String hmac =
        Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    assertThat(signed.headers().get("webhook-signature").textValue()).isEqualTo("v1," + hmac);
  }

  /** What {@code CryptoJS.AES.decrypt} makes of {@code Salted__}, salt and AES-256-CBC. */
  private static String decrypted(byte[] sealed, String secret) throws Exception {
    byte[] salt = Arrays.copyOfRange(sealed, 8, 16);
    byte[] derived = new byte[0];
    byte[] last = new byte[0];
    while (derived.length < 48) {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(last);
      md5.update(secret.getBytes(StandardCharsets.UTF_8));
      last = md5.digest(salt);
      int from = derived.length;
      derived = Arrays.copyOf(derived, from + last.length);
      System.arraycopy(last, 0, derived, from, last.length);
    }
    Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
    aes.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(derived, 0, 32, "AES"),
        new IvParameterSpec(derived, 32, 16));
    return new String(aes.doFinal(sealed, 16, sealed.length - 16), StandardCharsets.UTF_8);
  }
}
