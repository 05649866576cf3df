package io.auscult.speech.recognition;

/** Where the times of words come from. */
public enum WordTimes {
  /** Read off the model's attention. */
  ALIGNED,
  /** Spread over the voiced spans by the length of the words. */
  ESTIMATED
}
