package io.auscult.local.bench.wire;

import java.util.concurrent.locks.LockSupport;

/**
 * When each frame of a live recording is due: a microphone hands a frame over when its last sample
 * was spoken.
 *
 * @param startNanos {@link System#nanoTime()} at the first sample
 * @param frameNanos from frame to frame
 */
public record Metronome(long startNanos, double frameNanos) {
  /**
   * Beginning now.
   *
   * @param samples of 16 kHz in a frame
   * @param speed 1 is the speed of speech
   */
  public static Metronome now(int samples, double speed) {
    return new Metronome(System.nanoTime(), samples * (1e9 / 16_000) / speed);
  }

  /** When the frame with this number, from 0, is due. */
  public long dueNanos(int frame) {
    return startNanos + (long) ((frame + 1) * frameNanos);
  }

  /** Waits for it; returns by how many milliseconds that was too late. */
  public double await(int frame) throws InterruptedException {
    long due = dueNanos(frame);
    sleepUntil(due);
    return (System.nanoTime() - due) / 1e6;
  }

  /** Sleeps until a moment of {@link System#nanoTime()}. */
  public static void sleepUntil(long nanos) throws InterruptedException {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      if (Thread.interrupted()) throw new InterruptedException();
      LockSupport.parkNanos(left);
    }
  }
}
