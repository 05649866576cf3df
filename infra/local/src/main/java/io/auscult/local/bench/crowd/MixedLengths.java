package io.auscult.local.bench.crowd;

import java.util.Random;

/**
 * Lengths of the sessions of one client, one after the other: from 10 s to 10 min, each doubling of
 * the length as likely as any other, always the same for one client.
 */
public final class MixedLengths {
  private static final long SHORTEST_MS = 10_000;
  private static final long LONGEST_MS = 600_000;

  private final Random random;

  /** Of the client with this number. */
  public MixedLengths(int client) {
    this.random = new Random(client);
  }

  /**
   * The next session.
   *
   * @param leftMs what is left of the time; a session ends with it
   * @return 0 when there is no time left for another
   */
  public long next(long leftMs) {
    if (leftMs < SHORTEST_MS) return 0;
    double doublings = Math.log(LONGEST_MS / (double) SHORTEST_MS) * random.nextDouble();
    return Math.min(leftMs, Math.round(SHORTEST_MS * Math.exp(doublings)));
  }
}
