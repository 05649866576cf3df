package io.auscult.transcription.steps;

/**
 * An utterance that has ended, as context for the next.
 *
 * @param ordinal its number in the stream
 * @param from first sample of its window, on the stream's audio clock
 * @param voicedFrom its first voiced sample
 * @param voicedTo end of its last voiced frame
 */
public record Piece(int ordinal, long from, long voicedFrom, long voicedTo) {}
