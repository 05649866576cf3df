package io.auscult.local.bench.crowd;

import java.io.IOException;
import java.util.OptionalInt;

/** The largest number that still goes well, found by halving what is not known. */
public final class CapacitySearch {
  private int works;
  private int fails;

  /**
   * Between two numbers, of which nothing is known yet.
   *
   * @param from the smallest that is tried
   * @param to the largest that is tried
   */
  public CapacitySearch(int from, int to) {
    if (from < 1 || to < from) throw new IllegalArgumentException("from " + from + " to " + to);
    this.works = from - 1;
    this.fails = to + 1;
  }

  /** Whether so many go well. */
  @FunctionalInterface
  public interface Trial {
    boolean goesWell(int number) throws IOException, InterruptedException;
  }

  /** What to try next; empty when it is known. */
  public OptionalInt next() {
    return fails - works > 1 ? OptionalInt.of((works + fails) / 2) : OptionalInt.empty();
  }

  /** What came of a trial. */
  public void tried(int number, boolean wentWell) {
    if (wentWell) works = Math.max(works, number);
    else fails = Math.min(fails, number);
  }

  /** The largest number that went well; one below the smallest where none did. */
  public int most() {
    return works;
  }

  /** Tries until it is known. */
  public int run(Trial trial) throws IOException, InterruptedException {
    for (OptionalInt next = next(); next.isPresent(); next = next()) {
      tried(next.getAsInt(), trial.goesWell(next.getAsInt()));
    }
    return most();
  }
}
