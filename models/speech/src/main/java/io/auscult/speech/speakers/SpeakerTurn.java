package io.auscult.speech.speakers;

/**
 * A stretch of an utterance with one speaker.
 *
 * @param from first sample of the stream
 * @param to behind the last sample
 * @param speaker 0, 1, 2.. in the order of first appearance
 * @param segment number of this turn in the session: {@link Relabelled} refers to it
 */
public record SpeakerTurn(long from, long to, int speaker, int segment) {}
