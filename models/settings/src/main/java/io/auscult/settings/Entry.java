package io.auscult.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** One map in a list of {@code auscult.yaml}; every refusal names list, number and field. */
record Entry(String list, int number, JsonNode node) {

  static List<Entry> listOf(String name, JsonNode node) throws InvalidSetting {
    if (!node.isArray()) throw new InvalidSetting(name, "…", "must be a list");
    List<Entry> all = new ArrayList<>();
    for (JsonNode one : node) {
      Entry e = new Entry(name, all.size(), one);
      if (!one.isObject()) throw new InvalidSetting(e.key(""), "…", "must be a map of fields");
      all.add(e);
    }
    return all;
  }

  String key(String field) {
    return list + "[" + number + "]" + (field.isEmpty() ? "" : "." + field);
  }

  void refuseOthersThan(String... known) throws InvalidSetting {
    Set<String> names = Set.of(known);
    for (Iterator<String> it = node.fieldNames(); it.hasNext(); ) {
      String field = it.next();
      if (!names.contains(field)) {
        throw new InvalidSetting(key(field), "…", "there is no such setting");
      }
    }
  }

  String required(String field) throws InvalidSetting {
    String value = optional(field);
    if (value.isEmpty()) throw new InvalidSetting(key(field), "", "is needed");
    return value;
  }

  String optional(String field) throws InvalidSetting {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) return "";
    if (!value.isValueNode()) throw new InvalidSetting(key(field), "…", "must be one value");
    return value.asText();
  }

  int count(String field, int fallback) throws InvalidSetting {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) return fallback;
    if (!value.isInt() || value.intValue() < 1) {
      throw new InvalidSetting(key(field), value.asText(), "must be a whole number from 1");
    }
    return value.intValue();
  }

  List<String> list(String field) throws InvalidSetting {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) return List.of();
    if (!value.isArray()) throw new InvalidSetting(key(field), "…", "must be a list");
    List<String> all = new ArrayList<>();
    for (JsonNode one : value) all.add(one.asText());
    return List.copyOf(all);
  }
}
