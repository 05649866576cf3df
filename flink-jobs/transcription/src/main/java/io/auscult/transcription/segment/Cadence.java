package io.auscult.transcription.segment;

import io.auscult.events.Show;

/** How often partials are worth their cost: they may be shed, finals never. */
final class Cadence {
  /** Up to this lag behind the gateway partials come as often as asked for. */
  static final long EASY_MS = 500;

  /** From this lag on there are none. */
  static final long HARD_MS = 2_000;

  private Cadence() {}

  /** How often an utterance is listened to ahead of its end where nobody is shown partials. */
  static final int AHEAD_MS = 640;

  /**
   * How much an utterance has to grow between partials, in milliseconds of audio; 0: no partials.
   *
   * @param lagMs how far the job is behind the gateway for this session
   * @param spare whether there is time for what nobody is shown
   */
  static int everyMs(Show show, long lagMs, SpareTime spare) {
    if (lagMs >= HARD_MS) return 0;
    if (!show.partials()) return lagMs <= EASY_MS && spare.isThere() ? AHEAD_MS : 0;
    return lagMs <= EASY_MS ? show.partialEveryMs() : 2 * show.partialEveryMs();
  }
}
