package io.auscult.gateway.auth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that tokens may be signed with: one HS256 secret, and any number of RS256 public keys
 * from a JWKS or PEM file. A key is used for its own algorithm only, so that a public key can never
 * serve as a secret (MS-17).
 */
public final class SigningKeys {
  /** RFC 7518 §3.3. */
  private static final int MIN_RSA_BITS = 2048;

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (PUBLIC KEY|CERTIFICATE)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

  /**
   * A public key and the name under which tokens ask for it.
   *
   * @param id {@code kid}, empty: none
   */
  record RsaKey(String id, RSAPublicKey key) {}

  private final Optional<Key> secret;
  private final Optional<Path> file;
  private volatile List<RsaKey> rsa;
  private FileTime readAt;

  private SigningKeys(Optional<Key> secret, Optional<Path> file) {
    this.secret = secret;
    this.file = file;
    this.rsa = List.of();
  }

  /**
   * Reads the keys.
   *
   * @param secret 32 bytes or more of text
   * @param file JWKS or PEM
   * @throws IOException if the file cannot be read or holds no usable public key; the message says
   *     which file and why
   */
  public static SigningKeys load(Optional<String> secret, Optional<Path> file) throws IOException {
    SigningKeys keys =
        new SigningKeys(secret.map(s -> new HmacKey(s.getBytes(StandardCharsets.UTF_8))), file);
    if (file.isPresent()) {
      keys.readAt = Files.getLastModifiedTime(file.get());
      keys.rsa = read(file.get());
    }
    return keys;
  }

  /** Takes over a changed file; a file that has become unusable leaves the keys as they were. */
  public synchronized void reloadIfChanged() {
    if (file.isEmpty()) return;
    try {
      FileTime changed = Files.getLastModifiedTime(file.get());
      if (changed.equals(readAt)) return;
      rsa = read(file.get());
      readAt = changed;
      LOG.info("signing keys read again: {} RS256 keys", rsa.size());
    } catch (IOException e) {
      LOG.warn("signing keys stay as they were: {}", e.getMessage());
    }
  }

  /** The HS256 secret. */
  Optional<Key> secret() {
    return secret;
  }

  /** RS256 keys that may have signed a token with this {@code kid}; null: it names none. */
  List<RsaKey> rsa(String kid) {
    if (kid == null) return rsa;
    List<RsaKey> named = new ArrayList<>();
    // A PEM key has no name and so may serve any.
    for (RsaKey k : rsa) if (k.id().isEmpty() || k.id().equals(kid)) named.add(k);
    return named;
  }

  private static List<RsaKey> read(Path file) throws IOException {
    String text = Files.readString(file);
    List<RsaKey> keys = text.stripLeading().startsWith("{") ? jwks(file, text) : pem(file, text);
    if (keys.isEmpty()) throw new IOException(file + " holds no RSA public key");
    for (RsaKey k : keys) {
      if (k.key().getModulus().bitLength() < MIN_RSA_BITS) {
        throw new IOException(file + " holds an RSA key of less than " + MIN_RSA_BITS + " bits");
      }
    }
    return List.copyOf(keys);
  }

  private static List<RsaKey> jwks(Path file, String text) throws IOException {
    List<RsaKey> keys = new ArrayList<>();
    try {
      for (JsonWebKey k : new JsonWebKeySet(text).getJsonWebKeys()) {
        // Keys of other kinds are for others; a set may serve many readers.
        if (k instanceof RsaJsonWebKey r && (k.getUse() == null || k.getUse().equals("sig"))) {
          keys.add(new RsaKey(k.getKeyId() == null ? "" : k.getKeyId(), r.getRsaPublicKey()));
        }
      }
    } catch (JoseException e) {
      throw new IOException(file + " is not a JWKS", e);
    }
    return keys;
  }

  private static List<RsaKey> pem(Path file, String text) throws IOException {
    if (text.contains("PRIVATE KEY-----")) {
      throw new IOException(file + " holds a private key; only the public one belongs here");
    }
    List<RsaKey> keys = new ArrayList<>();
    Matcher m = PEM.matcher(text);
    while (m.find()) {
      try {
        byte[] der = Base64.getMimeDecoder().decode(m.group(2));
        PublicKey key =
            m.group(1).equals("CERTIFICATE")
                ? CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey()
                : KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        if (key instanceof RSAPublicKey r) keys.add(new RsaKey("", r));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw new IOException(file + " holds a PEM block that is no RSA public key", e);
      }
    }
    return keys;
  }
}
