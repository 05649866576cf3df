package io.auscult.delivery.invox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.auscult.events.DeliveryOrder;
import io.auscult.events.TranscriptRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** Invox's {@code TranscriptionFinished} (IN-41, IN-42, IN-49), field by field in its order. */
public final class InvoxBody {
  /** {@link DeliveryOrder#dialect()} of what is told in this form. */
  public static final String DIALECT = "invox";

  private static final JsonFactory JSON = new JsonFactory();
  private static final String NO_REASON = "The recording could not be transcribed completely.";

  private InvoxBody() {}

  /** UTF-8 JSON. */
  public static byte[] of(DeliveryOrder order, String signature) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("transcriptionStatus", order.succeeded() ? "SUCCESS" : "FAILED");
      if (!order.succeeded()) {
        json.writeStringField("errorMessage", order.error().isEmpty() ? NO_REASON : order.error());
      }
      json.writeStringField("connectionId", order.session());
      json.writeStringField("signature", signature);
      // Of a session that failed there may be a part; a list without anything would look whole.
      if (order.succeeded() || !order.transcript().isEmpty()) {
        json.writeArrayFieldStart("transcription");
        for (TranscriptRecord item : order.transcript()) segment(json, item);
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void segment(JsonGenerator json, TranscriptRecord item) throws IOException {
    Voice voice = Voice.of(item.speaker());
    json.writeStartObject();
    json.writeStringField("speakerId", voice.id());
    json.writeStringField("text", item.text() == null ? "" : item.text());
    json.writeFieldName("start");
    json.writeNumber(seconds(item.startMs()));
    json.writeFieldName("end");
    json.writeNumber(seconds(item.endMs()));
    json.writeStringField("speakerName", voice.name());
    json.writeEndObject();
  }

  private static BigDecimal seconds(long ms) {
    return BigDecimal.valueOf(ms, 3);
  }
}
