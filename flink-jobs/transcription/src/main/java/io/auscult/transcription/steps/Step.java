package io.auscult.transcription.steps;

import io.auscult.events.SessionInput.Opened;
import io.auscult.events.Word;
import java.util.List;

/**
 * What Segment says of a session, in order: {@code seq} counts from 0 without a gap. Recognise
 * replaces every {@link Windowed} by exactly one {@link Heard}, {@link Unheard} or {@link Shed}
 * with the same {@code seq}, in any order; Keep puts them back in line.
 */
public sealed interface Step {
  /** Session id. */
  String session();

  /** Place in the session's order. */
  long seq();

  /** The session began. */
  record Begun(String session, long seq, Opened opened) implements Step {}

  /** Audio to be recognised. */
  record Windowed(String session, long seq, Window window) implements Step {}

  /**
   * Audio was recognised. Times are milliseconds from the beginning of the session.
   *
   * @param text empty: nothing was said
   * @param wordTimes {@code aligned} or {@code estimated}
   * @param voices in the order of time; empty where nobody asked for them
   * @param pressure of the process that recognised it
   */
  record Heard(
      String session,
      long seq,
      int stream,
      int ordinal,
      int revision,
      WindowKind kind,
      long startMs,
      long endMs,
      String text,
      List<Word> words,
      double confidence,
      String wordTimes,
      String model,
      List<Voice> voices,
      Pressure pressure,
      long spokenAtMs)
      implements Step {
    /** The same words with the voices they were said in. */
    public Heard with(List<Voice> found) {
      return new Heard(
          session,
          seq,
          stream,
          ordinal,
          revision,
          kind,
          startMs,
          endMs,
          text,
          words,
          confidence,
          wordTimes,
          model,
          found,
          pressure,
          spokenAtMs);
    }

    /** The same with how busy the process was. */
    public Heard under(Pressure now) {
      return new Heard(
          session,
          seq,
          stream,
          ordinal,
          revision,
          kind,
          startMs,
          endMs,
          text,
          words,
          confidence,
          wordTimes,
          model,
          voices,
          now,
          spokenAtMs);
    }

    @Override
    public String toString() {
      return "Heard[" + session + ", " + stream + "-" + ordinal + " r" + revision + "]";
    }
  }

  /**
   * Audio could not be recognised.
   *
   * @param code machine-readable reason
   * @param pcm the audio, so that it can be fed back
   */
  record Unheard(
      String session,
      long seq,
      int stream,
      int ordinal,
      int revision,
      WindowKind kind,
      long startMs,
      long endMs,
      String code,
      short[] pcm)
      implements Step {
    @Override
    public String toString() {
      return "Unheard[" + session + ", " + stream + "-" + ordinal + ", " + code + "]";
    }
  }

  /**
   * A partial or a draft that nobody needs any more.
   *
   * @param starved a partial that had to make way for the next one: the machine is too busy to show
   *     how an utterance grows
   */
  record Shed(String session, long seq, boolean starved) implements Step {}

  /**
   * So much of the session's audio lies before this step; said where it runs ahead of the clock.
   */
  record Passed(String session, long seq, long audioMs) implements Step {}

  /** The draft of this revision is the final: the silence has lasted. */
  record Settled(String session, long seq, int stream, int ordinal, int revision) implements Step {}

  /** The draft of this revision is not the final: somebody speaks again. */
  record Withdrawn(String session, long seq, int stream, int ordinal, int revision)
      implements Step {}

  /**
   * The session's state changed.
   *
   * @param state as in {@link io.auscult.events.SessionView}
   */
  record Turned(String session, long seq, String state) implements Step {}

  /**
   * Something the client should know.
   *
   * @param id of the episode
   * @param repetition 0 for the first time in the episode
   */
  record Warned(String session, long seq, String id, int repetition, String code, String message)
      implements Step {}

  /** So many seconds are left. */
  record Counted(String session, long seq, int seconds) implements Step {}

  /** A client came back and has seen so many final items. */
  record Returned(String session, long seq, int replyPartition, int seen) implements Step {}

  /** The session ended; nothing follows. */
  record Ended(
      String session,
      long seq,
      String reason,
      long audioMs,
      long speechMs,
      long pausedMs,
      long endedAtMs)
      implements Step {}
}
