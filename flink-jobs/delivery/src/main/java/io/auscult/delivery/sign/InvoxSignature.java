package io.auscult.delivery.sign;

import io.auscult.settings.Application;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Invox's signature (IN-44): application id and key, encrypted with the application's secret in the
 * way of {@code CryptoJS.AES.encrypt(text, passphrase)}, which is OpenSSL's of old: MD5, one round.
 * It proves who sent, and neither what nor when; for that see {@link StandardWebhook}.
 */
public final class InvoxSignature {
  /** Bytes of salt; fresh ones for every signature. */
  public static final int SALT = 8;

  private static final byte[] HEAD = "Salted__".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY = 32;
  private static final int IV = 16;

  private InvoxSignature() {}

  /**
   * Base64 of {@code Salted__}, salt and ciphertext.
   *
   * @param salt {@link #SALT} bytes
   */
  public static String of(Application application, byte[] salt) {
    String text = application.appId() + "~" + application.apiKey();
    try {
      byte[] keyAndIv = evpBytesToKey(application.appSecret(), salt);
      Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
      aes.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(keyAndIv, 0, KEY, "AES"),
          new IvParameterSpec(keyAndIv, KEY, IV));
      byte[] sealed = aes.doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] all = Arrays.copyOf(HEAD, HEAD.length + SALT + sealed.length);
      System.arraycopy(salt, 0, all, HEAD.length, SALT);
      System.arraycopy(sealed, 0, all, HEAD.length + SALT, sealed.length);
      return Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES and MD5", e);
    }
  }

  private static byte[] evpBytesToKey(String passphrase, byte[] salt)
      throws GeneralSecurityException {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    byte[] secret = passphrase.getBytes(StandardCharsets.UTF_8);
    byte[] made = new byte[KEY + IV];
    byte[] block = {};
    for (int at = 0; at < made.length; at += block.length) {
      md5.update(block);
      md5.update(secret);
      block = md5.digest(salt);
      System.arraycopy(block, 0, made, at, block.length);
    }
    return made;
  }
}
