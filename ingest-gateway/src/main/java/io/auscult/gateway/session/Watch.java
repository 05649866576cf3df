package io.auscult.gateway.session;

import io.auscult.gateway.dialect.Notice;
import java.util.Optional;

/**
 * What a connection is told only because time passes: that its token expires, that it has been idle
 * for too long, that the end of its session is late. A plain rule with memory.
 */
final class Watch {
  /** After a stop the job has so long; its backlog may be minutes, ours is not to wait for ever. */
  static final long FINISH_WITHIN_MS = 600_000;

  static final long EXPIRY_WARNING_MS = 60_000;

  private final SessionSettings settings;
  private final long expiresAtMs;
  private long heardAtMs;
  private long rangAtMs;
  private long stoppedAtMs;
  private boolean stopped;
  private volatile boolean paused;
  private boolean expiryTold;

  /**
   * A watch.
   *
   * @param expiresAtMs of the client's token, milliseconds since 1970
   */
  Watch(SessionSettings settings, long expiresAtMs) {
    this.settings = settings;
    this.expiresAtMs = expiresAtMs;
  }

  void begin(long nowMs) {
    heardAtMs = nowMs;
    rangAtMs = nowMs;
  }

  /** The client sent something on purpose. */
  void heard(long nowMs) {
    heardAtMs = nowMs;
  }

  void stopped(long nowMs) {
    stopped = true;
    stoppedAtMs = nowMs;
  }

  /** While paused nobody is idle; how long a pause may last is the job's to say. */
  void paused(boolean now) {
    paused = now;
  }

  /** Whether the client has paused; on any thread. */
  boolean paused() {
    return paused;
  }

  /** Whether it is time for a WebSocket ping (MS-110). */
  boolean ringDue(long nowMs) {
    if (nowMs - rangAtMs < settings.ringEvery().toMillis()) return false;
    rangAtMs = nowMs;
    return true;
  }

  /**
   * What the client is to be told now.
   *
   * @param held whether we read nothing from it at the moment
   */
  Optional<Notice> due(long nowMs, boolean held) {
    if (settings.enforceExpiry()) {
      long leftMs = expiresAtMs - nowMs;
      if (leftMs <= 0) return Optional.of(Notice.TOKEN_EXPIRED);
      if (leftMs <= EXPIRY_WARNING_MS && !expiryTold) {
        expiryTold = true;
        return Optional.of(Notice.TOKEN_EXPIRING);
      }
    }
    if (stopped) {
      boolean late = nowMs - stoppedAtMs >= FINISH_WITHIN_MS;
      return late ? Optional.of(Notice.LATE) : Optional.empty();
    }
    // Whom we do not read we cannot blame for saying nothing.
    if (held || paused) heardAtMs = nowMs;
    boolean idle = nowMs - heardAtMs >= settings.idleTimeout().toMillis();
    return idle ? Optional.of(Notice.IDLE) : Optional.empty();
  }
}
