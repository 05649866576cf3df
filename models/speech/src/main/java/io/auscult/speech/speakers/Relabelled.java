package io.auscult.speech.speakers;

/**
 * A turn that another speaker spoke, as it turned out.
 *
 * @param segment {@link SpeakerTurn#segment()}
 * @param before the label that was sent
 * @param after the label that it should have
 */
public record Relabelled(int segment, int before, int after) {}
