package io.auscult.local.bench.speakers;

import java.util.List;

/**
 * A made session of a kind that is hard for whoever tells speakers apart.
 *
 * @param pcm 16 kHz mono
 * @param reference who speaks when; pauses of 0.3 s or more within a turn are none of it
 */
public record HardCase(Kind kind, String name, short[] pcm, List<SpokenTurn> reference) {
  /** What makes it hard. */
  public enum Kind {
    /** Two voices of one sex through a telephone: band and mu-law bring them close together. */
    TELEPHONE,
    /** Two voices that speak into each other's turns. */
    OVERLAP,
    /** Two voices, half of the turns under a second. */
    SHORT_TURNS,
    /** Three or four voices. */
    MANY_VOICES,
    /** Two voices, one of which says some seconds in all. */
    HARDLY_SPEAKS
  }

  /** How many speak. */
  public int speakers() {
    return (int) reference.stream().map(SpokenTurn::speaker).distinct().count();
  }
}
