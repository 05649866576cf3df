package io.auscult.gateway.session;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The socket under a session, and the one thread that everything of the session runs on ({@link
 * #execute}; dropped once the socket's thread is gone). No method blocks.
 */
public interface Wire extends Executor {
  /**
   * Sends one text frame.
   *
   * @param done told on the session's thread when the frame has left (true), or can no more (false)
   */
  void send(String text, Consumer<Boolean> done);

  /** Sends a WebSocket ping. */
  void ping();

  /**
   * Sends a Close frame.
   *
   * @param reason at most 123 bytes of UTF-8
   */
  void close(int code, String reason);

  /** Drops the connection as it is. */
  void drop();

  /** Reads no more from the client, so that TCP holds it back. */
  void suspend();

  /** Reads again. */
  void resume();
}
