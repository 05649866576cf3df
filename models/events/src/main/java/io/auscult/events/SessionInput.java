package io.auscult.events;

import java.util.List;

/**
 * What travels on {@link Topics#SESSION_INPUT}: everything a client did, in its order, vendor
 * neutral. {@code atMs} is the gateway's wall clock, milliseconds since 1970, when it accepted the
 * frame; the audio clock (samples received) decides everything else.
 */
public sealed interface SessionInput {
  /** Sample rate of all audio behind the gateway, in hertz. */
  int SAMPLE_RATE = 16_000;

  /** Session id: a random UUID, the Kafka key. */
  String session();

  /** Milliseconds since 1970. */
  long atMs();

  /**
   * A session begins. Always the first record of a session.
   *
   * @param sampleRate of the client's audio without a header, in hertz; behind the gateway all
   *     audio has {@link #SAMPLE_RATE}
   */
  record Opened(
      String session,
      long atMs,
      Tenant tenant,
      String dialect,
      List<StreamSpec> streams,
      int sampleRate,
      String language,
      String tier,
      int maxSpeakers,
      List<String> vocabulary,
      NoteRequest note,
      Show show,
      Limits limits,
      Callback callback,
      int replyPartition,
      Provenance provenance)
      implements SessionInput {
    public Opened {
      streams = List.copyOf(streams);
      vocabulary = List.copyOf(vocabulary);
    }

    @Override
    public String toString() {
      return "Opened[" + session + ", " + dialect + "]";
    }
  }

  /**
   * A piece of canonical audio.
   *
   * @param stream index into {@link Opened#streams()}
   * @param seq consecutive per connection over all streams, from 0 or {@link Attached#firstSeq}
   * @param seen number of final items that the gateway has written to the client so far
   * @param pcm 16 kHz mono s16le, a whole number of samples; not copied: do not change it
   */
  record Audio(String session, long atMs, int stream, long seq, int seen, byte[] pcm)
      implements SessionInput {
    /** Length in samples. */
    public int samples() {
      return pcm.length / 2;
    }

    @Override
    public String toString() {
      return "Audio[" + session + ", #" + seq + ", " + samples() + " samples]";
    }
  }

  /** The client paused; the next audio resumes. */
  record Paused(String session, long atMs) implements SessionInput {}

  /** The client is there although it sends no audio. At most one in 10 s is written. */
  record KeptAlive(String session, long atMs) implements SessionInput {}

  /**
   * A client came back, maybe on another gateway.
   *
   * @param seen number of final items that are known to have been written to it
   * @param firstSeq number of the first audio that follows; higher than any before, so that what an
   *     older connection still sends is told apart
   */
  record Attached(String session, long atMs, int replyPartition, int seen, long firstSeq)
      implements SessionInput {}

  /** The connection broke; the session waits {@link Limits#resumeMs()} for its client. */
  record Detached(String session, long atMs) implements SessionInput {}

  /**
   * The last record of a session: no more audio comes.
   *
   * @param reason why, as it stands in the usage record: {@code client_stop}, {@code client_close},
   *     {@code connection_lost}, {@code idle}, {@code revoked}, {@code drain}, …
   */
  record Stopped(String session, long atMs, String reason) implements SessionInput {}
}
