package io.auscult.gateway.dialect;

import io.auscult.gateway.auth.Identity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One vendor's API. Knows the vendor's words and phases and nothing else: no socket, no Kafka, no
 * clock. Stateless; what a connection remembers is its phase.
 *
 * @param <P> the phases of a connection, a sealed type of the dialect
 */
public interface Dialect<P> {
  /** As it stands in records and metrics. */
  String name();

  /** Where it is served. */
  Set<String> paths();

  /** Subprotocols it can select. */
  Set<String> subprotocols();

  /** Claims its tokens must carry. */
  List<String> requiredClaims();

  /** The token a client brought. */
  Optional<String> token(UpgradeRequest request);

  /**
   * Whom a good token stands for; the token's own subject unless the dialect knows better (Invox:
   * the application). Also asked of tokens of other dialects, which it gives back as they are.
   */
  default Identity represents(Identity identity) {
    return identity;
  }

  /** Whether {@link #admit} may block, as by looking up a name. */
  default boolean admitBlocks() {
    return false;
  }

  /** Whether a client may come back for results after the audio of its session has ended. */
  default boolean resumesEnded() {
    return false;
  }

  /** Why somebody whose token is good is still not served; empty: is served. */
  Optional<Refusal> admit(Identity identity, UpgradeRequest request);

  /**
   * Whether a token of this dialect that is good lacks the right to read what was said. Tokens of
   * other dialects are none of its business: false.
   */
  boolean forbidsReading(Identity identity);

  /** A refusal in the vendor's words. */
  Rejection reject(Refusal refusal);

  /**
   * What happens right after the upgrade.
   *
   * @param identity who was admitted, as {@link #represents} gave it back
   */
  Step<P> begin(String sessionId, Identity identity, UpgradeRequest request);

  /**
   * What happens right after the upgrade of a client that came back to its session. Finals it has
   * not had, and everything else, follow as {@link Event.Said}. No {@link Action.Open}: the session
   * is open or has ended.
   */
  Step<P> resume(String sessionId, UpgradeRequest request, Resumed resumed);

  /** The rule of the dialect. Never throws on input. */
  Step<P> next(P phase, Event event);
}
