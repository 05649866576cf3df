package io.auscult.local.bench.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.settings.Application;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected values are OpenSSL's: {@code openssl enc -aes-256-cbc -md md5}, {@code dgst -hmac}. */
class CallbackSignaturesTest {
  private static final String OPENSSL = "U2FsdGVkX19aB0cHI8ppM/ghPkoO86w4J33sCn6c9VI=";

  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
  private static final String HMAC = "v1,+pXfYUblpCqjctgG6w/KCexeg4xzcjnlB+sNTwvvedU=";
  private static final long NOW = 1_700_000_010;

  private final CallbackSignatures signatures = of("key-1", "secret-1");

  private static CallbackSignatures of(String key, String secret) {
    return new CallbackSignatures(new Application("app-1", key, secret, List.of(), 1, ""));
  }

  @Test
  void theVendorsSignatureIsAcceptedAndNoOther() {
    assertThat(signatures.invox(OPENSSL)).isTrue();
    assertThat(of("key-2", "secret-1").invox(OPENSSL)).isFalse();
    assertThat(of("key-1", "secret-2").invox(OPENSSL)).isFalse();
    assertThat(signatures.invox(OPENSSL.replace("ghP", "ghQ"))).isFalse();
    assertThat(signatures.invox("no base64")).isFalse();
    assertThat(signatures.invox("")).isFalse();
    assertThat(signatures.invox(null)).isFalse();
  }

  @Test
  void theWebhookSignatureIsOfIdTimeAndBody() {
    assertThat(signatures.webhook("msg_1", "1700000000", HMAC, BODY, NOW)).isTrue();
    assertThat(signatures.webhook("msg_1", "1700000000", "v1,old " + HMAC, BODY, NOW)).isTrue();
    assertThat(signatures.webhook("msg_2", "1700000000", HMAC, BODY, NOW)).isFalse();
    assertThat(signatures.webhook("msg_1", "1700000001", HMAC, BODY, NOW)).isFalse();
    assertThat(signatures.webhook("msg_1", "1700000000", HMAC, new byte[1], NOW)).isFalse();
    assertThat(signatures.webhook("msg_1", "1700000000", null, BODY, NOW)).isFalse();
    assertThat(signatures.webhook("msg_1", "soon", HMAC, BODY, NOW)).isFalse();
  }

  @Test
  void whatIsOldIsNotAccepted() {
    assertThat(signatures.webhook("msg_1", "1700000000", HMAC, BODY, NOW + 600)).isFalse();
  }
}
