package io.auscult.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The silence warnings of one Sahl session as its client saw them. Thread-safe. */
final class SilenceWarnings {
  private static final String SILENCE = "1007";

  private record Warning(String id, long atNanos) {}

  /**
   * @param warnings how many came
   * @param afterS from the moment since when nobody spoke to the first; NaN: none came
   * @param repeatedAfterS from the first to the second; NaN: there was none
   * @param sameId all have one id
   */
  record Seen(int warnings, double afterS, double repeatedAfterS, boolean sameId) {}

  private final List<Warning> warnings = new ArrayList<>();

  /** Any frame. */
  synchronized void heard(JsonNode frame, long atNanos) {
    boolean silence =
        frame.path("object").asText().equals("warning_message")
            && frame.path("code").asText().equals(SILENCE);
    if (silence) warnings.add(new Warning(frame.path("id").asText(), atNanos));
  }

  /**
   * What came from this moment on.
   *
   * @param silentNanos since when nobody speaks
   */
  synchronized Seen since(long silentNanos) {
    List<Warning> after = warnings.stream().filter(w -> w.atNanos >= silentNanos).toList();
    return new Seen(
        after.size(),
        after.isEmpty() ? Double.NaN : (after.get(0).atNanos - silentNanos) / 1e9,
        after.size() < 2 ? Double.NaN : (after.get(1).atNanos - after.get(0).atNanos) / 1e9,
        after.stream().map(Warning::id).distinct().count() <= 1);
  }
}
