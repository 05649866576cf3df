package io.auscult.events;

/**
 * One track of audio in a session.
 *
 * @param id the client's name for it, unique in the session
 * @param speaker who is on it ({@code provider}, {@code patient}), or empty: to be told apart
 */
public record StreamSpec(String id, String speaker) {
  /** The only stream of dialects that know one. */
  public static final String MAIN = "main";

  /** One microphone in the room, speakers not known. */
  public static StreamSpec main() {
    return new StreamSpec(MAIN, "");
  }
}
