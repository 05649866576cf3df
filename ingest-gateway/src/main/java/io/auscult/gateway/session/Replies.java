package io.auscult.gateway.session;

import io.auscult.events.SessionOutput;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What the transcription job answers: one partition of a topic in life. */
public interface Replies {
  /** The partition that sessions of this gateway are answered on. */
  int partition();

  /** Whether the other side can be reached at the moment. */
  boolean reachable();

  /**
   * Begins to read; only what is written from now on.
   *
   * @param mine whether a session is of this gateway; several may share a partition
   * @param sink called on one thread, in order; must not block
   * @throws IOException if they cannot be read
   */
  void start(Predicate<String> mine, Consumer<SessionOutput> sink) throws IOException;
}
