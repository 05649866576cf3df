package io.auscult.gateway.auth;

import io.auscult.events.Tenant;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Who a verified token speaks for.
 *
 * @param scopes what it allows
 * @param sessionLimit concurrent sessions of one (organization, subject), where the token says so
 * @param rateLimit messages a minute, where the token says so
 * @param appId Invox application that the token was made for ({@code app_id}), empty without one
 * @param tokenId {@code jti}, empty without one
 * @param tokenSha256 lower-case hex, for revocation of tokens without {@code jti}
 * @param issuedAtMs milliseconds since 1970
 * @param expiresAtMs milliseconds since 1970
 */
public record Identity(
    Tenant tenant,
    Set<String> scopes,
    OptionalInt sessionLimit,
    OptionalInt rateLimit,
    String appId,
    String tokenId,
    String tokenSha256,
    long issuedAtMs,
    long expiresAtMs) {
  public Identity {
    scopes = Set.copyOf(scopes);
  }

  /** The same token, standing for somebody else under another session limit. */
  public Identity as(Tenant other, OptionalInt limit) {
    return new Identity(
        other, scopes, limit, rateLimit, appId, tokenId, tokenSha256, issuedAtMs, expiresAtMs);
  }

  /** Whose sessions and messages are counted together. */
  public Owner owner() {
    return Owner.of(tenant);
  }

  @Override
  public String toString() {
    return "Identity[" + tenant.organization() + "]";
  }
}
