package io.auscult.gateway.auth;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stops looking at one bad token that comes again and again from one address (MS-40), or at
 * passwords for one user. The documented client tries five times in a minute; others of the same
 * organization, and good tokens from the same address, are never held up. Thread-safe.
 */
public final class FailedAuthThrottle {
  /** Failures of one (address, token) in one window before it is answered without a look. */
  static final int TOLERATED = 30;

  static final long WINDOW_MS = 60_000;

  /** Bounds memory: a flood of different tokens pushes out the oldest. */
  private static final int MAX_ENTRIES = 10_000;

  private final int tolerated;

  private record Failures(long sinceMs, int count) {}

  private final Map<String, Failures> byKey =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  /** For tokens. */
  public FailedAuthThrottle() {
    this(TOLERATED);
  }

  /** For something else, of which so many failures in a window are looked at. */
  public FailedAuthThrottle(int tolerated) {
    this.tolerated = tolerated;
  }

  /** Whether this token from this address is answered without being looked at. */
  public synchronized boolean closed(String address, String tokenSha256, long nowMs) {
    Failures f = byKey.get(address + " " + tokenSha256);
    return f != null && nowMs - f.sinceMs < WINDOW_MS && f.count >= tolerated;
  }

  /** Counts a refusal. */
  public synchronized void failed(String address, String tokenSha256, long nowMs) {
    byKey.merge(
        address + " " + tokenSha256,
        new Failures(nowMs, 1),
        (old, one) ->
            nowMs - old.sinceMs >= WINDOW_MS ? one : new Failures(old.sinceMs, old.count + 1));
  }
}
