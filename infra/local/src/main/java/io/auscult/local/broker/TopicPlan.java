package io.auscult.local.broker;

import io.auscult.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A topic as it is created where it does not exist.
 *
 * @param settings Kafka's own topic settings
 */
record TopicPlan(String name, int partitions, Map<String, String> settings) {
  private static final int MIB = 1 << 20;

  /** Largest record of any topic: the whole transcript of a session of hours, or a dead letter. */
  static final int LARGEST_RECORD = 16 * MIB;

  /**
   * The largest frame a client may send is 1 MiB; as mu-law at 8 kHz it becomes 4 MiB of canonical
   * audio.
   */
  private static final int LARGEST_AUDIO = 5 * MIB;

  /** Voices are kept only as long as an outage of the job may last. */
  private static final Duration VOICES = Duration.ofHours(24);

  private static final Duration RESULTS = Duration.ofDays(30);

  /** Every topic of the system. */
  static final List<TopicPlan> ALL =
      List.of(
          deleted(Topics.SESSION_INPUT, 8, VOICES, LARGEST_AUDIO),
          // As many gateways as may live at once: each reads the partitions it is assigned.
          deleted(Topics.SESSION_OUTPUT, 8, VOICES, LARGEST_RECORD),
          deleted(Topics.TRANSCRIPTS, 4, RESULTS, MIB),
          deleted(Topics.CORRECTIONS, 4, RESULTS, MIB),
          deleted(Topics.NOTES, 4, RESULTS, LARGEST_RECORD),
          deleted(Topics.USAGE, 4, RESULTS, MIB),
          // A result that nobody takes is tried for a day, and its dead letter sent again later.
          deleted(Topics.DELIVERIES, 4, RESULTS, LARGEST_RECORD),
          deleted(Topics.DELIVERY_ATTEMPTS, 4, RESULTS, MIB),
          deleted(Topics.DEAD_LETTER, 1, RESULTS, LARGEST_RECORD),
          // A revocation must outlive every token that it revokes: never deleted by age.
          compacted(Topics.REVOCATIONS, 1, "compact", MIB),
          compacted(Topics.SESSIONS, 4, "compact,delete", LARGEST_RECORD));

  TopicPlan {
    settings = Map.copyOf(settings);
  }

  private static TopicPlan deleted(String name, int partitions, Duration kept, int largest) {
    return new TopicPlan(
        name,
        partitions,
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", Long.toString(kept.toMillis()),
            // Only closed segments are deleted: an hour is how late a deletion may be.
            "segment.ms", Long.toString(Duration.ofHours(1).toMillis()),
            "segment.bytes", Integer.toString(64 * MIB),
            "max.message.bytes", Integer.toString(largest)));
  }

  private static TopicPlan compacted(String name, int partitions, String policy, int largest) {
    return new TopicPlan(
        name,
        partitions,
        Map.of(
            "cleanup.policy", policy,
            "retention.ms", Long.toString(RESULTS.toMillis()),
            "segment.ms", Long.toString(Duration.ofMinutes(10).toMillis()),
            "segment.bytes", Integer.toString(64 * MIB),
            "min.cleanable.dirty.ratio", "0.1",
            "delete.retention.ms", Long.toString(Duration.ofHours(1).toMillis()),
            "max.message.bytes", Integer.toString(largest)));
  }
}
