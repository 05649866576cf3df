package io.auscult.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.auscult.events.Decoded.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * JSON of one record type with its version in front: {@code {"v":1,…}}. Unknown fields are passed
 * over, so that an older reader survives an additive change; a missing or other version is a
 * refusal.
 */
final class VersionedJson<T> {
  private static final int VERSION = 1;
  private static final byte[] HEAD = "{\"v\":1,".getBytes(StandardCharsets.US_ASCII);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();

  private final ObjectWriter writer;
  private final ObjectReader reader;

  VersionedJson(Class<T> type) {
    writer = MAPPER.writerFor(type);
    reader = MAPPER.readerFor(type);
  }

  byte[] encode(T value) {
    try {
      byte[] body = writer.writeValueAsBytes(value);
      ByteArrayOutputStream out = new ByteArrayOutputStream(HEAD.length + body.length);
      out.writeBytes(HEAD);
      out.write(body, 1, body.length - 1);
      return out.toByteArray();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  Decoded<T> decode(byte[] raw) {
    if (raw == null || raw.length < 2) return new Decoded.Bad<>(Fault.TOO_SHORT, "no JSON object");
    JsonNode tree;
    try {
      tree = MAPPER.readTree(raw);
    } catch (IOException e) {
      // Jackson's message may quote the input, which may be a patient's words.
      return new Decoded.Bad<>(Fault.NOT_JSON, "not JSON");
    }
    if (tree == null || !tree.isObject()) return new Decoded.Bad<>(Fault.NOT_JSON, "not an object");
    JsonNode version = tree.get("v");
    if (version == null || !version.isInt() || version.intValue() != VERSION) {
      return new Decoded.Bad<>(Fault.UNKNOWN_VERSION, "v is not " + VERSION);
    }
    try {
      return new Decoded.Good<>(reader.readValue(tree));
    } catch (com.fasterxml.jackson.databind.exc.InvalidTypeIdException e) {
      return new Decoded.Bad<>(Fault.UNKNOWN_KIND, "type is unknown");
    } catch (com.fasterxml.jackson.databind.JsonMappingException e) {
      return new Decoded.Bad<>(Fault.BAD_FIELD, field(e));
    } catch (IOException e) {
      return new Decoded.Bad<>(Fault.BAD_FIELD, "a field does not fit");
    }
  }

  private static String field(com.fasterxml.jackson.databind.JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (var step : e.getPath()) {
      if (!path.isEmpty()) path.append('.');
      path.append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
    }
    return path + " does not fit";
  }
}
