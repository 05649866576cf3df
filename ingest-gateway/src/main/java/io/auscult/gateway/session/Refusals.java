package io.auscult.gateway.session;

import java.util.HashMap;
import java.util.Map;

/** Kinds of audio that were refused lately. A plain rule with memory. */
final class Refusals {
  /** Within so long a refusal of the same kind says nothing new. */
  private static final long AGAIN_MS = 10_000;

  private final Map<String, Long> toldAtMs = new HashMap<>();

  /** Whether a refusal of this kind was told lately; if not, it is now. */
  boolean told(String kind, long nowMs) {
    Long at = toldAtMs.get(kind);
    if (at != null && nowMs - at < AGAIN_MS) return true;
    toldAtMs.put(kind, nowMs);
    return false;
  }
}
