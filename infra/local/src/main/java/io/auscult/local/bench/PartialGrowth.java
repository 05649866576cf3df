package io.auscult.local.bench;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.corpus.Span;
import io.auscult.local.client.LiveItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the items of one session grew. Beginnings of speech come from the recording, never from the
 * system.
 *
 * @param first milliseconds from the beginning of an utterance to its first partial, by the moment
 *     it was spoken
 * @param firstSent likewise by the moment that the frame with its first sample was sent
 * @param unshown utterances whose first text was the final: too short for a partial
 * @param joined beginnings that the system took for the going on of an utterance
 * @param missed beginnings that no item holds
 * @param gaps milliseconds between partials of one item
 * @param repeated partials whose text is that of the partial before
 * @param late partials after the final of their item, and finals after a final
 * @param open items without a final
 */
record PartialGrowth(
    List<Double> first,
    List<Double> firstSent,
    List<Unshown> unshown,
    int joined,
    int missed,
    List<Double> gaps,
    int partials,
    int repeated,
    int late,
    int open) {
  /** Item times are the system's estimate: a beginning may lie this far outside its item. */
  private static final long SLACK_MS = 300;

  /** How far into its first word a beginning is looked up in the items: beyond any doubt. */
  private static final long PROBE_MS = 150;

  /** An utterance that had no partial: its length, and when its final came after it began. */
  record Unshown(long lengthMs, double finalAfterMs) {}

  /** A moment from which somebody speaks after a pause, and one shortly after it. */
  record Beginning(long atMs, long probeMs) {}

  /**
   * Of a session that was sent at the speed of speech.
   *
   * @param pauseMs silence before what counts as a beginning
   * @param items partial and final, in the order of their arrival
   * @param startedNanos when the first sample was spoken
   */
  static PartialGrowth of(
      Recording recording, long pauseMs, int chunkMs, List<LiveItem> items, long startedNanos) {
    Map<String, List<LiveItem>> byId = new LinkedHashMap<>();
    for (LiveItem item : items) {
      byId.computeIfAbsent(item.id(), id -> new ArrayList<>()).add(item);
    }
    List<Double> first = new ArrayList<>();
    List<Double> firstSent = new ArrayList<>();
    List<Unshown> unshown = new ArrayList<>();
    int joined = 0;
    int missed = 0;
    for (Beginning begin : beginnings(recording, pauseMs)) {
      Optional<List<LiveItem>> holds = holding(byId, begin.probeMs());
      if (holds.isEmpty()) {
        missed++;
      } else if (holds.get().get(0).startMs() < begin.atMs() - pauseMs) {
        joined++;
      } else {
        LiveItem shown = holds.get().get(0);
        double afterMs = (shown.arrivedNanos() - startedNanos) / 1e6 - begin.atMs();
        if (shown.isFinal()) {
          unshown.add(new Unshown(shown.endMs() - shown.startMs(), afterMs));
        } else {
          first.add(afterMs);
          firstSent.add(afterMs + begin.atMs() - sentMs(begin.atMs(), chunkMs));
        }
      }
    }
    List<Double> gaps = new ArrayList<>();
    int repeated = 0;
    int late = 0;
    int open = 0;
    for (List<LiveItem> one : byId.values()) {
      int end = finalAt(one);
      if (end < 0) open++;
      else late += one.size() - 1 - end;
      List<LiveItem> partials = one.subList(0, end < 0 ? one.size() : end);
      for (int i = 1; i < partials.size(); i++) {
        LiveItem before = partials.get(i - 1);
        LiveItem now = partials.get(i);
        gaps.add((now.arrivedNanos() - before.arrivedNanos()) / 1e6);
        if (now.text().equals(before.text())) repeated++;
      }
    }
    int partials = (int) items.stream().filter(item -> !item.isFinal()).count();
    return new PartialGrowth(
        first, firstSent, unshown, joined, missed, gaps, partials, repeated, late, open);
  }

  /** Several sessions taken together. */
  static PartialGrowth all(List<PartialGrowth> sessions) {
    return new PartialGrowth(
        sessions.stream().flatMap(s -> s.first.stream()).toList(),
        sessions.stream().flatMap(s -> s.firstSent.stream()).toList(),
        sessions.stream().flatMap(s -> s.unshown.stream()).toList(),
        sessions.stream().mapToInt(PartialGrowth::joined).sum(),
        sessions.stream().mapToInt(PartialGrowth::missed).sum(),
        sessions.stream().flatMap(s -> s.gaps.stream()).toList(),
        sessions.stream().mapToInt(PartialGrowth::partials).sum(),
        sessions.stream().mapToInt(PartialGrowth::repeated).sum(),
        sessions.stream().mapToInt(PartialGrowth::late).sum(),
        sessions.stream().mapToInt(PartialGrowth::open).sum());
  }

  /** Where speech begins after {@code pauseMs} without any; the start of the recording is one. */
  static List<Beginning> beginnings(Recording recording, long pauseMs) {
    List<Beginning> beginnings = new ArrayList<>();
    long silentFromMs = Long.MIN_VALUE / 2;
    for (Span span : recording.speech()) {
      if (span.startMs() - silentFromMs >= pauseMs) {
        long within = Math.min(PROBE_MS, (span.endMs() - span.startMs()) / 2);
        beginnings.add(new Beginning(span.startMs(), span.startMs() + within));
      }
      silentFromMs = Math.max(silentFromMs, span.endMs());
    }
    return beginnings;
  }

  /** When the frame is sent that holds the sample spoken at this moment: when the frame is full. */
  private static long sentMs(long ms, int chunkMs) {
    return (ms / chunkMs + 1) * chunkMs;
  }

  /** The item that is spoken at this moment, or is nearest to it within what times may be off. */
  private static Optional<List<LiveItem>> holding(Map<String, List<LiveItem>> byId, long ms) {
    return byId.values().stream()
        .filter(one -> outside(one, ms) <= SLACK_MS)
        .min((a, b) -> Long.compare(outside(a, ms), outside(b, ms)));
  }

  private static long outside(List<LiveItem> one, long ms) {
    LiveItem whole = one.get(one.size() - 1);
    return Math.max(0, Math.max(whole.startMs() - ms, ms - whole.endMs()));
  }

  /** Index of the first final; -1: none. */
  private static int finalAt(List<LiveItem> one) {
    for (int i = 0; i < one.size(); i++) if (one.get(i).isFinal()) return i;
    return -1;
  }
}
