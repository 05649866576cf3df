package io.auscult.gateway.dialect;

import java.util.ArrayList;
import java.util.List;

/** Terms that a client expects to hear ({@code ?vocabulary=a,b}). */
public final class Vocabulary {
  /** More terms are passed over. */
  public static final int MAX_TERMS = 500;

  /** Longer ones are passed over. */
  public static final int MAX_TERM_CHARS = 100;

  private Vocabulary() {}

  /** The terms of a request, in its order; empty: none. */
  public static List<String> of(UpgradeRequest request) {
    List<String> terms = new ArrayList<>();
    for (String term : request.parameter("vocabulary").orElse("").split(",")) {
      String clean = term.strip();
      if (clean.isEmpty() || clean.length() > MAX_TERM_CHARS) continue;
      if (terms.size() < MAX_TERMS) terms.add(clean);
    }
    return terms;
  }
}
