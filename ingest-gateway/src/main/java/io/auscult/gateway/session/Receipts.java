package io.auscult.gateway.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Frames that may only be sent when everything accepted before them is durable, in their order
 * (IN-25, IN-26). Audio is counted in bytes for each stream: what was accepted, and what of it the
 * log has confirmed. Runs on the session's thread, but for {@link #durable} and {@link #waiting}.
 */
final class Receipts {
  private record Waiting(String frame, long[] needs) {}

  private final ArrayDeque<Waiting> frames = new ArrayDeque<>();
  private long[] accepted = new long[0];
  private volatile AtomicLongArray durable = new AtomicLongArray(0);
  private volatile boolean waiting;
  private long chars;

  /** Begins to count for so many streams. */
  void open(int streams) {
    accepted = new long[streams];
    durable = new AtomicLongArray(streams);
  }

  void accepted(int stream, int bytes) {
    accepted[stream] += bytes;
  }

  /** On any thread. */
  void durable(int stream, int bytes) {
    durable.addAndGet(stream, bytes);
  }

  /** Whether a frame waits; on any thread. Asked after {@link #durable}, no frame is missed. */
  boolean waiting() {
    return waiting;
  }

  /** Characters of all frames that wait. */
  long waitingChars() {
    return chars;
  }

  /** Puts a frame behind everything that was accepted so far; {@link #due} is to be asked then. */
  void add(String frame) {
    frames.add(new Waiting(frame, accepted.clone()));
    chars += frame.length();
    waiting = true;
  }

  /** Takes out the frames whose time has come. */
  List<String> due() {
    List<String> due = new ArrayList<>();
    while (!frames.isEmpty() && covered(frames.peek().needs())) {
      String frame = frames.poll().frame();
      chars -= frame.length();
      due.add(frame);
    }
    waiting = !frames.isEmpty();
    return due;
  }

  private boolean covered(long[] needs) {
    for (int i = 0; i < needs.length; i++) if (durable.get(i) < needs[i]) return false;
    return true;
  }
}
