package io.auscult.local.bench.system;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A MediSync token for a system that the benchmark started with a secret of its own. It names a
 * session limit, since the default one of a subject is below what a load test opens.
 */
final class BenchToken {
  private static final long LIFE_SECONDS = 12 * 3600;

  private BenchToken() {}

  static String of(String secret, Instant now, int sessionLimit) {
    String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    String claims =
        "{\"sub\":\"bench\",\"organization\":\"bench\",\"user_type\":\"service\","
            + "\"scope\":\"transcription:read transcription:write\",\"session_limit\":"
            + sessionLimit
            + ",\"iat\":"
            + now.getEpochSecond()
            + ",\"exp\":"
            + (now.getEpochSecond() + LIFE_SECONDS)
            + "}";
    String signed =
        encode(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + encode(claims.getBytes(StandardCharsets.UTF_8));
    return signed + "." + encode(hmac(secret, signed));
  }

  private static byte[] hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
