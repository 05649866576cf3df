package io.auscult.transcription.segment;

import java.io.Serializable;

/** Voice activity detection as Segment needs it; the state of a stream is with the caller. */
public interface Detector extends AutoCloseable {
  /** State of a stream of which nothing was heard yet. */
  float[] freshState();

  /**
   * Probability of speech, 0 to 1, in the {@link StreamAudio#FRAME} samples from an offset; updates
   * the state in place.
   */
  float speech(float[] state, short[] samples, int offset);

  @Override
  void close();

  /** Makes the detector on the machine where the operator runs. */
  interface Factory extends Serializable {
    /** A detector, to be closed by the caller. */
    Detector open();
  }
}
