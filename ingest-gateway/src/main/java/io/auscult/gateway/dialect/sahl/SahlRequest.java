package io.auscult.gateway.dialect.sahl;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.audio.Base64Audio;
import java.util.Optional;

/** What a client can say in a text frame. */
sealed interface SahlRequest {
  /** Raw PCM has this rate where {@code start} names none, in hertz. */
  int DEFAULT_RATE = 16_000;

  int MIN_RATE = 8_000;
  int MAX_RATE = 192_000;

  /** Longer ones are nobody's sequence numbers; audio is taken, but not receipted. */
  int MAX_SEQ_ID_CHARS = 100;

  /**
   * Begin.
   *
   * @param sampleRate of raw PCM, in hertz
   */
  record Start(String template, int sampleRate) implements SahlRequest {}

  /**
   * Some audio.
   *
   * @param ack frame that the client wants when the audio is durable; empty: none
   */
  record AudioChunk(byte[] audio, String ack) implements SahlRequest {
    /** Length only: audio stays out of logs. */
    @Override
    public String toString() {
      return "AudioChunk[" + audio.length + " bytes]";
    }
  }

  /** Wait until audio comes again. */
  record Pause() implements SahlRequest {}

  /** No more audio comes. */
  record EndTranscript() implements SahlRequest {}

  /** Nothing that can be understood. */
  record Wrong(SahlFault fault) implements SahlRequest {}

  /** Reads a text frame; fields that we do not know are passed over. */
  static SahlRequest read(JsonNode json) {
    return switch (json.path("object").asText()) {
      case "start" -> start(json);
      case "audio_chunk" -> audioChunk(json);
      case "pause" -> new Pause();
      case "end_transcript" -> new EndTranscript();
      default -> new Wrong(SahlFault.INVALID_MESSAGE);
    };
  }

  private static SahlRequest start(JsonNode json) {
    JsonNode wish = json.path("summary_template");
    JsonNode rate = json.path("sample_rate");
    boolean rated = !rate.isMissingNode() && !rate.isNull();
    if (rated && !isRate(rate)) return new Wrong(SahlFault.SAMPLE_RATE);
    boolean wished = !wish.isMissingNode() && !wish.isNull();
    if (wished && !wish.isTextual()) return new Wrong(SahlFault.UNKNOWN_TEMPLATE);
    Optional<String> template =
        wished ? SahlTemplates.of(wish.textValue()) : Optional.of(SahlTemplates.DEFAULT);
    if (template.isEmpty()) return new Wrong(SahlFault.UNKNOWN_TEMPLATE);
    return new Start(template.get(), rated ? rate.intValue() : DEFAULT_RATE);
  }

  private static boolean isRate(JsonNode rate) {
    return rate.isInt() && rate.intValue() >= MIN_RATE && rate.intValue() <= MAX_RATE;
  }

  private static SahlRequest audioChunk(JsonNode json) {
    JsonNode payload = json.path("payload");
    if (!payload.isTextual()) return new Wrong(SahlFault.NO_BASE64);
    return Base64Audio.decode(payload.textValue())
        .<SahlRequest>map(audio -> new AudioChunk(audio, ack(json.path("seq_id"))))
        .orElse(new Wrong(SahlFault.NO_BASE64));
  }

  private static String ack(JsonNode seqId) {
    boolean named = seqId.isTextual() || seqId.isIntegralNumber();
    if (!named || seqId.asText().length() > MAX_SEQ_ID_CHARS) return "";
    return SahlFrames.ack(seqId);
  }
}
