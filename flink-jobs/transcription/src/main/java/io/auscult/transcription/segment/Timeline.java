package io.auscult.transcription.segment;

/**
 * Where the audio of several streams lies on the one timeline of their session (DI-26, DI-27). A
 * stream that sends all the time is its own clock; one that begins late or was away goes on where
 * the session is by then. A plain rule.
 */
final class Timeline {
  /**
   * Streams that are sent in turn lie a chunk apart, and a chunk may last a second; a network that
   * stands still for a moment is no absence.
   */
  static final long AWAY_MS = 2_500;

  private Timeline() {}

  /**
   * Where a piece of audio begins, in milliseconds of its session.
   *
   * <p>A client may send a whole recording of one stream and then that of another, faster than it
   * was spoken: the second was not away for so long. So an absence is never longer than what has
   * passed by the gateway's clock either.
   *
   * @param streamMs where the stream's audio ends so far
   * @param sessionMs where the session's longest stream ends so far
   * @param passedMs by the gateway's clock since the first audio of the session
   * @param pieceMs length of the piece
   * @return {@code streamMs}, or more where the stream was away
   */
  static long beginning(long streamMs, long sessionMs, long passedMs, long pieceMs) {
    long place = Math.min(sessionMs, passedMs) - pieceMs;
    return place - streamMs > AWAY_MS ? place : streamMs;
  }
}
