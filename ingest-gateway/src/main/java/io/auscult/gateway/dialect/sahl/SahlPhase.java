package io.auscult.gateway.dialect.sahl;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a Sahl connection is. */
sealed interface SahlPhase {
  Talk talk();

  /** The same phase with more having been said. */
  SahlPhase with(Talk talk);

  /**
   * No {@code start} has come.
   *
   * @param vocabulary terms of the URL
   * @param speakers how many at most, as the URL says; 0: it does not
   */
  record Waiting(Talk talk, List<String> vocabulary, int speakers) implements SahlPhase {
    @Override
    public Waiting with(Talk other) {
      return new Waiting(other, vocabulary, speakers);
    }
  }

  /**
   * Audio is taken; a pause changes nothing here, it ends with the next audio.
   *
   * @param carrier what the audio has turned out to be
   * @param startable whether a {@code start} may still come: the client resumed
   * @param answered whether the chunk at hand has already been answered with an error
   * @param silence the last one the client was warned of
   */
  record Streaming(
      Talk talk, Carrier carrier, boolean startable, boolean answered, Optional<Silence> silence)
      implements SahlPhase {
    /** Nothing has been heard. */
    static Streaming begin(Talk talk, boolean startable) {
      return new Streaming(talk, Carrier.RAW, startable, false, Optional.empty());
    }

    @Override
    public Streaming with(Talk other) {
      return new Streaming(other, carrier, startable, answered, silence);
    }

    Streaming with(Carrier other, boolean nowAnswered) {
      return new Streaming(talk, other, startable, nowAnswered, silence);
    }

    Streaming started() {
      return new Streaming(talk, carrier, false, answered, silence);
    }

    Streaming warned(Silence of) {
      return new Streaming(talk, carrier, startable, answered, Optional.of(of));
    }
  }

  /** No more audio is taken; the last of it is being understood. */
  record Finishing(Talk talk) implements SahlPhase {
    @Override
    public Finishing with(Talk other) {
      return new Finishing(other);
    }
  }

  /** The transcript is whole, the summary is being written. */
  record Summarising(Talk talk) implements SahlPhase {
    @Override
    public Summarising with(Talk other) {
      return new Summarising(other);
    }
  }

  /** The client has its summary, or knows that there is none; it may take its time to read it. */
  record Delivered(Talk talk) implements SahlPhase {
    @Override
    public Delivered with(Talk other) {
      return new Delivered(other);
    }
  }

  /** Nothing is said any more. */
  record Ended(Talk talk) implements SahlPhase {
    @Override
    public Ended with(Talk other) {
      return new Ended(other);
    }
  }

  /** What carries the audio of a stream. Only of raw PCM an odd number of bytes is an error. */
  enum Carrier {
    RAW,
    WAV,
    /** Something that is refused until a WAV header comes. */
    FOREIGN
  }

  /** A silence that the client was warned of, as it was worded. */
  record Silence(String warningId, String message) {}

  /**
   * What has been said of this session on this connection.
   *
   * @param connection differs between connections, so that a session that goes on uses no id twice
   * @param said how many messages have taken a number
   * @param told faults of the last 10 s
   */
  record Talk(String session, String connection, int said, Set<SahlFault> told) {
    public Talk {
      told = Set.copyOf(told);
    }

    static Talk begin(String session, String connection) {
      return new Talk(session, connection, 0, Set.of());
    }

    /** A number for one more message. */
    Talk saying() {
      return new Talk(session, connection, said + 1, told);
    }

    Talk telling(SahlFault fault) {
      Set<SahlFault> more = new HashSet<>(told);
      more.add(fault);
      return new Talk(session, connection, said, more);
    }

    Talk forgetting(SahlFault fault) {
      Set<SahlFault> less = new HashSet<>(told);
      less.remove(fault);
      return new Talk(session, connection, said, less);
    }

    /** Id of the last message that has taken a number. */
    String id() {
      return SahlFrames.id(session, connection, Integer.toString(said));
    }
  }
}
