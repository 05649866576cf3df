package io.auscult.transcription.segment;

import io.auscult.transcription.steps.WindowKind;

/**
 * What the endpointer decided: a stretch to be recognised, or that an earlier draft is the final.
 *
 * @param settled the draft of {@code revision} stands; nothing is to be recognised
 * @param from position of the first sample, padding included
 * @param to position behind the last sample, padding included
 */
record Cut(
    WindowKind kind,
    boolean settled,
    int ordinal,
    int revision,
    long from,
    long to,
    long voicedFrom,
    long voicedTo,
    long spokenAtMs) {}
