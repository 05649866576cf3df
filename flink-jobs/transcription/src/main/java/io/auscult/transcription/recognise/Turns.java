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
import java.util.function.Predicate;

/**
 * Whose window is recognised next. A plain rule, without threads or clocks:
 *
 * <ul>
 *   <li>one window of a session at a time in each of its {@linkplain Lane lanes}, in the session's
 *       order, because the words of an utterance are context for the next;
 *   <li>finals and drafts before partials, and what comes at the speed of speech before what runs
 *       ahead of the clock, for which nobody waits at a screen;
 *   <li>then the oldest first, where a session that was served a moment ago counts as if its next
 *       window had come then, and among those that run ahead so does a tenant;
 *   <li>what runs ahead leaves one thread to the others, unless there are none or it has waited
 *       long;
 *   <li>a draft waits until it is ready: two in five are void a moment later;
 *   <li>a partial or a draft that is overtaken by a newer window of the same utterance is shed.
 * </ul>
 *
 * <p>Times are nanoseconds on the caller's clock.
 *
 * @param <J> what is handed back with a window
 */
final class Turns<J> {
  /** With live sessions about, windows that run ahead have to wait so long to be treated alike. */
  static final long PATIENCE = 10_000_000_000L;

  /** What is done about a window. */
  enum Lane {
    /** The words of a draft or a final. */
    WORDS,
    /** The voices of a draft or a final: beside its words, so that both are ready together. */
    VOICES,
    /** The words of a partial: no final waits for one that is being recognised. */
    HYPOTHESES
  }

  /**
   * A window in line.
   *
   * @param readyAt not to be taken before
   */
  record Waiting<J>(
      String session, Window window, Lane lane, J job, long order, long addedAt, long readyAt) {}

  /** Windows of a session that wait for each other. */
  private record Line(String session, Lane lane) {}

  private final int threads;
  private final Map<Line, ArrayDeque<Waiting<J>>> lines = new HashMap<>();
  private final Map<Line, Long> servedAt = new HashMap<>();
  private final Map<String, Long> tenantServedAt = new HashMap<>();
  private final Set<Line> busy = new HashSet<>();
  private long order;
  private int waiting;
  private long liveAt = Long.MIN_VALUE;

  /**
   * @param threads that take windows
   */
  Turns(int threads) {
    this.threads = threads;
  }

  /** Takes out what a new window makes superfluous; never a final. */
  List<J> overtake(String session, Window window) {
    List<J> shed = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      shed.addAll(takeOut(new Line(session, lane), earlier -> overtakes(window, earlier)));
    }
    return shed;
  }

  /** Puts a window in line. */
  void add(String session, Window window, Lane lane, J job, long now, long readyAt) {
    lines
        .computeIfAbsent(new Line(session, lane), l -> new ArrayDeque<>())
        .add(new Waiting<>(session, window, lane, job, order++, now, readyAt));
    waiting++;
    if (window.live()) liveAt = now;
  }

  /** The window whose turn it is; its line is busy until {@link #done}. */
  Optional<Waiting<J>> take(long now) {
    Waiting<J> best = null;
    for (Waiting<J> head : heads()) {
      if (head.readyAt() > now || !mayGo(head, now)) continue;
      if (best == null || before(head, best, now)) best = head;
    }
    if (best == null) return Optional.empty();
    Line line = line(best);
    lines.get(line).poll();
    waiting--;
    busy.add(line);
    return Optional.of(best);
  }

  /** When a window that could be taken is ready; {@link Long#MAX_VALUE}: there is none. */
  long nextReadyAt(long now) {
    long next = Long.MAX_VALUE;
    for (Waiting<J> head : heads()) {
      long at = mayGo(head, now) ? head.readyAt() : head.addedAt() + PATIENCE;
      next = Math.min(next, at);
    }
    return next;
  }

  /** The draft is the final: it is ready at once. */
  void settle(String session, int stream, int ordinal) {
    for (Lane lane : Lane.values()) {
      lines.computeIfPresent(
          new Line(session, lane),
          (l, line) -> {
            ArrayDeque<Waiting<J>> ready = new ArrayDeque<>();
            for (Waiting<J> w : line) {
              boolean same = w.window().stream() == stream && w.window().ordinal() == ordinal;
              ready.add(same ? readyNow(w) : w);
            }
            return ready;
          });
    }
  }

  /** The draft is void: it comes back, unless it is being recognised already. */
  List<J> withdraw(String session, int stream, int ordinal, int revision) {
    List<J> gone = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      gone.addAll(
          takeOut(
              new Line(session, lane),
              w -> w.stream() == stream && w.ordinal() == ordinal && w.revision() == revision));
    }
    return gone;
  }

  /** A window that was taken has been recognised. */
  void done(Waiting<J> taken) {
    Line line = line(taken);
    busy.remove(line);
    servedAt.put(line, order);
    tenantServedAt.put(taken.window().tenant(), order++);
    forgetIfIdle(line);
    if (lines.isEmpty()) tenantServedAt.clear();
  }

  /** Windows in line. */
  int waiting() {
    return waiting;
  }

  /** How long the final that waits longest has waited. */
  long longestWait(long now) {
    long longest = 0;
    for (ArrayDeque<Waiting<J>> line : lines.values()) {
      for (Waiting<J> w : line) {
        if (w.window().kind() == WindowKind.PARTIAL || !w.window().live()) continue;
        longest = Math.max(longest, now - w.addedAt());
      }
    }
    return longest;
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

  private List<J> takeOut(Line key, Predicate<Window> which) {
    List<J> out = new ArrayList<>();
    ArrayDeque<Waiting<J>> line = lines.get(key);
    if (line == null) return out;
    for (Iterator<Waiting<J>> it = line.iterator(); it.hasNext(); ) {
      Waiting<J> w = it.next();
      if (!which.test(w.window())) continue;
      out.add(w.job());
      it.remove();
      waiting--;
    }
    forgetIfIdle(key);
    return out;
  }

  private void forgetIfIdle(Line line) {
    ArrayDeque<Waiting<J>> windows = lines.get(line);
    if (busy.contains(line) || (windows != null && !windows.isEmpty())) return;
    lines.remove(line);
    servedAt.remove(line);
  }

  private static Line line(Waiting<?> w) {
    return new Line(w.session(), w.lane());
  }

  private static <J> Waiting<J> readyNow(Waiting<J> w) {
    return new Waiting<>(
        w.session(), w.window(), w.lane(), w.job(), w.order(), w.addedAt(), Long.MIN_VALUE);
  }

  /** One thread is for those who wait at a screen, while there are any. */
  private boolean mayGo(Waiting<J> w, long now) {
    boolean alone = liveAt == Long.MIN_VALUE || now - liveAt > PATIENCE;
    return isUrgent(w, now) || alone || threads == 1 || busy.size() < threads - 1;
  }

  private boolean isUrgent(Waiting<J> w, long now) {
    return w.window().live() || now - w.addedAt() >= PATIENCE;
  }

  private boolean before(Waiting<J> a, Waiting<J> b, long now) {
    int byRank = Integer.compare(rank(a, now), rank(b, now));
    if (byRank != 0) return byRank < 0;
    return since(a) != since(b) ? since(a) < since(b) : a.order() < b.order();
  }

  private int rank(Waiting<J> w, long now) {
    int partial = w.window().kind() == WindowKind.PARTIAL ? 1 : 0;
    return isUrgent(w, now) ? partial : partial + 1;
  }

  private long since(Waiting<J> w) {
    long since = Math.max(w.order(), servedAt.getOrDefault(line(w), 0L));
    if (w.window().live()) return since;
    return Math.max(since, tenantServedAt.getOrDefault(w.window().tenant(), 0L));
  }

  private static boolean overtakes(Window newer, Window older) {
    return older.kind() != WindowKind.FINAL
        && older.stream() == newer.stream()
        && older.ordinal() == newer.ordinal();
  }
}
