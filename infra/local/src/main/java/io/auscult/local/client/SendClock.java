package io.auscult.local.client;

/** Knows when each sample of a recording was spoken, so that an answer's delay can be told. */
final class SendClock {
  private final Pace pace;

  /** Only at full speed: nanoTime at which each chunk left, by chunk number. */
  private final long[] sentNanos;

  private final int chunk;
  private volatile long startNanos;

  SendClock(Pace pace, int samples) {
    this.pace = pace;
    this.chunk = LiveClient.SAMPLE_RATE * pace.chunkMs() / 1000;
    this.sentNanos = new long[samples / chunk + 1];
  }

  void start() {
    startNanos = System.nanoTime();
  }

  long startNanos() {
    return startNanos;
  }

  /** Waits until a live speaker would have spoken {@code samples}; at full speed not at all. */
  void awaitSpoken(int samples) throws InterruptedException {
    if (pace.speed() > 0) LiveClient.sleepUntil(startNanos + pace.spokenAfterNanos(samples));
  }

  /** All of the first {@code samples} have been handed to the network. */
  synchronized void sent(int samples) {
    sentNanos[(samples - 1) / chunk] = System.nanoTime();
  }

  /** When the audio up to {@code ms} had been spoken. */
  synchronized long spokenNanos(long ms) {
    long sample = ms * LiveClient.SAMPLE_RATE / 1000;
    if (pace.speed() > 0) return startNanos + pace.spokenAfterNanos(sample);
    int last = (int) Math.max(0, Math.min(sentNanos.length - 1, (sample - 1) / chunk));
    while (last > 0 && sentNanos[last] == 0) last--;
    return sentNanos[last] == 0 ? startNanos : sentNanos[last];
  }
}
