package io.auscult.settings;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as {@code pbkdf2-sha256$iterations$salt$hash}, salt and hash in base64: PBKDF2 with
 * HMAC-SHA-256 over the UTF-8 of the password (RFC 8018).
 */
public final class PasswordHash {
  /** Less is guessed too fast to be called a hash. */
  static final int MIN_ITERATIONS = 10_000;

  /** About ten seconds of a core; more would keep the gateway busy with one login. */
  static final int MAX_ITERATIONS = 10_000_000;

  private static final int MIN_SALT_BYTES = 8;
  private static final int MIN_HASH_BYTES = 16;
  private static final int MAX_HASH_BYTES = 64;
  private static final Pattern FORM =
      Pattern.compile("pbkdf2-sha256\\$(\\d{1,8})\\$([^$]{1,200})\\$([^$]{1,200})");

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
  }

  /**
   * The hash in a text.
   *
   * @throws IllegalArgumentException whose message says what is wrong and nothing of the text
   */
  public static PasswordHash of(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("must be pbkdf2-sha256$iterations$salt$hash");
    }
    int iterations = Integer.parseInt(m.group(1));
    if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
      throw new IllegalArgumentException(
          "needs " + MIN_ITERATIONS + " to " + MAX_ITERATIONS + " iterations");
    }
    byte[] salt = base64(m.group(2), "salt");
    if (salt.length < MIN_SALT_BYTES) {
      throw new IllegalArgumentException("needs a salt of " + MIN_SALT_BYTES + " bytes or more");
    }
    byte[] hash = base64(m.group(3), "hash");
    if (hash.length < MIN_HASH_BYTES || hash.length > MAX_HASH_BYTES) {
      throw new IllegalArgumentException(
          "needs a hash of " + MIN_HASH_BYTES + " to " + MAX_HASH_BYTES + " bytes");
    }
    return new PasswordHash(iterations, salt, hash);
  }

  /** Whether it is the hash of this password. Takes a core for some time, on purpose. */
  public boolean matches(String password) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, hash.length * 8);
    try {
      SecretKeyFactory pbkdf2 = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
      return MessageDigest.isEqual(pbkdf2.generateSecret(spec).getEncoded(), hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2 with HMAC-SHA-256", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** How much work a comparison is. */
  public int iterations() {
    return iterations;
  }

  private static byte[] base64(String text, String what) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("has a " + what + " that is not base64");
    }
  }

  @Override
  public String toString() {
    return "PasswordHash[]";
  }
}
