package io.auscult.gateway.auth;

import io.auscult.events.Revocation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens that must not be accepted any more (MS-28), as the compacted topic says. Thread-safe.
 */
public final class Revoked {
  public static final String BY_ID = "jti";
  public static final String BY_SUBJECT = "sub";
  public static final String BY_SHA256 = "token_sha256";

  private final Map<String, Revocation> byKey = new ConcurrentHashMap<>();

  /** Takes a revocation into account from now on. */
  public void add(Revocation revocation) {
    byKey.put(revocation.key(), revocation);
  }

  /** Forgets a revocation that was taken back (a tombstone on the topic). */
  public void remove(String key) {
    byKey.remove(key);
  }

  /** Whether a genuine token is revoked. */
  public boolean covers(Identity who) {
    if (!who.tokenId().isEmpty() && byKey.containsKey(BY_ID + ":" + who.tokenId())) return true;
    if (byKey.containsKey(BY_SHA256 + ":" + who.tokenSha256())) return true;
    Revocation all = byKey.get(BY_SUBJECT + ":" + who.tenant().subject());
    // "iat" counts whole seconds: a token of the same second counts as issued before.
    return all != null && who.issuedAtMs() <= all.revokedAtMs();
  }
}
