package io.auscult.speech.speakers;

import java.util.ArrayList;
import java.util.List;

/**
 * Which stretches of an utterance the encoder listens to: cells on a fixed grid from the first
 * voiced sample, each with a window centred on it and moved inside what is there. A window that
 * lies wholly in what is spoken already is the same for every later end of the utterance, so that
 * its vector can be computed while somebody still speaks; cells at the end share one window.
 */
public final class Voiceprints {
  /** Samples of a cell: 0.4 s. */
  public static final int CELL = 6_400;

  /** Samples of a window, 1.6 s: what the network was trained on. */
  public static final int WINDOW = 25_600;

  /** The shortest window that the network takes: 25 ms. */
  public static final int SHORTEST = 400;

  /** Samples of a frame of the network. Windows that are shorter than full are whole frames. */
  private static final int FRAME = 160;

  private Voiceprints() {}

  /**
   * The cells of what is voiced between two positions; none if that is shorter than the encoder
   * takes. The last cell takes the remainder, so that none is shorter than half a cell.
   *
   * @param voicedFrom first voiced sample
   * @param voicedTo behind the last voiced sample so far
   */
  public static List<Cell> plan(long voicedFrom, long voicedTo) {
    long length = voicedTo - voicedFrom;
    if (length < SHORTEST) return List.of();
    long cells = Math.max(1, (length + CELL / 2) / CELL);
    List<Cell> plan = new ArrayList<>();
    for (long i = 0; i < cells; i++) {
      long from = voicedFrom + i * CELL;
      long to = i == cells - 1 ? voicedTo : from + CELL;
      // The grid's middle, not the cell's: a last cell that is longer must not move its window.
      plan.add(windowed(from, to, from + CELL / 2, voicedFrom, voicedTo));
    }
    return plan;
  }

  private static Cell windowed(long from, long to, long middle, long first, long end) {
    if (end - first < WINDOW) {
      return new Cell(from, to, first, end - (end - first) % FRAME);
    }
    long start = Math.min(Math.max(middle - WINDOW / 2, first), end - WINDOW);
    return new Cell(from, to, start, start + WINDOW);
  }
}
