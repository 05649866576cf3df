package io.auscult.local.client;

/** What a frame from the server means to a client, whatever the vendor calls it. */
public sealed interface Heard {
  /** The session has this id. */
  record Begun(String session) implements Heard {}

  /**
   * A transcript item; a partial one comes again under the same id.
   *
   * @param startMs milliseconds from the beginning of the recording
   */
  record Item(String id, String speaker, long startMs, long endMs, String text, boolean isFinal)
      implements Heard {
    @Override
    public String toString() {
      return "Item[" + id + (isFinal ? ", final]" : "]");
    }
  }

  /** The clinical note or summary. */
  record Written(LiveNote note) implements Heard {}

  /** So much is left of the session's time. */
  record Remaining(int seconds) implements Heard {}

  /** A warning or an error that the session survives. */
  record Warned(String what) implements Heard {}

  /** The oldest audio frame without an acknowledgement is safe. */
  record Acknowledged() implements Heard {}

  /** Nothing more will come: the client may close. */
  record Finished() implements Heard {}
}
