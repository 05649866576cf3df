package io.auscult.local.bench.corpus;

/** A stretch of speech in a recording, in milliseconds from its beginning. */
public record Span(long startMs, long endMs) {
  Span shifted(long byMs) {
    return new Span(startMs + byMs, endMs + byMs);
  }
}
