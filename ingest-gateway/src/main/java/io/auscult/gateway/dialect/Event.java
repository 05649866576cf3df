package io.auscult.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.SessionOutput;

/** What can happen to a connection, as a dialect sees it. */
public sealed interface Event {
  /** A text frame that is a JSON object. */
  record Text(JsonNode json) implements Event {}

  /**
   * A text frame that is no JSON object, or one too deep.
   *
   * @param why for people, without content
   */
  record BadText(String why) implements Event {}

  /** A binary frame; not copied. */
  record Binary(byte[] bytes) implements Event {}

  /**
   * Audio that is not of a kind we take; nothing of it is decoded.
   *
   * @param code machine-readable
   * @param message for people
   * @param told whether a refusal of the same kind was an event within the last 10 s
   */
  record AudioRefused(int stream, String code, String message, boolean told) implements Event {}

  /** The time of an {@link Action.Wake} has come. */
  record Woken(String name) implements Event {}

  /** Something the transcription job says; never one the client has had already. */
  record Said(SessionOutput output) implements Event {}

  /** Something the gateway says, of itself or of the client. */
  record Told(Notice notice) implements Event {}
}
