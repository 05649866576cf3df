package io.auscult.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * Makes tokens that the gateway with the same secret accepts, for the command line, tests and login
 * shims. HS256. The text is base64url without padding, so that it survives as a subprotocol and in
 * a URL (SA-05).
 */
public final class TokenMint {
  /** Which API a token is for. */
  public enum Kind {
    MEDISYNC("transcription:read transcription:write", "doctor"),
    SCRIBE_SERVER("scribe:server", "service"),
    SCRIBE_USER("scribe:user", "doctor"),
    INVOX("REAL-TIME-TRANSCRIBE", "application"),
    SAHL("listen", "nurse");

    private final String scope;
    private final String userType;

    Kind(String scope, String userType) {
      this.scope = scope;
      this.userType = userType;
    }

    /** As the command line writes it: {@code scribe-server}. */
    public String cliName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that command line name. */
    public static Optional<Kind> of(String cliName) {
      for (Kind k : values()) if (k.cliName().equals(cliName)) return Optional.of(k);
      return Optional.empty();
    }

    /** Every command line name. */
    public static List<String> cliNames() {
      return Arrays.stream(values()).map(Kind::cliName).toList();
    }
  }

  /**
   * What is to be made.
   *
   * @param organization empty: the token names none
   * @param department empty: the token names none
   * @param scope instead of the kind's own
   * @param appId Invox application, as claim {@code app_id}
   */
  public record Order(
      Kind kind,
      String subject,
      String organization,
      String department,
      Optional<String> scope,
      Duration lifetime,
      Optional<String> appId) {
    /** The defaults of {@code auscult token}. */
    public static Order of(Kind kind) {
      return new Order(
          kind, "demo-user", "demo", "", Optional.empty(), Duration.ofHours(8), Optional.empty());
    }
  }

  private final HmacKey secret;
  private final Optional<String> issuer;
  private final Optional<String> audience;
  private final Clock clock;
  private final Supplier<String> ids;

  /**
   * A mint.
   *
   * @param secret 32 bytes or more of text, the gateway's
   * @param issuer the gateway's {@code AUSCULT_JWT_ISSUER}
   * @param audience the gateway's {@code AUSCULT_JWT_AUDIENCE}
   * @param ids unique text, the {@code jti}
   */
  public TokenMint(
      String secret,
      Optional<String> issuer,
      Optional<String> audience,
      Clock clock,
      Supplier<String> ids) {
    this.secret = new HmacKey(secret.getBytes(StandardCharsets.UTF_8));
    this.issuer = issuer;
    this.audience = audience;
    this.clock = clock;
    this.ids = ids;
  }

  /** One token. */
  public String mint(Order order) {
    JwtClaims claims = new JwtClaims();
    long nowSeconds = clock.millis() / 1000;
    claims.setSubject(order.subject());
    claims.setIssuedAt(NumericDate.fromSeconds(nowSeconds));
    claims.setExpirationTime(NumericDate.fromSeconds(nowSeconds + order.lifetime().toSeconds()));
    claims.setClaim("scope", order.scope().orElse(order.kind().scope));
    claims.setClaim("user_type", order.kind().userType);
    claims.setJwtId(ids.get());
    if (!order.organization().isEmpty()) claims.setClaim("organization", order.organization());
    if (!order.department().isEmpty()) claims.setClaim("department", order.department());
    order.appId().ifPresent(id -> claims.setClaim("app_id", id));
    issuer.ifPresent(claims::setIssuer);
    audience.ifPresent(claims::setAudience);
    JsonWebSignature jws = new JsonWebSignature();
    jws.setHeader("typ", "JWT");
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    jws.setPayload(claims.toJson());
    jws.setKey(secret);
    try {
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalArgumentException("the secret cannot sign HS256: " + e.getMessage(), e);
    }
  }
}
