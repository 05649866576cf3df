package io.auscult.notes;

/**
 * One final item of a transcript.
 *
 * @param id what a sentence of the note cites
 * @param speaker {@code provider}, {@code patient}, {@code unknown}, {@code SPEAKER_0}, or free
 *     text
 * @param startMs of the session's audio, as {@code endMs}
 * @param text as recognised
 */
public record Utterance(String id, String speaker, long startMs, long endMs, String text) {
  public Utterance {
    speaker = speaker == null ? "" : speaker;
    text = text == null ? "" : text;
  }

  @Override
  public String toString() {
    return "Utterance[" + id + "]";
  }
}
