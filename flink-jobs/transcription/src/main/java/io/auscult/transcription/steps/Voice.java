package io.auscult.transcription.steps;

/**
 * The voice in a short stretch of an utterance.
 *
 * @param from first sample, on the stream's audio clock
 * @param to behind its last sample
 * @param embedding unit vector of the speaker encoder; immutable by convention
 */
public record Voice(long from, long to, float[] embedding) {
  /** Says nothing of whose voice it is. */
  @Override
  public String toString() {
    return "Voice[" + from + " to " + to + "]";
  }
}
