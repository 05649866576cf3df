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

  /** Why somebody whose token is good is still not served; empty: is served. */
  Optional<Refusal> admit(Identity identity, UpgradeRequest request);

  /**
   * Whether a token of this dialect that is good lacks the right to read what was said. Tokens of
   * other dialects are none of its business: false.
   */
  boolean forbidsReading(Identity identity);

  /** A refusal in the vendor's words. */
  Rejection reject(Refusal refusal);

  /** What happens right after the upgrade. */
  Step<P> begin(String sessionId, UpgradeRequest request);

  /** The rule of the dialect. Never throws on input. */
  Step<P> next(P phase, Event event);
}
