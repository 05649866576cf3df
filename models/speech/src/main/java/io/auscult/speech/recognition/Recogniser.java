package io.auscult.speech.recognition;

/**
 * Turns speech into words. Thread-safe and without memory: what an utterance needs is in the {@link
 * Utterance}.
 */
public interface Recogniser extends AutoCloseable {
  /**
   * The words of an utterance. Runs on the caller's thread, in about a twentieth of the audio's
   * duration.
   *
   * @throws RecognitionFailed if the runtime fails or the recogniser is closed
   */
  Hypothesis recognise(Utterance utterance);

  /** Name and content of the model, as {@code moonshine-base-int8@1a2b3c4d}. */
  String model();

  @Override
  void close();
}
