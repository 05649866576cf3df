package io.auscult.local.client;

/**
 * How fast a recording is sent.
 *
 * @param speed 1 is the speed of speech, 2 is twice as fast, 0 is as fast as the server accepts
 * @param chunkMs milliseconds of audio in one frame
 */
public record Pace(double speed, int chunkMs) {
  /** The speed of speech, in frames of 100 ms as a browser sends them. */
  public static final Pace LIVE = new Pace(1, 100);

  /** As fast as the server accepts, in frames of half a second. */
  public static final Pace FAST = new Pace(0, 500);

  public Pace {
    if (!(speed >= 0) || speed > 1000) {
      throw new IllegalArgumentException("speed " + speed + ": must be from 0 to 1000");
    }
    if (chunkMs < 10 || chunkMs > 5000) {
      throw new IllegalArgumentException("chunk of " + chunkMs + " ms: must be from 10 to 5000 ms");
    }
  }

  /** {@link #LIVE} at another speed; frames grow where the server may take all it can. */
  public static Pace at(double speed) {
    return new Pace(speed, speed == 0 ? FAST.chunkMs() : LIVE.chunkMs());
  }

  /** The same speed in frames that an API takes. */
  Pace inChunksOfAtMost(int ms) {
    return chunkMs <= ms ? this : new Pace(speed, ms);
  }

  /** When a sample has been "spoken", in nanoseconds after the first; only for speeds above 0. */
  long spokenAfterNanos(long sample) {
    return (long) (sample * (1e9 / LiveClient.SAMPLE_RATE) / speed);
  }
}
