package io.auscult.events;

/**
 * What the client of a session will see. Work is done only for this.
 *
 * @param partials hypotheses of utterances that are still open
 * @param partialEveryMs at most one partial per stream in so many milliseconds of audio
 * @param items final items on the socket
 */
public record Show(boolean partials, int partialEveryMs, boolean items) {
  /** Finals, nothing else. */
  public static final Show FINALS = new Show(false, 0, true);
}
