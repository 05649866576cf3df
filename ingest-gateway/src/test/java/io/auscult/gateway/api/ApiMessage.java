package io.auscult.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import io.auscult.gateway.Peer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A message of an AsyncAPI document. */
final class ApiMessage {
  /** One of its examples. */
  record Example(ApiMessage message, String name, JsonNode payload, JsonNode headers) {
    @Override
    public String toString() {
      return message.name + "/" + name;
    }

    /** Sends it as it stands; binary ones are written in base64 in the document. */
    void sendBy(Peer peer) {
      if (message.binary) {
        peer.binary(Base64.getDecoder().decode(payload.textValue()));
      } else {
        peer.text(payload.toString());
      }
    }
  }

  private final String name;
  private final boolean binary;
  private final Schema payload;
  private final Schema headers;
  private final List<Example> examples = new ArrayList<>();

  /**
   * Reads one.
   *
   * @param node resolved
   */
  ApiMessage(String name, JsonNode node) {
    this.name = name;
    this.binary = node.path("contentType").asText().equals("application/octet-stream");
    this.payload = ApiDocument.draft7(node.get("payload"));
    this.headers = node.has("headers") ? ApiDocument.draft7(node.get("headers")) : null;
    for (JsonNode e : node.path("examples")) {
      examples.add(
          new Example(this, e.path("name").asText(), e.path("payload"), e.path("headers")));
    }
  }

  String name() {
    return name;
  }

  boolean isBinary() {
    return binary;
  }

  List<Example> examples() {
    return examples;
  }

  /** What is wrong with a payload; empty: nothing. */
  List<String> faults(JsonNode value) {
    return ApiDocument.faults(payload, value);
  }

  /** What is wrong with the headers of an example, where it has some. */
  List<String> headerFaults(Example example) {
    boolean checked = headers != null && example.headers().isObject();
    return checked ? ApiDocument.faults(headers, example.headers()) : List.of();
  }
}
