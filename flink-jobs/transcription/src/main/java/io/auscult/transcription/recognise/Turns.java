package io.auscult.transcription.recognise;

import io.auscult.transcription.steps.Window;
import io.auscult.transcription.steps.WindowKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose window is recognised next. A plain rule, without threads or clocks:
 *
 * <ul>
 *   <li>one final or draft of a session at a time, in the session's order, because the words of an
 *       utterance are context for the next; partials have no context and stand in a line of their
 *       own, so that no final waits for one that is being recognised;
 *   <li>finals and drafts before partials;
 *   <li>then the oldest first, where a session that was served a moment ago counts as if its next
 *       window had come then: a session that sends much faster than speech waits behind the others;
 *   <li>a draft waits until it is ready: two in five are void a moment later;
 *   <li>a partial or a draft that is overtaken by a newer window of the same utterance is shed.
 * </ul>
 *
 * @param <J> what is handed back with a window
 */
final class Turns<J> {
  /**
   * A window in line.
   *
   * @param readyAt not to be taken before, on the caller's clock
   */
  record Waiting<J>(String session, Window window, J job, long order, long readyAt) {}

  /** Windows of a session that wait for each other. */
  private record Line(String session, boolean partials) {
    static Line of(String session, Window window) {
      return new Line(session, window.kind() == WindowKind.PARTIAL);
    }
  }

  private final Map<Line, ArrayDeque<Waiting<J>>> lines = new HashMap<>();
  private final Map<Line, Long> servedAt = new HashMap<>();
  private final Set<Line> busy = new HashSet<>();
  private long order;
  private int waiting;

  /** Puts a window in line; what it makes superfluous comes back, never a final. */
  List<J> add(String session, Window window, J job, long readyAt) {
    List<J> shed = new ArrayList<>();
    for (boolean partials : new boolean[] {true, false}) {
      Line line = new Line(session, partials);
      Iterator<Waiting<J>> it = lines.getOrDefault(line, new ArrayDeque<>()).iterator();
      while (it.hasNext()) {
        Waiting<J> earlier = it.next();
        if (!overtakes(window, earlier.window())) continue;
        shed.add(earlier.job());
        it.remove();
        waiting--;
      }
      forgetIfIdle(line);
    }
    lines
        .computeIfAbsent(Line.of(session, window), l -> new ArrayDeque<>())
        .add(new Waiting<>(session, window, job, order++, readyAt));
    waiting++;
    return shed;
  }

  /** The window whose turn it is; its line is busy until {@link #done}. */
  Optional<Waiting<J>> take(long now) {
    Waiting<J> best = null;
    for (Waiting<J> head : heads()) {
      if (head.readyAt() > now) continue;
      if (best == null || before(head, best)) best = head;
    }
    if (best == null) return Optional.empty();
    Line line = line(best);
    lines.get(line).poll();
    waiting--;
    busy.add(line);
    return Optional.of(best);
  }

  /** When a window that could be taken is ready; {@link Long#MAX_VALUE}: there is none. */
  long nextReadyAt() {
    long next = Long.MAX_VALUE;
    for (Waiting<J> head : heads()) next = Math.min(next, head.readyAt());
    return next;
  }

  /** The draft is the final: it is ready at once. */
  void settle(String session, int stream, int ordinal) {
    Line key = new Line(session, false);
    ArrayDeque<Waiting<J>> line = lines.get(key);
    if (line == null) return;
    ArrayDeque<Waiting<J>> ready = new ArrayDeque<>();
    for (Waiting<J> w : line) {
      boolean same = w.window().stream() == stream && w.window().ordinal() == ordinal;
      ready.add(same ? new Waiting<>(session, w.window(), w.job(), w.order(), 0) : w);
    }
    lines.put(key, ready);
  }

  /** The draft is void: it comes back, unless it is being recognised already. */
  Optional<J> withdraw(String session, int stream, int ordinal, int revision) {
    Line key = new Line(session, false);
    ArrayDeque<Waiting<J>> line = lines.getOrDefault(key, new ArrayDeque<>());
    for (Iterator<Waiting<J>> it = line.iterator(); it.hasNext(); ) {
      Waiting<J> w = it.next();
      if (w.window().stream() != stream
          || w.window().ordinal() != ordinal
          || w.window().revision() != revision) continue;
      it.remove();
      waiting--;
      forgetIfIdle(key);
      return Optional.of(w.job());
    }
    return Optional.empty();
  }

  /** A window that was taken has been recognised. */
  void done(Waiting<J> taken) {
    Line line = line(taken);
    busy.remove(line);
    servedAt.put(line, order++);
    forgetIfIdle(line);
  }

  /** Windows in line. */
  int waiting() {
    return waiting;
  }

  /** The first window of every line that is not busy. */
  private List<Waiting<J>> heads() {
    List<Waiting<J>> heads = new ArrayList<>();
    lines.forEach(
        (line, windows) -> {
          if (!windows.isEmpty() && !busy.contains(line)) heads.add(windows.peek());
        });
    return heads;
  }

  private void forgetIfIdle(Line line) {
    ArrayDeque<Waiting<J>> windows = lines.get(line);
    if (busy.contains(line) || (windows != null && !windows.isEmpty())) return;
    lines.remove(line);
    servedAt.remove(line);
  }

  private static Line line(Waiting<?> w) {
    return Line.of(w.session(), w.window());
  }

  private boolean before(Waiting<J> a, Waiting<J> b) {
    int byRank = Integer.compare(rank(a), rank(b));
    return byRank != 0 ? byRank < 0 : since(a) < since(b);
  }

  private int rank(Waiting<J> w) {
    return w.window().kind() == WindowKind.PARTIAL ? 1 : 0;
  }

  private long since(Waiting<J> w) {
    return Math.max(w.order(), servedAt.getOrDefault(line(w), 0L));
  }

  private static boolean overtakes(Window newer, Window older) {
    return older.kind() != WindowKind.FINAL
        && older.stream() == newer.stream()
        && older.ordinal() == newer.ordinal();
  }
}
