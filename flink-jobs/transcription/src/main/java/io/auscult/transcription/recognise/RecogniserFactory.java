package io.auscult.transcription.recognise;

import io.auscult.speech.recognition.Recogniser;
import java.io.Serializable;

/**
 * Makes the recogniser on the machine where the operator runs. Equal factories share one recogniser
 * per process: implementations are records.
 */
public interface RecogniserFactory extends Serializable {
  /** A recogniser, to be closed by the caller. */
  Recogniser open();

  /** What tells voices apart, to be closed by the caller. */
  default VoiceReader openVoices() {
    return VoiceReader.NONE;
  }
}
