package io.auscult.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * Accepts a token or says why not. HS256 and RS256 and nothing else; the key is chosen by our keys'
 * algorithm, never by what the token brings along. Thread-safe, blocks on nothing.
 */
public final class TokenVerifier {
  /** Longer text is nobody's token; it is refused before anything is parsed. */
  static final int MAX_TOKEN_CHARS = 8_192;

  private final SigningKeys keys;
  private final ClaimRules rules;
  private final Revoked revoked;
  private final Clock clock;

  public TokenVerifier(SigningKeys keys, ClaimRules rules, Revoked revoked, Clock clock) {
    this.keys = keys;
    this.rules = rules;
    this.revoked = revoked;
    this.clock = clock;
  }

  /**
   * Looks at a token in compact form.
   *
   * @param required the claims that must be there beside {@code sub} and {@code exp}
   */
  public Verdict verify(String token, Collection<String> required) {
    if (token.isEmpty()) return new Verdict.Rejected(Reason.MISSING);
    if (token.length() > MAX_TOKEN_CHARS) return new Verdict.Rejected(Reason.MALFORMED);
    JsonWebSignature jws = new JsonWebSignature();
    String payload;
    try {
      jws.setCompactSerialization(token);
      if (!genuine(jws)) return new Verdict.Rejected(Reason.SIGNATURE);
      payload = jws.getPayload();
    } catch (JoseException e) {
      return new Verdict.Rejected(Reason.MALFORMED);
    }
    Map<String, Object> claims;
    try {
      claims = JwtClaims.parse(payload).getClaimsMap();
    } catch (InvalidJwtException e) {
      return new Verdict.Rejected(Reason.MALFORMED);
    }
    Verdict verdict = rules.check(claims, required, sha256(token), clock.millis());
    if (verdict instanceof Verdict.Accepted a && revoked.covers(a.identity())) {
      return new Verdict.Rejected(Reason.REVOKED);
    }
    return verdict;
  }

  /** Lower-case hex, as {@code token_sha256} of a revocation names it. */
  public static String sha256(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private boolean genuine(JsonWebSignature jws) throws JoseException {
    String algorithm = jws.getHeader("alg");
    if (AlgorithmIdentifiers.HMAC_SHA256.equals(algorithm)) {
      return keys.secret().isPresent() && signedBy(jws, keys.secret().get(), algorithm);
    }
    if (AlgorithmIdentifiers.RSA_USING_SHA256.equals(algorithm)) {
      for (SigningKeys.RsaKey k : keys.rsa(jws.getKeyIdHeaderValue())) {
        if (signedBy(jws, k.key(), algorithm)) return true;
      }
    }
    return false;
  }

  private static boolean signedBy(JsonWebSignature jws, Key key, String algorithm) {
    try {
      jws.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithm));
      jws.setKey(key);
      return jws.verifySignature();
    } catch (JoseException e) {
      // An unknown critical header or a signature of impossible length: not signed by this key.
      return false;
    }
  }
}
