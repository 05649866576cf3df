package io.auscult.gateway.session;

import io.auscult.events.Limits;
import io.auscult.gateway.admission.AdmissionSettings;
import io.auscult.gateway.dialect.SessionPlan;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The limits of every session.
 *
 * @param maxFrameBytes of one message from a client
 * @param maxUnrecordedBytes audio of one session that waits for Kafka before its socket is held
 * @param maxUnrecordedBytesOverall the same for all sessions together
 * @param maxOutboxBytes finals that wait for one client to read them
 * @param degradedAfter of waiting for Kafka: the client is told
 * @param ringEvery between WebSocket pings
 * @param sessionLimit of one owner, where the token names none
 * @param rateLimit messages a minute of one owner, where the token names none; empty: none
 * @param enforceExpiry end sessions when their token expires (MS-30)
 */
public record SessionSettings(
    int maxFrameBytes,
    long maxUnrecordedBytes,
    long maxUnrecordedBytesOverall,
    long maxOutboxBytes,
    Duration degradedAfter,
    Duration ringEvery,
    Duration idleTimeout,
    Duration silenceWarning,
    Duration durationLimit,
    Duration maxSession,
    Duration pauseLimit,
    Duration resumeWindow,
    int sessionLimit,
    OptionalInt rateLimit,
    boolean enforceExpiry,
    AdmissionSettings admission) {
  /** A message of 1 MiB is 32 s of audio; clients are told to send 1 to 5 s (MS-67). */
  public static final int DEFAULT_MAX_FRAME_BYTES = 1 << 20;

  /** 32 s of audio: one longest message more may come on top. */
  public static final long DEFAULT_MAX_UNRECORDED_BYTES = 1 << 20;

  /** 17 minutes of audio over all sessions, a fraction of the smallest heap we run in. */
  public static final long DEFAULT_MAX_UNRECORDED_BYTES_OVERALL = 32L << 20;

  /** Hours of transcript: who is so far behind does not read at all. */
  public static final long DEFAULT_MAX_OUTBOX_BYTES = 1 << 20;

  /** Five times the p99.9 of a busy broker; shorter would tell clients of nothing. */
  public static final Duration DEFAULT_DEGRADED_AFTER = Duration.ofSeconds(2);

  /** MS-110. */
  public static final Duration DEFAULT_RING_EVERY = Duration.ofSeconds(20);

  /** The clocks of a session of this plan. */
  Limits limits(SessionPlan plan) {
    return new Limits(
        silenceWarning.toMillis(),
        plan.counted() ? durationLimit.toMillis() : 0,
        plan.counted() ? 0 : maxSession.toMillis(),
        idleTimeout.toMillis(),
        pauseLimit.toMillis(),
        plan.resumeMs().orElse(resumeWindow.toMillis()));
  }
}
