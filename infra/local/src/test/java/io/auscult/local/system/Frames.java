package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Frames that a snippet printed, and the shapes that a page gives them. */
final class Frames {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Frames() {}

  /** What follows a prefix on the lines that have it, in order. */
  static List<JsonNode> printed(NodeFolder.Ran ran, String prefix) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (String line : ran.lines()) {
      if (line.startsWith(prefix)) all.add(JSON.readTree(line.substring(prefix.length())));
    }
    return all;
  }

  static JsonNode read(String json) throws IOException {
    return JSON.readTree(json);
  }

  /** Those whose {@code object} is this. */
  static List<JsonNode> of(List<JsonNode> frames, String object) {
    return frames.stream().filter(f -> f.path("object").asText().equals(object)).toList();
  }

  /** Every key of the example is there with a value of the same kind; there may be more. */
  static void assertShape(JsonNode example, JsonNode real) {
    assertThat(real.getNodeType()).as(real.toString()).isEqualTo(example.getNodeType());
    if (example.isNumber()) {
      assertThat(real.isIntegralNumber()).as(real.toString()).isEqualTo(example.isIntegralNumber());
    }
    for (Iterator<String> keys = example.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      assertThat(real.has(key)).as("%s in %s", key, real).isTrue();
      assertShape(example.path(key), real.path(key));
    }
    if (example.isArray() && !example.isEmpty()) {
      for (JsonNode one : real) assertShape(example.path(0), one);
    }
  }
}
