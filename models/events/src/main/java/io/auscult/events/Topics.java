package io.auscult.events;

import java.util.List;

/** Names of the Kafka topics, fixed by {@code docs/protocol.md}: users and scripts rely on them. */
public final class Topics {
  /** Key session id, binary {@link SessionInput}: what clients sent. */
  public static final String SESSION_INPUT = "session-input";

  /** Key session id, JSON {@link SessionOutput}, written to the session's reply partition. */
  public static final String SESSION_OUTPUT = "session-output";

  /** Key session id, JSON {@link TranscriptRecord}: final items, exactly once, for analytics. */
  public static final String TRANSCRIPTS = "transcripts";

  /**
   * Key session id, JSON {@link Correction}: what was found at the end of a session to be otherwise
   * than its final items said, exactly once.
   */
  public static final String CORRECTIONS = "corrections";

  /** Key session id, JSON {@link NoteRecord}: clinical notes, exactly once. */
  public static final String NOTES = "notes";

  /** Key session id, JSON {@link UsageRecord}: one record a session, exactly once. */
  public static final String USAGE = "usage";

  /** Key session id, JSON {@link DeliveryOrder}: results to be POSTed. */
  public static final String DELIVERIES = "deliveries";

  /**
   * Key session id, JSON: what came of every try to deliver. The delivery job writes and reads it;
   * others may watch it.
   */
  public static final String DELIVERY_ATTEMPTS = "delivery-attempts";

  /** JSON {@link DeadLetter}: what could not be understood. */
  public static final String DEAD_LETTER = "dead-letter";

  /** Compacted, JSON {@link Revocation}: revoked tokens, read by every gateway. */
  public static final String REVOCATIONS = "revocations";

  /**
   * Compacted, key session id or {@code <session>/<item id>}, JSON {@link SessionView}: what every
   * gateway answers {@code GET /v1/sessions/{id}} and the session limit from.
   */
  public static final String SESSIONS = "sessions";

  /**
   * Topics beside {@link #SESSIONS} that can hold what was said in a session: an erased one gets a
   * tombstone under its id on each. {@link #USAGE} holds counts only.
   */
  public static final List<String> OF_WHAT_WAS_SAID =
      List.of(
          SESSION_INPUT, SESSION_OUTPUT, TRANSCRIPTS, CORRECTIONS, NOTES, DELIVERIES, DEAD_LETTER);

  private Topics() {}
}
