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
}
