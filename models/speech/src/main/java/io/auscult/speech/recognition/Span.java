package io.auscult.speech.recognition;

/** The samples from {@code start} up to, not including, {@code end}. */
public record Span(int start, int end) {
  /** Refuses a span that ends before it starts or starts before the audio. */
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("A span cannot go from " + start + " to " + end);
    }
  }

  /** How many samples. */
  public int length() {
    return end - start;
  }
}
