package io.auscult.gateway.session;

import io.auscult.events.SessionInput;

/** Where everything that clients do is kept: Kafka in life, memory in tests. Thread-safe. */
public interface InputLog {
  /**
   * Appends behind everything of the same session. Never blocks and never gives up: while the log
   * is away the record waits in memory, which the caller bounds by {@link #unrecordedBytes()}.
   *
   * @param recorded run on any thread once the record is durable
   */
  void append(SessionInput input, Runnable recorded);

  /** Bytes that were appended and are not durable yet, of all sessions. */
  long unrecordedBytes();

  /** How long nothing has become durable although something waits, in milliseconds. */
  long stalledMs();
}
