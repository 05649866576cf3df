package io.auscult.notes;

/** A piece of a text: {@code from} inclusive, {@code to} exclusive, in chars. */
record Span(int from, int to) {
  String in(String text) {
    return text.substring(from, to);
  }
}
