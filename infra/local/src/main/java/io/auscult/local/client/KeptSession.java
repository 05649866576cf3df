package io.auscult.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A session as {@code GET /v1/sessions/{id}} has it.
 *
 * @param state as {@code completed}
 * @param items all final
 * @param transcript the items as they came, with everything in them
 */
public record KeptSession(
    String state, List<LiveItem> items, Optional<LiveNote> note, JsonNode transcript) {
  public KeptSession {
    items = List.copyOf(items);
  }

  @Override
  public String toString() {
    return "KeptSession[" + state + ", " + items.size() + " items]";
  }
}
