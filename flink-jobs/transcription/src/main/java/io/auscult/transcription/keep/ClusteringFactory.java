package io.auscult.transcription.keep;

import io.auscult.speech.speakers.SpeakerClustering;
import java.io.Serializable;

/** Makes the rule that tells voices apart on the machine where the operator runs. */
public interface ClusteringFactory extends Serializable {
  /** The rule with the thresholds that fit the speaker encoder. */
  SpeakerClustering open();
}
