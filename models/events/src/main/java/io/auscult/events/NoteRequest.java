package io.auscult.events;

/**
 * The note that a session asks for.
 *
 * @param wanted whether one is to be written when the session ends
 * @param template {@code soap}, {@code consult}, {@code FAMILY_MEDICINE}, …; empty without a wish
 * @param style {@code paragraph}, {@code bullet}, {@code auto}; empty without a wish
 * @param tier {@code fast}, {@code medium}, {@code best}
 */
public record NoteRequest(boolean wanted, String template, String style, String tier) {
  /** A session that wants no note. */
  public static final NoteRequest NONE = new NoteRequest(false, "", "", "fast");
}
