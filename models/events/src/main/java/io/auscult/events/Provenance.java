package io.auscult.events;

/**
 * Where a session came from, without anything that identifies a patient or a token.
 *
 * @param gateway id of the gateway process
 * @param client the client's own name for itself (User-Agent, capped at 200 characters)
 * @param audioFormat what the client sends, as {@code pcm_s16le/16000/1}
 */
public record Provenance(String gateway, String client, String audioFormat) {}
