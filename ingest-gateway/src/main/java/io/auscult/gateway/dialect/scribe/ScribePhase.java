package io.auscult.gateway.dialect.scribe;

import io.auscult.events.StreamSpec;
import java.util.List;

/** Where a Scribe connection is. */
sealed interface ScribePhase {
  /** Nothing was set up yet; a {@code stream_request} is to come. */
  record Greeting(Wishes wishes) implements ScribePhase {}

  /**
   * Audio is taken.
   *
   * @param again the client came back, and may send the same {@code stream_request} once more
   */
  record Listening(Shown shown, Chunks chunks, boolean again) implements ScribePhase {}

  /** No more audio; the last finals and the note are on their way. */
  record Finishing(Shown shown) implements ScribePhase {}

  /** Nothing is said any more. */
  record Ended() implements ScribePhase {}

  /**
   * What the URL asks for.
   *
   * @param strictObjects {@code output_objects} as text is an exact filter too (K4)
   * @param distinctNote the note is {@code object: "note"} (K3)
   * @param speakers how many at most; 0: not said
   */
  record Wishes(
      boolean strictObjects, boolean distinctNote, List<String> vocabulary, int speakers) {
    public Wishes {
      vocabulary = List.copyOf(vocabulary);
    }
  }

  /**
   * What the client is to see.
   *
   * @param items transcript items
   * @param noteFailed there is to be a note and none can be written
   */
  record Shown(List<StreamSpec> streams, boolean items, boolean distinctNote, boolean noteFailed) {
    public Shown {
      streams = List.copyOf(streams);
    }

    /** The same, without a note to come. */
    Shown withoutNote() {
      return new Shown(streams, items, distinctNote, true);
    }
  }
}
