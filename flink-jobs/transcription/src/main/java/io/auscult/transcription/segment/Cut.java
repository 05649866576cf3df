package io.auscult.transcription.segment;

import io.auscult.transcription.steps.WindowKind;

/**
 * What the endpointer decided: a stretch to be recognised, or what becomes of an earlier draft.
 *
 * @param fate what is to be done about {@code revision}
 * @param from position of the first sample, padding included
 * @param to position behind the last sample, padding included
 */
public record Cut(
    WindowKind kind,
    Fate fate,
    int ordinal,
    int revision,
    long from,
    long to,
    long voicedFrom,
    long voicedTo,
    long spokenAtMs) {
  /** What is to be done about a window. */
  public enum Fate {
    RECOGNISE,
    /** The draft stands; nothing is to be recognised. */
    SETTLED,
    /** The draft is void. */
    WITHDRAWN
  }
}
