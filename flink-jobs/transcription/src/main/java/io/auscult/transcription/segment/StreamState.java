package io.auscult.transcription.segment;

import io.auscult.transcription.steps.Piece;
import java.util.ArrayList;
import java.util.List;

/** What is known of one stream. A plain Flink POJO: it lives in keyed state. */
public final class StreamState {
  public StreamAudio audio = new StreamAudio();

  /** Recurrent state of the voice activity detector. */
  public float[] detector = new float[0];

  /** Number of the open utterance, or of the next. */
  public int ordinal;

  /** Number of the next window of that utterance. */
  public int revision;

  /** Whether an utterance is open. */
  public boolean open;

  /** Voiced frames seen while no utterance is open yet. */
  public int onsetFrames;

  /** Position of the first of them; once open, of the utterance's first voiced sample. */
  public long voicedFrom;

  /** Position behind the last voiced frame. */
  public long voicedTo;

  /** Wall clock of the gateway when it accepted that frame. */
  public long spokenAtMs;

  /** The window of an utterance does not begin before this: what lies before was said already. */
  public long floor;

  /** {@link #voicedTo} when the last draft was taken; -1: none of this utterance. */
  public long draftedAt = -1;

  /** Revision of that draft. */
  public int draftRevision;

  /** Position up to which the last partial of the open utterance went; -1: there was none yet. */
  public long partialAt;

  /** The last utterances, oldest first, as far as they may be context. */
  public List<Piece> pieces = new ArrayList<>();

  /** Samples inside utterances so far. */
  public long speechSamples;
}
