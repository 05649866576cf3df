package io.auscult.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an AsyncAPI document says of a dialect: who sends what, what answers it, how it ends. */
final class AsyncApi {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final ApiDocument document;
  private final Map<String, ApiMessage> fromClient = new LinkedHashMap<>();
  private final Map<String, ApiMessage> fromServer = new LinkedHashMap<>();
  private final Map<String, ApiMessage> elsewhere = new LinkedHashMap<>();
  private final Map<String, Set<String>> replies = new LinkedHashMap<>();

  private AsyncApi(ApiDocument document) {
    this.document = document;
    for (JsonNode operation : document.raw().path("operations")) {
      boolean receives = operation.path("action").asText().equals("receive");
      boolean overSocket = !channel(operation.path("channel")).path("address").isNull();
      for (JsonNode reference : operation.path("messages")) {
        String name = ApiDocument.name(reference);
        ApiMessage message = new ApiMessage(name, document.at(reference.path("$ref").textValue()));
        (receives ? fromClient : overSocket ? fromServer : elsewhere).put(name, message);
        for (JsonNode reply : operation.path("reply").path("messages")) {
          replies.computeIfAbsent(name, n -> new HashSet<>()).add(ApiDocument.name(reply));
        }
      }
    }
  }

  static AsyncApi read(String dialect) {
    return new AsyncApi(ApiDocument.read(dialect));
  }

  ApiDocument document() {
    return document;
  }

  /** The channel that a reference names, as it is written. */
  JsonNode channel(JsonNode reference) {
    return document.raw().at(reference.path("$ref").asText().substring(1));
  }

  Map<String, ApiMessage> fromClient() {
    return fromClient;
  }

  Map<String, ApiMessage> fromServer() {
    return fromServer;
  }

  /** What is not sent over a WebSocket: callbacks. */
  Map<String, ApiMessage> elsewhere() {
    return elsewhere;
  }

  /** Everything, on whichever way. */
  List<ApiMessage> messages() {
    List<ApiMessage> all = new ArrayList<>(fromClient.values());
    all.addAll(fromServer.values());
    all.addAll(elsewhere.values());
    return all;
  }

  /** Names of the messages that answer one of the client's. */
  Set<String> replies(String message) {
    return replies.getOrDefault(message, Set.of());
  }

  /** Names of the server's messages that answer none. */
  Set<String> unasked() {
    Set<String> all = new HashSet<>(fromServer.keySet());
    replies.values().forEach(all::removeAll);
    return all;
  }

  /** The name of the one message of the server that a frame is. */
  String recognise(String frame) {
    JsonNode json;
    try {
      json = MAPPER.readTree(frame);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + frame, e);
    }
    if (!json.isObject()) throw new AssertionError("not a JSON object: " + frame);
    List<String> fitting = new ArrayList<>();
    Map<String, List<String>> faults = new LinkedHashMap<>();
    for (ApiMessage message : fromServer.values()) {
      List<String> wrong = message.faults(json);
      faults.put(message.name(), wrong);
      if (wrong.isEmpty()) fitting.add(message.name());
    }
    if (fitting.size() != 1) {
      throw new AssertionError(frame + " fits " + fitting + " and not " + faults);
    }
    return fitting.get(0);
  }

  /** Codes that the server may close with, or 1006 where it may drop the connection. */
  Set<Integer> closeCodes() {
    Set<Integer> codes = new HashSet<>();
    for (JsonNode channel : document.raw().path("channels")) {
      channel
          .path("x-close-codes")
          .fieldNames()
          .forEachRemaining(c -> codes.add(Integer.valueOf(c)));
    }
    return codes;
  }

  /** Every path it is served on, one for each value of a parameter. */
  Set<String> paths() {
    Set<String> paths = new HashSet<>();
    for (JsonNode channel : document.whole().path("channels")) {
      if (channel.path("address").isNull()) continue;
      List<String> found = List.of(channel.path("address").textValue());
      for (Map.Entry<String, JsonNode> p : channel.path("parameters").properties()) {
        List<String> filled = new ArrayList<>();
        for (String one : found) {
          for (JsonNode value : p.getValue().path("enum")) {
            filled.add(one.replace("{" + p.getKey() + "}", value.textValue()));
          }
        }
        found = filled;
      }
      paths.addAll(found);
    }
    return paths;
  }
}
