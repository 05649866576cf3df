package io.auscult.speech.speakers;

/**
 * A cell with its voice.
 *
 * @param from first sample of the stream
 * @param to behind the last sample
 * @param voice of norm 1; not written to
 */
public record VoiceCell(long from, long to, float[] voice) {
  /** A voice identifies a person: it is in no log. */
  @Override
  public String toString() {
    return "VoiceCell[" + from + ", " + to + "]";
  }
}
