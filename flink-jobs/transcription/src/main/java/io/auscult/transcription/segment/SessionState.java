package io.auscult.transcription.segment;

import io.auscult.events.SessionInput.Opened;
import java.util.ArrayList;
import java.util.List;

/** All that Segment keeps of one session. A plain Flink POJO: it lives in keyed state. */
public final class SessionState {
  public Opened opened;

  public Clocks clocks = new Clocks();

  /** One for each stream of {@link #opened}. */
  public List<StreamState> streams = new ArrayList<>();

  /** Number of the next {@link io.auscult.transcription.steps.Step}. */
  public long nextStep;

  /** Number of final items that the gateway has written to the client. */
  public int seen;

  /** Number that the next piece of audio has if none is missing. */
  public long nextAudio;

  /** How far the audio is ahead of the wall clock; less than nothing after a pause. */
  public long aheadMs;

  /** Audio up to which the gateway was last told of progress. */
  public long passedMs;

  /** Audio at which a partial was last left out because the job lags behind. */
  public long shedMs;
}
