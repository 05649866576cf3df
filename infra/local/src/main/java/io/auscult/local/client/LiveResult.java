package io.auscult.local.client;

import java.util.List;
import java.util.Optional;

/**
 * What one session over the socket brought.
 *
 * @param items all items in the order of their arrival
 * @param note the note or summary, where the API has one and something was written
 * @param warnings codes of warnings, or their text where they have no code
 * @param remainingSeconds every countdown value, in the order of its arrival
 * @param ackMs from each audio frame to its acknowledgement, in milliseconds; empty where the API
 *     has none
 * @param closeCode how the server closed; 1006 where the connection broke
 * @param audioMs length of the recording
 * @param startedNanos {@link System#nanoTime()} when the first frame was due
 * @param sentNanos when the last audio frame had been handed to the network
 * @param closedNanos when the connection was closed
 */
public record LiveResult(
    String sessionId,
    List<LiveItem> items,
    Optional<LiveNote> note,
    List<String> warnings,
    List<Integer> remainingSeconds,
    List<Double> ackMs,
    int closeCode,
    String closeReason,
    long audioMs,
    long startedNanos,
    long sentNanos,
    long closedNanos) {
  public LiveResult {
    items = List.copyOf(items);
    warnings = List.copyOf(warnings);
    remainingSeconds = List.copyOf(remainingSeconds);
    ackMs = List.copyOf(ackMs);
  }

  /** Of an API that knows only items and warnings. */
  public LiveResult(
      String sessionId,
      List<LiveItem> items,
      List<String> warnings,
      int closeCode,
      String closeReason,
      long audioMs,
      long startedNanos,
      long sentNanos,
      long closedNanos) {
    this(
        sessionId,
        items,
        Optional.empty(),
        warnings,
        List.of(),
        List.of(),
        closeCode,
        closeReason,
        audioMs,
        startedNanos,
        sentNanos,
        closedNanos);
  }

  /** Final items in the order of their arrival. */
  public List<LiveItem> finals() {
    return items.stream().filter(LiveItem::isFinal).toList();
  }

  /** The whole transcript, one space between items. */
  public String text() {
    return String.join(" ", finals().stream().map(LiveItem::text).toList());
  }

  /** Wall-clock time of the session by length of its audio; at the speed of speech just above 1. */
  public double realTimeFactor() {
    return (closedNanos - startedNanos) / 1e6 / Math.max(1, audioMs);
  }
}
