package io.auscult.local.client;

/**
 * A transcript item as the client saw it.
 *
 * @param startMs milliseconds from the beginning of the recording
 * @param json the frame it came in, for those who want everything
 * @param arrivedNanos {@link System#nanoTime()} at its arrival
 * @param spokenNanos when the last of its audio had been spoken: at the speed of speech by the
 *     clock of the recording, at full speed when the frame that holds it was sent
 */
public record LiveItem(
    String id,
    String speaker,
    long startMs,
    long endMs,
    String text,
    boolean isFinal,
    String json,
    long arrivedNanos,
    long spokenNanos) {
  /** From the end of the speech to the arrival of its text, in milliseconds. */
  public double timeToFinalMs() {
    return (arrivedNanos - spokenNanos) / 1e6;
  }

  @Override
  public String toString() {
    return "LiveItem[" + id + (isFinal ? ", final]" : "]");
  }
}
