package io.auscult.delivery.sign;

import io.auscult.settings.Application;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The headers of Standard Webhooks (IN-45): who sent what and when, so that a receiver can refuse
 * what is altered, old or known already.
 */
public final class StandardWebhook {
  private static final String ALGORITHM = "HmacSHA256";

  private StandardWebhook() {}

  /** The same for every try and after every replay, so that a receiver knows it again. */
  public static String id(String session) {
    return "msg_" + session;
  }

  /**
   * {@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature}.
   *
   * @param atSeconds of this try, since 1970
   */
  public static Map<String, String> headers(
      Application application, String session, long atSeconds, byte[] body) {
    String id = id(session);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(atSeconds));
    headers.put("webhook-signature", "v1," + hmac(application, id + "." + atSeconds + ".", body));
    return headers;
  }

  private static String hmac(Application application, String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(application.appSecret()), ALGORITHM));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static byte[] key(String secret) {
    if (!secret.startsWith(Application.WEBHOOK_KEY_PREFIX)) {
      return secret.getBytes(StandardCharsets.UTF_8);
    }
    // The settings have refused what is no base64.
    return Base64.getDecoder().decode(secret.substring(Application.WEBHOOK_KEY_PREFIX.length()));
  }
}
