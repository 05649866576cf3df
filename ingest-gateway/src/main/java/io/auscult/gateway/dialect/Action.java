package io.auscult.gateway.dialect;

/** What a dialect wants done. Carried out in order. */
public sealed interface Action {
  /**
   * Send a text frame.
   *
   * @param json one JSON object
   * @param replaces key under which a newer frame may take the place of this one while it waits,
   *     and which is thrown away first when the client reads slowly; empty: never (finals)
   */
  record Send(String json, String replaces) implements Action {
    /** A frame that is never thrown away. */
    public Send(String json) {
      this(json, "");
    }
  }

  /** Begin the session. At most once. */
  record Open(SessionPlan plan) implements Action {}

  /**
   * Take audio of a stream, as the client sent it. Where it is of no kind we take, an {@link
   * Event.AudioRefused} follows at once.
   *
   * @param receipt frame that is sent once the audio is durable, in the order of all receipts;
   *     empty: none. Not sent for refused audio.
   */
  record Audio(int stream, byte[] bytes, String receipt) implements Action {
    /** Audio that nobody waits for. */
    public Audio(int stream, byte[] bytes) {
      this(stream, bytes, "");
    }
  }

  /** Send a text frame once everything accepted before is durable, in the order of all receipts. */
  record Receipt(String json) implements Action {}

  /**
   * Call back with {@link Event.Woken} after some time; a later one of the same name takes its
   * place.
   */
  record Wake(String name, long afterMs) implements Action {}

  /** The client paused. */
  record Pause() implements Action {}

  /** No more audio comes; the session ends with this reason. Only the first counts. */
  record Stop(String reason) implements Action {}

  /** Close with this code when everything before it is sent. */
  record Close(int code, String reason) implements Action {}

  /** Throw away what waits and close: the client reads too slowly to wait for. */
  record CloseNow(int code, String reason) implements Action {}

  /** Drop the connection without a Close frame when everything before it is sent (K9). */
  record Drop() implements Action {}
}
