package io.auscult.gateway.dialect.sahl;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.audio.Base64Audio;
import io.auscult.gateway.dialect.Speakers;
import java.util.Optional;
import java.util.OptionalInt;

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
   * @param speakers how many at most; {@link Speakers#UNKNOWN}: not said
   */
  record Start(String template, int sampleRate, int speakers) implements SahlRequest {}

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
    OptionalInt speakers = Speakers.of(json.path(Speakers.NAME));
    if (speakers.isEmpty()) return new Wrong(SahlFault.SPEAKERS);
    boolean wished = !wish.isMissingNode() && !wish.isNull();
    if (wished && !wish.isTextual()) return new Wrong(SahlFault.UNKNOWN_TEMPLATE);
    Optional<String> template =
        wished ? SahlTemplates.of(wish.textValue()) : Optional.of(SahlTemplates.DEFAULT);
    if (template.isEmpty()) return new Wrong(SahlFault.UNKNOWN_TEMPLATE);
    return new Start(template.get(), rated ? rate.intValue() : DEFAULT_RATE, speakers.getAsInt());
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
