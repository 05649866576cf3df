package io.auscult.speech.store;

/** Where the store says what it is doing, one line at a time, for a person who waits. */
@FunctionalInterface
public interface Progress {
  /** Takes a line without a line feed. */
  void say(String line);

  /** Says nothing. */
  static Progress silent() {
    return line -> {};
  }
}
