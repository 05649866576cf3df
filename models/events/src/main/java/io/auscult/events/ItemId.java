package io.auscult.events;

/** Ids of transcript items: the same after every replay. */
public final class ItemId {
  private ItemId() {}

  /**
   * {@code <first eight of the session id>-<stream>-<ordinal>}: a pure function of its arguments,
   * readable in evidence lists, and distinct between the sessions that one application shows.
   */
  public static String of(String session, int stream, int ordinal) {
    return session.substring(0, Math.min(8, session.length())) + "-" + stream + "-" + ordinal;
  }

  /**
   * The id of a part of an utterance in which the speaker changes: the first part has the
   * utterance's own, the others {@code <that>.<part>}.
   */
  public static String of(String session, int stream, int ordinal, int part) {
    String whole = of(session, stream, ordinal);
    return part == 0 ? whole : whole + "." + part;
  }
}
