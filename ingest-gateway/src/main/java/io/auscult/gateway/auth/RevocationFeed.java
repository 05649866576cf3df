package io.auscult.gateway.auth;

import io.auscult.events.Revocation;
import java.io.IOException;
import java.util.function.Consumer;

/** Revocations of all gateways: a compacted topic in life. */
public interface RevocationFeed {
  /**
   * Reads everything there is, then returns and goes on reading.
   *
   * @param added called for each revocation
   * @param removed called with the key of each revocation that was taken back
   * @throws IOException if they cannot be read: then no token may be accepted
   */
  void start(Consumer<Revocation> added, Consumer<String> removed) throws IOException;

  /**
   * Revokes on every gateway. Returns when that is durable.
   *
   * @throws IOException if it is not
   */
  void publish(Revocation revocation) throws IOException;
}
