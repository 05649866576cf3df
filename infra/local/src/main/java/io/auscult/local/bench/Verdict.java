package io.auscult.local.bench;

/** How a table says whether a target of the issue is met. */
final class Verdict {
  private Verdict() {}

  /** To be put behind a figure. */
  static String of(boolean met, String target) {
    return "  [target: " + target + ": " + (met ? "met" : "NOT MET") + "]";
  }
}
