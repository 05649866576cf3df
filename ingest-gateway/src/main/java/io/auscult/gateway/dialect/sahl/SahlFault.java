package io.auscult.gateway.dialect.sahl;

import io.auscult.gateway.dialect.Speakers;

/**
 * What can be wrong with what a client sends. Only the first code is the vendor's; ours are 1 and
 * an HTTP status, so that none is ever a close code (SA-20).
 */
enum SahlFault {
  /** The payload is no base64. */
  NO_BASE64("1000", SahlFault.FORMAT),
  /** Raw PCM that ends within a sample. */
  ODD_PCM("1000", SahlFault.FORMAT),
  /** Audio of a kind we do not take, as WebM. */
  FOREIGN_AUDIO("1000", SahlFault.FORMAT),
  INVALID_MESSAGE(
      "1400", "The message is none of start, audio_chunk, pause and end_transcript in JSON."),
  SAMPLE_RATE("1400", "sample_rate must be a whole number from 8000 to 192000."),
  SPEAKERS("1400", Speakers.RULE),
  UNKNOWN_TEMPLATE(
      "1404", "There is no such summary_template; GET /v1/templates lists them. Send start again."),
  NOT_STARTED("1409", "The session has not started: send start first."),
  ALREADY_STARTED("1409", "The session has started already; the first start counts."),
  NEVER_STARTED("1408", "No start was received within 30 seconds.");

  /** The vendor's text, to the letter (SA-18). */
  private static final String FORMAT = "audio stream is not in correct format.";

  private final String code;
  private final String message;

  SahlFault(String code, String message) {
    this.code = code;
    this.message = message;
  }

  String code() {
    return code;
  }

  String message() {
    return message;
  }

  /** Whether every case is told; of the others one in 10 s: they come with every chunk of audio. */
  boolean alwaysTold() {
    return ofStart() || this == ALREADY_STARTED;
  }

  /** Whether it is the message {@code start} that is wrong. */
  boolean ofStart() {
    return this == UNKNOWN_TEMPLATE || this == SAMPLE_RATE || this == SPEAKERS;
  }
}
