package io.auscult.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.Revocation;
import io.auscult.events.Tenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance §1.2, MS-15 to MS-31 and MS-38, without a socket. */
class TokenVerifierTest {
  private static final String SECRET = "a secret for tests that is long enough for HS256";
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final List<String> REQUIRED = List.of("sub", "iat", "exp", "scope", "user_type");
  private static KeyPair rsa;
  private static KeyPair otherRsa;
  private static KeyPair ec;

  @TempDir Path folder;
  private final Revoked revoked = new Revoked();

  @BeforeAll
  static void keys() throws Exception {
    KeyPairGenerator g = KeyPairGenerator.getInstance("RSA");
    g.initialize(2048);
    rsa = g.generateKeyPair();
    otherRsa = g.generateKeyPair();
    KeyPairGenerator e = KeyPairGenerator.getInstance("EC");
    e.initialize(new java.security.spec.ECGenParameterSpec("secp256r1"));
    ec = e.generateKeyPair();
  }

  @Test
  void MS_15_hs256() throws Exception {
    assertAccepted(hmacOnly(), sign("HS256", hmac(SECRET), null, claims()));
  }

  @Test
  void MS_16_rs256FromJwksByKid() throws Exception {
    TokenVerifier verifier = verifier(jwks(Map.of("one", rsa, "two", otherRsa)));
    assertAccepted(verifier, sign("RS256", rsa.getPrivate(), "one", claims()));
    assertAccepted(verifier, sign("RS256", otherRsa.getPrivate(), "two", claims()));
    assertAccepted(verifier, sign("RS256", otherRsa.getPrivate(), null, claims()));
    assertRejected(verifier, sign("RS256", rsa.getPrivate(), "two", claims()), "token_signature");
    assertRejected(verifier, sign("RS256", rsa.getPrivate(), "none", claims()), "token_signature");
  }

  @Test
  void MS_16_rs256FromPem() throws Exception {
    TokenVerifier verifier = verifier(pem(rsa));
    assertAccepted(verifier, sign("RS256", rsa.getPrivate(), null, claims()));
    assertAccepted(verifier, sign("RS256", rsa.getPrivate(), "any", claims()));
    assertRejected(
        verifier, sign("RS256", otherRsa.getPrivate(), null, claims()), "token_signature");
  }

  @Test
  void MS_16_aChangedKeyFileIsTakenOver() throws Exception {
    Path file = pem(rsa);
    SigningKeys keys = SigningKeys.load(Optional.of(SECRET), Optional.of(file));
    TokenVerifier verifier = new TokenVerifier(keys, ClaimRules.open(), revoked, CLOCK);
    String token = sign("RS256", otherRsa.getPrivate(), null, claims());
    assertRejected(verifier, token, "token_signature");
    Files.writeString(file, pemText(otherRsa));
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(NOW));
    keys.reloadIfChanged();
    assertAccepted(verifier, token);
    Files.writeString(file, "rubbish");
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(NOW.plusSeconds(9)));
    keys.reloadIfChanged();
    assertAccepted(verifier, token);
  }

  @Test
  void MS_17_noOtherAlgorithm() throws Exception {
    TokenVerifier verifier = verifier(pem(rsa));
    Key wide = hmac(SECRET + SECRET);
    assertRejected(verifier, sign("HS512", wide, null, claims()), "token_signature");
    assertRejected(verifier, sign("HS384", wide, null, claims()), "token_signature");
    assertRejected(verifier, sign("ES256", ec.getPrivate(), null, claims()), "token_signature");
    assertRejected(verifier, sign("RS512", rsa.getPrivate(), null, claims()), "token_signature");
    assertRejected(verifier, sign("PS256", rsa.getPrivate(), null, claims()), "token_signature");
    assertRejected(verifier, sign("none", null, null, claims()), "token_signature");
  }

  @Test
  void MS_17_publicKeyAsSecret() throws Exception {
    TokenVerifier verifier = verifier(pem(rsa));
    for (byte[] secret :
        List.of(rsa.getPublic().getEncoded(), pemText(rsa).getBytes(StandardCharsets.US_ASCII))) {
      assertRejected(
          verifier, sign("HS256", new HmacKey(secret), null, claims()), "token_signature");
    }
  }

  @Test
  void MS_17_aKeyInTheTokenIsNotUsed() throws Exception {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue("RS256");
    jws.setKey(otherRsa.getPrivate());
    jws.setJwkHeader(PublicJsonWebKey.Factory.newPublicJwk(otherRsa.getPublic()));
    jws.setPayload(claims().toJson());
    assertRejected(verifier(pem(rsa)), jws.getCompactSerialization(), "token_signature");
  }

  @Test
  void MS_18_anyByteFlipped() throws Exception {
    String token = sign("HS256", hmac(SECRET), null, claims());
    int dot = token.lastIndexOf('.');
    for (int i = dot + 1; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String flipped = token.substring(0, i) + other + token.substring(i + 1);
      assertRejected(hmacOnly(), flipped, "token_signature");
    }
    String payload = Base64.getUrlEncoder().withoutPadding().encodeToString("{}".getBytes());
    String swapped = token.substring(0, token.indexOf('.') + 1) + payload + token.substring(dot);
    assertRejected(hmacOnly(), swapped, "token_signature");
  }

  @Test
  void MS_19_malformed() throws Exception {
    for (String token :
        List.of("abc", "a.b", "....", "a.b.c", "é.é.é", "x".repeat(10_000), "{}.{}.{}")) {
      assertRejected(hmacOnly(), token, "token_malformed");
    }
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue("HS256");
    jws.setKey(hmac(SECRET));
    for (String payload : List.of("no json", "[]", "\"text\"", "")) {
      jws.setPayload(payload);
      assertRejected(hmacOnly(), jws.getCompactSerialization(), "token_malformed");
    }
  }

  @Test
  void MS_20_expiryWithAMinuteOfLeeway() throws Exception {
    assertAccepted(hmacOnly(), signed(Map.of("exp", seconds(-59))));
    assertRejected(hmacOnly(), signed(Map.of("exp", seconds(-60))), "token_expired");
    assertRejected(hmacOnly(), signed(Map.of("exp", seconds(-61))), "token_expired");
    assertAccepted(hmacOnly(), signed(Map.of("exp", 1e300)));
  }

  @Test
  void MS_21_noToken() throws Exception {
    assertRejected(hmacOnly(), "", "token_missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "iat", "exp", "scope", "user_type"})
  void MS_22_requiredClaims(String claim) throws Exception {
    Map<String, Object> without = new HashMap<>();
    without.put(claim, null);
    assertRejected(hmacOnly(), signed(without), "token_claim_" + claim);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sub",
        "iat",
        "exp",
        "scope",
        "user_type",
        "organization",
        "department",
        "session_limit",
        "rate_limit",
        "jti"
      })
  void claimsOfAnotherTypeAreRefused(String claim) throws Exception {
    assertRejected(hmacOnly(), signed(Map.of(claim, Map.of("a", 1))), "token_claim_" + claim);
  }

  @Test
  void MS_23_theDocumentedPayloadItself() throws Exception {
    JwtClaims documented =
        JwtClaims.parse(
            """
            {"sub":"user-id-123","iat":1703123456,"exp":1703209856,
             "scope":"transcription:read transcription:write","user_type":"doctor",
             "organization":"hospital-id-456","department":"cardiology",
             "session_limit":5,"rate_limit":1000}
            """);
    documented.setClaim("iat", seconds(0));
    documented.setClaim("exp", seconds(86_400));
    Identity who = assertAccepted(hmacOnly(), sign("HS256", hmac(SECRET), null, documented));
    assertThat(who.tenant())
        .isEqualTo(new Tenant("hospital-id-456", "cardiology", "user-id-123", "doctor"));
    assertThat(who.sessionLimit()).hasValue(5);
    assertThat(who.rateLimit()).hasValue(1_000);
  }

  @Test
  void MS_25_scopeAsTextOrArray() throws Exception {
    assertThat(assertAccepted(hmacOnly(), signed(Map.of("scope", " a  b c "))).scopes())
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(assertAccepted(hmacOnly(), signed(Map.of("scope", List.of("a", "b")))).scopes())
        .containsExactlyInAnyOrder("a", "b");
    assertRejected(hmacOnly(), signed(Map.of("scope", List.of(1))), "token_claim_scope");
  }

  @Test
  void MS_26_K12_issuer() throws Exception {
    ClaimRules rules = new ClaimRules(Optional.of("us"), Optional.empty(), false, false);
    assertAccepted(verifier(rules), signed(Map.of("iss", "us")));
    assertAccepted(verifier(rules), signed(Map.of()));
    assertRejected(verifier(rules), signed(Map.of("iss", "them")), "token_issuer");
    ClaimRules strict = new ClaimRules(Optional.of("us"), Optional.empty(), true, false);
    assertRejected(verifier(strict), signed(Map.of()), "token_issuer");
  }

  @Test
  void MS_27_K12_audience() throws Exception {
    ClaimRules rules = new ClaimRules(Optional.empty(), Optional.of("auscult"), false, false);
    assertAccepted(verifier(rules), signed(Map.of("aud", "auscult")));
    assertAccepted(verifier(rules), signed(Map.of("aud", List.of("x", "auscult"))));
    assertAccepted(verifier(rules), signed(Map.of()));
    assertRejected(verifier(rules), signed(Map.of("aud", "x")), "token_audience");
    assertRejected(verifier(rules), signed(Map.of("aud", List.of("x"))), "token_audience");
    ClaimRules strict = new ClaimRules(Optional.empty(), Optional.of("auscult"), false, true);
    assertRejected(verifier(strict), signed(Map.of()), "token_audience");
  }

  @Test
  void MS_28_revokedByIdByHashAndBySubject() throws Exception {
    String byId = signed(Map.of("jti", "t-1"));
    String byHash = signed(Map.of("sub", "user-2"));
    String before = signed(Map.of("sub", "user-3", "iat", seconds(-10)));
    String after = signed(Map.of("sub", "user-3", "iat", seconds(10)));
    revoked.add(new Revocation(Revoked.BY_ID, "t-1", NOW.toEpochMilli()));
    revoked.add(
        new Revocation(Revoked.BY_SHA256, TokenVerifier.sha256(byHash), NOW.toEpochMilli()));
    revoked.add(new Revocation(Revoked.BY_SUBJECT, "user-3", NOW.toEpochMilli()));
    for (String token : List.of(byId, byHash, before)) {
      assertRejected(hmacOnly(), token, "token_revoked");
    }
    assertAccepted(hmacOnly(), after);
    assertAccepted(hmacOnly(), signed(Map.of("jti", "t-2")));
    revoked.remove("jti:t-1");
    assertAccepted(hmacOnly(), byId);
  }

  @Test
  void MS_38_issuedInTheFuture() throws Exception {
    assertAccepted(hmacOnly(), signed(Map.of("iat", seconds(60))));
    assertRejected(hmacOnly(), signed(Map.of("iat", seconds(61))), "token_claim_iat");
    assertRejected(hmacOnly(), signed(Map.of("nbf", seconds(61))), "token_claim_nbf");
  }

  @Test
  void limitsThatAreNoneAreNotReadAsUnlimited() throws Exception {
    assertRejected(hmacOnly(), signed(Map.of("session_limit", 0)), "token_claim_session_limit");
    assertRejected(hmacOnly(), signed(Map.of("session_limit", -1)), "token_claim_session_limit");
    assertRejected(hmacOnly(), signed(Map.of("rate_limit", 1.5)), "token_claim_rate_limit");
    assertRejected(hmacOnly(), signed(Map.of("rate_limit", "many")), "token_claim_rate_limit");
  }

  @Test
  void MS_39_nothingOfATokenInText() throws Exception {
    Identity who = assertAccepted(hmacOnly(), signed(Map.of("sub", "dr-secret", "jti", "t-9")));
    assertThat(who.toString() + who.owner()).doesNotContain("dr-secret").doesNotContain("t-9");
  }

  private static JwtClaims claims() {
    JwtClaims c = new JwtClaims();
    c.setClaim("sub", "user-1");
    c.setClaim("iat", seconds(0));
    c.setClaim("exp", seconds(3_600));
    c.setClaim("scope", "transcription:read transcription:write");
    c.setClaim("user_type", "doctor");
    return c;
  }

  private static String signed(Map<String, Object> changes) throws Exception {
    JwtClaims c = claims();
    changes.forEach(
        (name, value) -> {
          if (value == null) {
            c.unsetClaim(name);
          } else {
            c.setClaim(name, value);
          }
        });
    return sign("HS256", hmac(SECRET), null, c);
  }

  private static String sign(String algorithm, Key key, String kid, JwtClaims claims)
      throws Exception {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    jws.setAlgorithmHeaderValue(algorithm);
    if (kid != null) jws.setKeyIdHeaderValue(kid);
    jws.setKey(key);
    jws.setPayload(claims.toJson());
    return jws.getCompactSerialization();
  }

  private static long seconds(long fromNow) {
    return NOW.getEpochSecond() + fromNow;
  }

  private static Key hmac(String secret) {
    return new HmacKey(secret.getBytes(StandardCharsets.UTF_8));
  }

  private TokenVerifier hmacOnly() throws IOException {
    return verifier(ClaimRules.open());
  }

  private TokenVerifier verifier(ClaimRules rules) throws IOException {
    SigningKeys keys = SigningKeys.load(Optional.of(SECRET), Optional.empty());
    return new TokenVerifier(keys, rules, revoked, CLOCK);
  }

  private TokenVerifier verifier(Path file) throws IOException {
    SigningKeys keys = SigningKeys.load(Optional.of(SECRET), Optional.of(file));
    return new TokenVerifier(keys, ClaimRules.open(), revoked, CLOCK);
  }

  private Path jwks(Map<String, KeyPair> pairs) throws Exception {
    JsonWebKeySet set = new JsonWebKeySet();
    for (Map.Entry<String, KeyPair> e : pairs.entrySet()) {
      RsaJsonWebKey key =
          new RsaJsonWebKey((java.security.interfaces.RSAPublicKey) e.getValue().getPublic());
      key.setKeyId(e.getKey());
      set.addJsonWebKey(key);
    }
    return Files.writeString(folder.resolve("jwks.json"), set.toJson());
  }

  private Path pem(KeyPair pair) throws Exception {
    return Files.writeString(folder.resolve("key.pem"), pemText(pair));
  }

  private static String pemText(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static Identity assertAccepted(TokenVerifier verifier, String token) {
    Verdict verdict = verifier.verify(token, REQUIRED);
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    return ((Verdict.Accepted) verdict).identity();
  }

  private static void assertRejected(TokenVerifier verifier, String token, String reason) {
    assertThat(verifier.verify(token, REQUIRED))
        .isEqualTo(new Verdict.Rejected(new Reason(reason)));
  }
}
