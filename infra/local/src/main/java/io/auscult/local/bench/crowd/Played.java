package io.auscult.local.bench.crowd;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.client.LiveFailure;
import io.auscult.local.client.LiveResult;
import java.io.IOException;
import java.util.List;

/**
 * A recording that was streamed and what came back.
 *
 * @param session its number, from 0
 * @param result null where it broke
 * @param failure why it broke; empty where it did not
 * @param refused it was not let in because there is no room: HTTP 429 or close 1013
 */
public record Played(
    int session, Recording recording, LiveResult result, String failure, boolean refused) {
  private static final int TOO_MANY = 429;
  private static final String TRY_AGAIN_LATER = " 1013 ";

  /**
   * All sessions of a crowd.
   *
   * @param startNanos {@link System#nanoTime()} when the first was let go
   */
  public record All(List<Played> sessions, long startNanos) {
    public All {
      sessions = List.copyOf(sessions);
    }
  }

  /** One that went through. */
  static Played of(int session, Recording recording, LiveResult result) {
    return new Played(session, recording, result, "", false);
  }

  /** One that broke. */
  static Played of(int session, Recording recording, LiveFailure why) {
    boolean refused =
        why.status() == TOO_MANY || (why.getMessage() + " ").contains(TRY_AGAIN_LATER);
    return new Played(session, recording, null, why.getMessage(), refused);
  }

  /** The same without the samples of its recording, for those who keep many. */
  public Played withoutAudio() {
    Recording silent =
        new Recording(recording.name(), new short[0], recording.speech(), recording.reference());
    return new Played(session, silent, result, failure, refused);
  }

  /** What a session does. */
  @FunctionalInterface
  interface Streaming {
    LiveResult stream() throws IOException, InterruptedException;
  }

  static Played of(int session, Recording recording, Streaming streaming)
      throws IOException, InterruptedException {
    try {
      return of(session, recording, streaming.stream());
    } catch (LiveFailure e) {
      return of(session, recording, e);
    }
  }
}
