package io.auscult.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What the world may know of a session, on the compacted topic {@link Topics#SESSIONS}. While a
 * session lives, its head (key: session id, no items) is written at every change of state and each
 * final item under a key of its own ({@link #itemKey}); at its end one record under the session id
 * holds everything and the items' keys get tombstones.
 *
 * @param state {@code live}, {@code paused}, {@code detached}, {@code finalising}, {@code
 *     completed} or {@code failed}
 * @param setup what a gateway needs to take the session over
 * @param transcript final items in order; empty in the head of a living session, one item under an
 *     item key
 * @param note the note, or null
 */
public record SessionView(
    @JsonProperty(value = "session_id", required = true) String session,
    @JsonProperty(required = true) Tenant tenant,
    String dialect,
    @JsonProperty(required = true) String state,
    @JsonProperty("started_at_ms") long startedAtMs,
    Setup setup,
    List<TranscriptRecord> transcript,
    ClinicalNote note) {
  /** State of a session whose client is connected. */
  public static final String LIVE = "live";

  public static final String PAUSED = "paused";
  public static final String DETACHED = "detached";
  public static final String FINALISING = "finalising";
  public static final String COMPLETED = "completed";
  public static final String FAILED = "failed";

  public SessionView {
    transcript = transcript == null ? List.of() : List.copyOf(transcript);
  }

  /**
   * How the session was set up.
   *
   * @param sampleRate of the client's audio without a header, in hertz
   */
  public record Setup(
      List<StreamSpec> streams,
      @JsonProperty("sample_rate") int sampleRate,
      Show show,
      NoteRequest note,
      Limits limits) {
    public Setup {
      streams = streams == null ? List.of() : List.copyOf(streams);
    }
  }

  private static final VersionedJson<SessionView> JSON = new VersionedJson<>(SessionView.class);

  /** Whether the session counts against its owner's session limit. */
  public boolean takesAPlace() {
    return state.equals(LIVE) || state.equals(PAUSED);
  }

  /** Whether its audio has ended. */
  public boolean takesNoAudio() {
    return state.equals(FINALISING) || isEnd(state);
  }

  /** Whether a session in this state has ended and its record is whole. */
  public static boolean isEnd(String state) {
    return state.equals(COMPLETED) || state.equals(FAILED);
  }

  /** Id of a session's note: the same after every replay, and never that of an item. */
  public static String noteId(String session) {
    return session + "-note";
  }

  /** Key of one item of a living session. */
  public static String itemKey(String session, String itemId) {
    return session + "/" + itemId;
  }

  /** The session id in a key of the topic. */
  public static String sessionOf(String key) {
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, slash);
  }

  /** Bytes for the topic: JSON, {@code "v":1} first. */
  public byte[] encode() {
    return JSON.encode(this);
  }

  /** The record in some bytes, or why there is none. */
  public static Decoded<SessionView> decode(byte[] raw) {
    return JSON.decode(raw);
  }

  @Override
  public String toString() {
    return "SessionView[" + session + ", " + state + "]";
  }
}
