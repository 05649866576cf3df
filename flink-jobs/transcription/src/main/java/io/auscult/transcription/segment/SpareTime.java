package io.auscult.transcription.segment;

import java.io.Serializable;

/**
 * Whether recognition has nothing better to do just now. Then utterances are listened to while they
 * are still spoken, though nobody is shown how they grow: what was understood so far is the draft
 * of the final, which is ready sooner.
 */
public interface SpareTime extends Serializable {
  /** Never: what is not asked for is not done. */
  SpareTime NONE = () -> false;

  boolean isThere();
}
