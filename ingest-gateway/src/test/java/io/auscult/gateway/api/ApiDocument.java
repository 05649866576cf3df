package io.auscult.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A document of {@code docs/api}, with every reference in it resolved. */
final class ApiDocument {
  private static final Path FOLDER = Path.of("..", "docs", "api");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final JsonNode raw;
  private final JsonNode whole;

  private ApiDocument(JsonNode raw) {
    this.raw = raw;
    this.whole = resolved(raw, new ArrayDeque<>());
  }

  /** Reads {@code docs/api/<name>.yaml}; fails where a reference leads nowhere or in a circle. */
  static ApiDocument read(String name) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(100);
    try (Reader in = Files.newBufferedReader(FOLDER.resolve(name + ".yaml"))) {
      return new ApiDocument(MAPPER.valueToTree(new Yaml(new SafeConstructor(options)).load(in)));
    } catch (IOException e) {
      throw new AssertionError("there is no document " + name, e);
    }
  }

  /** As it is written. */
  JsonNode raw() {
    return raw;
  }

  /** With everything in its place. */
  JsonNode whole() {
    return whole;
  }

  /** The thing at a reference such as {@code #/components/messages/stop}, resolved. */
  JsonNode at(String reference) {
    return resolved(target(reference), new ArrayDeque<>());
  }

  /** The last name in a reference. */
  static String name(JsonNode reference) {
    String text = reference.path("$ref").asText();
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** A schema of AsyncAPI: JSON Schema, draft 7. */
  static Schema draft7(JsonNode schema) {
    return compiled(schema, Dialects.getDraft7());
  }

  /** A schema of OpenAPI 3.1: JSON Schema 2020-12. */
  static Schema draft202012(JsonNode schema) {
    return compiled(schema, Dialects.getDraft202012());
  }

  private static Schema compiled(JsonNode schema, Dialect dialect) {
    Schema compiled = SchemaRegistry.withDefaultDialect(dialect).getSchema(schema);
    compiled.initializeValidators();
    return compiled;
  }

  /** What is wrong with a value; empty: nothing. */
  static List<String> faults(Schema schema, JsonNode value) {
    return schema
        .validate(value, context -> context.executionConfig(c -> c.formatAssertionsEnabled(true)))
        .stream()
        .map(Error::toString)
        .toList();
  }

  private JsonNode target(String reference) {
    if (!reference.startsWith("#/"))
      throw new AssertionError("not within the document: " + reference);
    JsonNode found = raw.at(reference.substring(1));
    if (found.isMissingNode()) throw new AssertionError(reference + " leads nowhere");
    return found;
  }

  private JsonNode resolved(JsonNode node, Deque<String> on) {
    if (node.isArray()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      for (JsonNode one : node) all.add(resolved(one, on));
      return all;
    }
    if (!node.isObject()) return node;
    if (node.path("$ref").isTextual()) {
      String reference = node.get("$ref").textValue();
      if (on.contains(reference)) throw new AssertionError(reference + " leads in a circle");
      on.push(reference);
      JsonNode there = resolved(target(reference), on);
      on.pop();
      return there;
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    node.properties().forEach(e -> all.set(e.getKey(), resolved(e.getValue(), on)));
    return all;
  }
}
