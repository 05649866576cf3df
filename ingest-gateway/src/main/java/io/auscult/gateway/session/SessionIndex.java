package io.auscult.gateway.session;

import io.auscult.events.SessionView;
import io.auscult.events.Tenant;
import io.auscult.gateway.auth.Owner;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** What is known of the sessions of all gateways, living and ended. Thread-safe. */
public interface SessionIndex {
  /** Ids of the owner's sessions that count against its limit. Does not block. */
  Set<String> live(Owner owner);

  /** Whose a session is; empty: there is none such. Does not block. */
  Optional<Tenant> tenant(String session);

  /** State of a session as {@link SessionView} names it; empty: there is none such. No blocking. */
  Optional<String> state(String session);

  /**
   * A session with all that was said. Blocks.
   *
   * @throws IOException if it cannot be read at the moment
   */
  Optional<SessionView> read(String session) throws IOException;

  /**
   * Makes a session unreadable for good, with tombstones on every topic that can hold what was
   * said. Blocks until that is durable.
   *
   * @throws IOException if it cannot be written at the moment
   */
  void erase(String session) throws IOException;
}
