package io.auscult.local.bench.speakers;

/**
 * A stretch in which one speaker speaks, in milliseconds from the beginning of the recording.
 *
 * @throws IllegalArgumentException if it ends before it begins
 */
public record SpokenTurn(long startMs, long endMs, String speaker) {
  public SpokenTurn {
    if (endMs < startMs) {
      throw new IllegalArgumentException("a turn ends before it begins: " + startMs + ", " + endMs);
    }
  }
}
