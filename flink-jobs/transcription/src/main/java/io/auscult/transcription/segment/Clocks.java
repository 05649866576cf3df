package io.auscult.transcription.segment;

/**
 * The clocks of one session. A plain Flink POJO: it lives in keyed state. Wall clock times are
 * milliseconds since 1970; 0 means never.
 */
public final class Clocks {
  public long openedAtMs;

  /** When this job last saw anything of the session. */
  public long inputAtMs;

  /** When this job last saw audio of the session. */
  public long audioAtMs;

  /** When the pause began, by the gateway's clock; 0: not paused. */
  public long pausedAtMs;

  /** Paused time that is over. */
  public long pausedMs;

  /** When the connection was found broken; 0: a client is there. */
  public long detachedAtMs;

  /** Length of the longest stream so far: the session's audio clock. */
  public long audioMs;

  /** Where on the audio clock something was last said. */
  public long spokenMs;

  /** Number of the silence that is going on, or of the last. */
  public int silence;

  /** How often the client was told of it. */
  public int silenceTold;

  /** The last value of the countdown that the client was told; above its first: none yet. */
  public int remainingTold = ClockRules.COUNTDOWN_SECONDS + 1;

  /** When the first audio began to be spoken, by the gateway's clock; 0: none has come. */
  public long firstAudioAtMs;

  /** When the next timer fires; 0: none is set. */
  public long timerAtMs;
}
