package io.auscult.local.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class BenchTokenTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @Test
  void theTokenHasEveryClaimThatMediSyncRequires() throws Exception {
    String[] parts = BenchToken.of(SECRET, Instant.ofEpochSecond(1_000_000), 50).split("\\.");

    JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
    assertThat(claims.path("sub").asText()).isEqualTo("bench");
    assertThat(claims.path("user_type").asText()).isNotEmpty();
    assertThat(claims.path("scope").asText().split(" "))
        .containsExactlyInAnyOrder("transcription:read", "transcription:write");
    assertThat(claims.path("iat").asLong()).isEqualTo(1_000_000);
    assertThat(claims.path("exp").asLong()).isGreaterThan(1_000_000);
    assertThat(claims.path("session_limit").asInt()).isEqualTo(50);
  }

  @Test
  void theTokenIsSignedWithTheSecret() throws Exception {
    String token = BenchToken.of(SECRET, Instant.ofEpochSecond(1_000_000), 50);

    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signature =
        mac.doFinal(token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.UTF_8));
    assertThat(Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1)))
        .isEqualTo(signature);
  }

  @Test
  void theReadyLineNamesTheGatewayFirst() {
    assertThat(
            OwnProcess.gateway(
                "ready http://127.0.0.1:40123 kafka 127.0.0.1:9 flink http://127.0.0.1:8"))
        .hasValueSatisfying(url -> assertThat(url).hasToString("http://127.0.0.1:40123"));
    assertThat(OwnProcess.gateway("fetching models from http://somewhere")).isEmpty();
  }
}
