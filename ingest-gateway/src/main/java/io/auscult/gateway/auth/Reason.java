package io.auscult.gateway.auth;

/**
 * Why a token was not accepted, as it stands in the {@code reason} field of every refusal.
 *
 * @param code one of the codes of {@code docs/protocol.md}; never any of the token's content
 */
public record Reason(String code) {
  public static final Reason MISSING = new Reason("token_missing");
  public static final Reason MALFORMED = new Reason("token_malformed");
  public static final Reason SIGNATURE = new Reason("token_signature");
  public static final Reason EXPIRED = new Reason("token_expired");
  public static final Reason ISSUER = new Reason("token_issuer");
  public static final Reason AUDIENCE = new Reason("token_audience");
  public static final Reason REVOKED = new Reason("token_revoked");

  /** A claim that is missing or says something impossible. */
  public static Reason claim(String name) {
    return new Reason("token_claim_" + name);
  }
}
