package io.auscult.gateway.session;

import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.auth.Owner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The message rates of all owners that have one. Thread-safe. */
final class Rates {
  /** An owner who was forgotten starts with a full bucket again; nobody lists so many at once. */
  private static final int MAX_OWNERS = 10_000;

  private final OptionalInt fallback;
  private final Map<Owner, MessageRate> byOwner =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Owner, MessageRate> eldest) {
          return size() > MAX_OWNERS;
        }
      };

  Rates(OptionalInt fallback) {
    this.fallback = fallback;
  }

  MessageRate.Ruling message(Identity who, long nowMs) {
    OptionalInt limit = who.rateLimit().isPresent() ? who.rateLimit() : fallback;
    if (limit.isEmpty()) return MessageRate.Ruling.GO_ON;
    MessageRate rate;
    synchronized (byOwner) {
      rate = byOwner.computeIfAbsent(who.owner(), o -> new MessageRate(limit.getAsInt(), nowMs));
    }
    return rate.message(nowMs);
  }
}
