package io.auscult.local.bench.callbacks;

import io.auscult.settings.Application;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an integrator checks before it believes a callback, written from the vendors' pages and not
 * from our own signing: Invox's {@code validateSignature}, and Standard Webhooks.
 */
final class CallbackSignatures {
  private static final byte[] HEAD = "Salted__".getBytes(StandardCharsets.US_ASCII);
  private static final int SALT_END = 16;
  private static final int BLOCK = 16;

  /** Standard Webhooks: a receiver refuses what is older or newer than five minutes. */
  private static final long TOLERANCE_S = 300;

  private final Application application;

  CallbackSignatures(Application application) {
    this.application = application;
  }

  /**
   * {@code CryptoJS.AES.decrypt(signature, secret)} is {@code appId~apiKey}.
   *
   * @param signature of the body; null: there is none
   */
  boolean invox(String signature) {
    if (signature == null) return false;
    try {
      byte[] raw = Base64.getDecoder().decode(signature);
      if (raw.length < SALT_END + BLOCK || !Arrays.equals(HEAD, Arrays.copyOf(raw, HEAD.length))) {
        return false;
      }
      byte[] salt = Arrays.copyOfRange(raw, HEAD.length, SALT_END);
      byte[] keyAndIv = opensslKey(salt);
      Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
      aes.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(keyAndIv, 0, 32, "AES"),
          new IvParameterSpec(keyAndIv, 32, 16));
      byte[] plain = aes.doFinal(raw, SALT_END, raw.length - SALT_END);
      String expected = application.appId() + "~" + application.apiKey();
      return MessageDigest.isEqual(plain, expected.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return false; // not base64, or not of this secret
    }
  }

  /** MD5 over the last digest, the secret and the salt, until 48 bytes are there. */
  private byte[] opensslKey(byte[] salt) throws GeneralSecurityException {
    byte[] secret = application.appSecret().getBytes(StandardCharsets.UTF_8);
    byte[] made = {};
    byte[] last = {};
    while (made.length < 48) {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(last);
      md5.update(secret);
      md5.update(salt);
      last = md5.digest();
      int filled = made.length;
      made = Arrays.copyOf(made, filled + last.length);
      System.arraycopy(last, 0, made, filled, last.length);
    }
    return made;
  }

  /**
   * HMAC of id, timestamp and body, now.
   *
   * @param id header {@code webhook-id}, and likewise the others; null: there is none
   */
  boolean webhook(String id, String timestamp, String signature, byte[] body, long nowSeconds) {
    if (id == null || timestamp == null || signature == null) return false;
    if (!timestamp.matches("\\d{1,12}")) return false;
    if (Math.abs(nowSeconds - Long.parseLong(timestamp)) > TOLERANCE_S) return false;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(webhookKey(), "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
      return Arrays.asList(signature.split(" ")).contains(expected);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private byte[] webhookKey() {
    String secret = application.appSecret();
    return secret.startsWith("whsec_")
        ? Base64.getDecoder().decode(secret.substring("whsec_".length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }
}
