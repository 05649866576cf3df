package io.auscult.gateway.dialect.medisync;

/** Where a MediSync connection is. */
sealed interface MediSyncPhase {
  /** Audio is taken. */
  record Listening(Display display) implements MediSyncPhase {}

  /** The client sent {@code stop}; the last finals are on their way. */
  record Finishing(Display display) implements MediSyncPhase {}

  /** Nothing is said any more. */
  record Ended() implements MediSyncPhase {}

  /**
   * How items look.
   *
   * @param labelled {@code text} is {@code [SPEAKER_0 | 0.000 --> 3.450]: …} (MS-86)
   */
  record Display(boolean labelled) {}
}
