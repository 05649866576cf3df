package io.auscult.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One word of an item.
 *
 * @param text as written, with its punctuation
 * @param startMs milliseconds from the beginning of the session's audio
 * @param endMs never before {@code startMs}
 * @param confidence 0 to 1
 * @param heard what the recogniser heard where a vocabulary changed it; empty otherwise
 * @param alternatives rivals of an uncertain word; empty otherwise
 */
public record Word(
    String text,
    @JsonProperty("start_ms") long startMs,
    @JsonProperty("end_ms") long endMs,
    double confidence,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String heard,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> alternatives) {
  public Word {
    heard = heard == null ? "" : heard;
    alternatives = alternatives == null ? List.of() : List.copyOf(alternatives);
  }

  /** A word that no vocabulary touched. */
  public Word(String text, long startMs, long endMs, double confidence) {
    this(text, startMs, endMs, confidence, "", List.of());
  }

  @Override
  public String toString() {
    return "Word[" + startMs + "-" + endMs + "]";
  }
}
