package io.auscult.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * What travels on {@link Topics#SESSION_OUTPUT}, to the partition that the session's gateway reads.
 * Vendor neutral: only a dialect knows a vendor's words. Written at least once; a replay writes the
 * same ids, and the gateway drops what its client has had.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SessionOutput.Item.class, name = "item"),
  @JsonSubTypes.Type(value = SessionOutput.Warning.class, name = "warning"),
  @JsonSubTypes.Type(value = SessionOutput.Remaining.class, name = "remaining"),
  @JsonSubTypes.Type(value = SessionOutput.TranscriptCompleted.class, name = "completed"),
  @JsonSubTypes.Type(value = SessionOutput.Note.class, name = "note"),
  @JsonSubTypes.Type(value = SessionOutput.NoteFailed.class, name = "note_failed"),
  @JsonSubTypes.Type(value = SessionOutput.Failure.class, name = "failure"),
  @JsonSubTypes.Type(value = SessionOutput.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = SessionOutput.Load.class, name = "load"),
  @JsonSubTypes.Type(value = SessionOutput.Closed.class, name = "closed"),
})
public sealed interface SessionOutput {
  /** Session id, the Kafka key. */
  String session();

  /**
   * A transcript item. Revisions of one id grow until one is final; after that the id is never sent
   * again but for replays.
   *
   * @param id {@link ItemId}: a function of session, stream and utterance ordinal
   * @param ordinal number of the final item in the session, from 0; for partials the number that it
   *     would have
   * @param revision from 0 up; the final has the highest
   * @param speaker {@code SPEAKER_0}, or the name that the stream was given
   * @param role {@code provider} or {@code patient} where what was said so far leaves no doubt;
   *     else empty. Never told for a stream whose speaker was named
   * @param startMs milliseconds from the beginning of the session's audio
   * @param wordTimes {@code aligned} or {@code estimated}
   * @param spokenAtMs wall clock of the gateway when it accepted the last voiced audio of this
   *     item; what time to final is measured from
   */
  record Item(
      @JsonProperty(required = true) String session,
      @JsonProperty(required = true) String id,
      int ordinal,
      int revision,
      @JsonProperty("is_final") boolean isFinal,
      String stream,
      String speaker,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String role,
      @JsonProperty("start_ms") long startMs,
      @JsonProperty("end_ms") long endMs,
      @JsonProperty(required = true) String text,
      List<Word> words,
      double confidence,
      @JsonProperty("word_times") String wordTimes,
      String model,
      String language,
      @JsonProperty("spoken_at_ms") long spokenAtMs)
      implements SessionOutput {
    public Item {
      role = role == null ? "" : role;
      words = words == null ? List.of() : List.copyOf(words);
    }

    /** An item whose speaker's role is not known. */
    public Item(
        String session,
        String id,
        int ordinal,
        int revision,
        boolean isFinal,
        String stream,
        String speaker,
        long startMs,
        long endMs,
        String text,
        List<Word> words,
        double confidence,
        String wordTimes,
        String model,
        String language,
        long spokenAtMs) {
      this(
          session,
          id,
          ordinal,
          revision,
          isFinal,
          stream,
          speaker,
          "",
          startMs,
          endMs,
          text,
          words,
          confidence,
          wordTimes,
          model,
          language,
          spokenAtMs);
    }

    @Override
    public String toString() {
      return "Item[" + session + ", " + id + " r" + revision + (isFinal ? " final]" : "]");
    }
  }

  /**
   * Something the client should know; never implies a close.
   *
   * @param id the same for every repetition within one episode
   * @param repetition 0 for the first time it is said
   * @param code {@code silence}, {@code degraded}, {@code audio_gap}, …
   */
  record Warning(
      @JsonProperty(required = true) String session,
      String id,
      int repetition,
      String code,
      String message)
      implements SessionOutput {}

  /** Seconds until the duration limit, counted down from 60 to 0. */
  record Remaining(@JsonProperty(required = true) String session, int seconds)
      implements SessionOutput {}

  /** All final items of the session have been written. */
  record TranscriptCompleted(@JsonProperty(required = true) String session, int items)
      implements SessionOutput {}

  /** The clinical note; after {@link TranscriptCompleted}, before {@link Closed}. */
  record Note(
      @JsonProperty(required = true) String session,
      String id,
      @JsonProperty(required = true) ClinicalNote note)
      implements SessionOutput {
    @Override
    public String toString() {
      return "Note[" + session + ", " + id + "]";
    }
  }

  /**
   * There will be no note; the transcript is whole.
   *
   * @param code machine-readable reason
   */
  record NoteFailed(@JsonProperty(required = true) String session, String code, String message)
      implements SessionOutput {}

  /**
   * A stretch of audio that could not be recognised. The audio is on {@link Topics#DEAD_LETTER}'s
   * side, the session goes on.
   *
   * @param itemId the item that would have been; empty where none is concerned
   * @param code machine-readable reason
   */
  record Failure(
      @JsonProperty(required = true) String session,
      @JsonProperty("item_id") @JsonInclude(JsonInclude.Include.NON_EMPTY) String itemId,
      String code,
      String message,
      @JsonProperty("start_ms") long startMs,
      @JsonProperty("end_ms") long endMs)
      implements SessionOutput {
    public Failure {
      itemId = itemId == null ? "" : itemId;
    }
  }

  /**
   * How far a session's audio has been recognised. Only said of a session whose audio runs ahead of
   * the clock, so that its gateway can hold back what nobody could recognise yet.
   *
   * @param audioMs all that was said before this has been recognised, in milliseconds of the
   *     session's audio
   */
  record Progress(
      @JsonProperty(required = true) String session, @JsonProperty("audio_ms") long audioMs)
      implements SessionOutput {}

  /**
   * How busy recognition is, said to every gateway that has sessions on it, about once a second on
   * the back of any of its sessions. Never shown to a client.
   *
   * @param worker the process that recognises; each speaks for itself alone
   * @param atMs its wall clock
   * @param busyPercent of its recognition threads, over the last seconds, with finals and drafts:
   *     what partials take can be shed
   * @param waitMs how long the final that waits longest has waited
   * @param sessions that it recognised something of lately
   */
  record Load(
      @JsonProperty(required = true) String session,
      @JsonProperty(required = true) String worker,
      @JsonProperty("at_ms") long atMs,
      @JsonProperty("busy_percent") int busyPercent,
      @JsonProperty("wait_ms") long waitMs,
      int sessions)
      implements SessionOutput {}

  /** The last record of a session. */
  record Closed(@JsonProperty(required = true) String session, String reason)
      implements SessionOutput {}
}
