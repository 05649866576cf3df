package io.auscult.speech.speakers;

/**
 * A short stretch of an utterance that one speaker is taken to speak, and the window of audio from
 * which its voice is told. Positions are samples of the stream.
 *
 * @param from first sample
 * @param to behind the last sample
 * @param windowFrom first sample of the window
 * @param windowTo behind its last sample
 */
public record Cell(long from, long to, long windowFrom, long windowTo) {}
