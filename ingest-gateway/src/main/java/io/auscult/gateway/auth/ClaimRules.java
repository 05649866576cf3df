package io.auscult.gateway.auth;

import io.auscult.events.Tenant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which claims a genuine token must carry to be in force (conformance §1.2, K12). A plain function
 * of claims and time.
 *
 * @param issuer must match a token's {@code iss} where it has one
 * @param audience must be among a token's {@code aud} where it has one
 * @param requireIssuer refuse tokens without {@code iss}; only with an issuer
 * @param requireAudience refuse tokens without {@code aud}; only with an audience
 */
public record ClaimRules(
    Optional<String> issuer,
    Optional<String> audience,
    boolean requireIssuer,
    boolean requireAudience) {
  /** How far the clocks of issuer and gateway may lie apart (MS-20, MS-38), in milliseconds. */
  static final long LEEWAY_MS = 60_000;

  /** Text of a claim ends in records and labels; nobody's name for a tenant is longer. */
  private static final int MAX_TEXT = 200;

  /** Rules that ask for no particular issuer or audience. */
  public static ClaimRules open() {
    return new ClaimRules(Optional.empty(), Optional.empty(), false, false);
  }

  /**
   * Accepts or rejects.
   *
   * @param required claims that the dialect documents as required
   * @param tokenSha256 of the whole token, lower-case hex
   * @param nowMs milliseconds since 1970
   */
  Verdict check(
      Map<String, Object> claims, Collection<String> required, String tokenSha256, long nowMs) {
    for (String name : required) {
      if (claims.get(name) == null) return rejected(Reason.claim(name));
    }
    for (String name :
        List.of(
            "sub",
            "user_type",
            "organization",
            "department",
            "jti",
            "iss",
            "client_id",
            "app_id")) {
      Object value = claims.get(name);
      if (value != null && !isText(value)) return rejected(Reason.claim(name));
    }
    if (text(claims, "sub").isEmpty()) return rejected(Reason.claim("sub"));
    for (String name : List.of("iat", "exp", "nbf")) {
      Object value = claims.get(name);
      if (value != null && !(value instanceof Number)) return rejected(Reason.claim(name));
    }
    if (!(claims.get("exp") instanceof Number)) return rejected(Reason.claim("exp"));
    long issuedAtMs = millis(claims, "iat", 0);
    long expiresAtMs = millis(claims, "exp", 0);
    if (expiresAtMs + LEEWAY_MS <= nowMs) return rejected(Reason.EXPIRED);
    if (issuedAtMs > nowMs + LEEWAY_MS) return rejected(Reason.claim("iat"));
    if (millis(claims, "nbf", 0) > nowMs + LEEWAY_MS) return rejected(Reason.claim("nbf"));
    if (!issuerFits(claims)) return rejected(Reason.ISSUER);
    if (!audienceFits(claims.get("aud"))) return rejected(Reason.AUDIENCE);

    Optional<Set<String>> scopes = scopes(claims.get("scope"));
    if (scopes.isEmpty()) return rejected(Reason.claim("scope"));
    Optional<OptionalInt> sessions = limit(claims.get("session_limit"));
    if (sessions.isEmpty()) return rejected(Reason.claim("session_limit"));
    Optional<OptionalInt> rate = limit(claims.get("rate_limit"));
    if (rate.isEmpty()) return rejected(Reason.claim("rate_limit"));
    Tenant tenant =
        new Tenant(
            text(claims, "organization"),
            text(claims, "department"),
            text(claims, "sub"),
            text(claims, "user_type"));
    return new Verdict.Accepted(
        new Identity(
            tenant,
            scopes.get(),
            sessions.get(),
            rate.get(),
            text(claims, "app_id"),
            text(claims, "jti"),
            tokenSha256,
            issuedAtMs,
            expiresAtMs));
  }

  private boolean issuerFits(Map<String, Object> claims) {
    if (issuer.isEmpty()) return true;
    if (claims.get("iss") == null) return !requireIssuer;
    return issuer.get().equals(claims.get("iss"));
  }

  private boolean audienceFits(Object aud) {
    if (audience.isEmpty()) return true;
    if (aud == null) return !requireAudience;
    if (aud instanceof Collection<?> several) return several.contains(audience.get());
    return audience.get().equals(aud);
  }

  /** A space-separated string or an array of strings (MS-25); empty: neither. */
  private static Optional<Set<String>> scopes(Object scope) {
    if (scope == null) return Optional.of(Set.of());
    if (scope instanceof String s) {
      Set<String> all = new HashSet<>(Arrays.asList(s.trim().split("\\s+")));
      all.remove("");
      return Optional.of(all);
    }
    if (!(scope instanceof Collection<?> several)) return Optional.empty();
    Set<String> all = new HashSet<>();
    for (Object one : several) {
      if (!(one instanceof String s)) return Optional.empty();
      all.add(s);
    }
    return Optional.of(all);
  }

  /** A limit that is no whole number from 1 must not be read as "none": the token is refused. */
  private static Optional<OptionalInt> limit(Object value) {
    if (value == null) return Optional.of(OptionalInt.empty());
    if (!(value instanceof Number n) || n.doubleValue() != Math.rint(n.doubleValue())) {
      return Optional.empty();
    }
    if (n.longValue() < 1 || n.longValue() > Integer.MAX_VALUE) return Optional.empty();
    return Optional.of(OptionalInt.of(n.intValue()));
  }

  private static boolean isText(Object value) {
    return value instanceof String s && s.length() <= MAX_TEXT;
  }

  private static String text(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String s ? s : "";
  }

  /** Seconds since 1970, maybe with a fraction, as milliseconds that cannot overflow. */
  private static long millis(Map<String, Object> claims, String name, long fallback) {
    if (!(claims.get(name) instanceof Number n)) return fallback;
    double seconds = n.doubleValue();
    // Year 9999; a forged exp of 1e300 must not wrap around.
    if (Double.isNaN(seconds)) return 0;
    return (long) (Math.max(0, Math.min(seconds, 253_402_300_799.0)) * 1000);
  }

  private static Verdict rejected(Reason reason) {
    return new Verdict.Rejected(reason);
  }
}
