package io.auscult.audio;

import java.util.Arrays;

/**
 * Mono audio of one rate to 16 kHz, in time: output sample m is the sound at m/16000 s of the
 * input, and n input samples become exactly ceil(n · 16000 / rate). The output is the same, bit for
 * bit, however the input is cut. Holds {@link FilterBank#half} input samples back (4 to 8 ms) until
 * {@link #finish}.
 */
final class Resampler {
  /**
   * Input samples worked on at once: enough for vector instructions, small enough for the cache.
   */
  private static final int BLOCK = 4_096;

  private final FilterBank bank;

  /** Input from sample number {@code first} on, {@code fill} of them. */
  private final float[] input;

  private long first;
  private int fill;

  /** Input samples taken, and output samples given. */
  private long taken;

  private long given;

  private final float[] output;
  private final float[] lanes;
  private final float[] sums;

  Resampler(int rate) {
    bank = FilterBank.of(rate);
    int capacity = 2 * bank.half + bank.down + BLOCK;
    input = new float[capacity];
    output = new float[(int) ((long) capacity * bank.up / bank.down) + 2];
    lanes = new float[bank.isLaned() ? capacity + 2 * bank.down : 0];
    sums = new float[bank.isLaned() ? output.length : 0];
    fill = bank.half - 1;
    first = -fill;
  }

  void feed(float[] samples, int count, PcmBuffer out) {
    taken += count;
    for (int at = 0; at < count; at += BLOCK) {
      int length = Math.min(BLOCK, count - at);
      System.arraycopy(samples, at, input, fill, length);
      fill += length;
      advance(Long.MAX_VALUE, out);
    }
  }

  /** What is still held; the input is taken to be silent after its end. */
  void finish(PcmBuffer out) {
    long total = ceilDiv(taken * bank.up, bank.down);
    Arrays.fill(input, fill, fill + bank.half, 0);
    fill += bank.half;
    advance(total, out);
  }

  private void advance(long total, PcmBuffer out) {
    long complete = first + fill - bank.half;
    if (complete <= 0) return;
    long end = Math.min(total, ceilDiv(complete * bank.up, bank.down));
    int count = (int) (end - given);
    if (count <= 0) return;
    if (bank.isLaned()) {
      sumLanes(count);
    } else {
      for (int i = 0; i < count; i++) output[i] = sumAt(given + i);
    }
    out.put(output, count);
    given = end;
    int stale = (int) (given * bank.down / bank.up - bank.half + 1 - first);
    System.arraycopy(input, stale, input, 0, fill - stale);
    fill -= stale;
    first += stale;
  }

  private float sumAt(long number) {
    long scaled = number * bank.down;
    int start = (int) (scaled / bank.up - bank.half + 1 - first);
    long place = scaled % bank.up * bank.places;
    int row = (int) (place / bank.up);
    float low = dot(bank.rows[row], start);
    long rest = place % bank.up;
    if (rest == 0) return low;
    return low + (dot(bank.rows[row + 1], start) - low) * ((float) rest / bank.up);
  }

  /** Four sums at once, because one would wait for each addition. */
  private float dot(float[] row, int start) {
    float[] x = input;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int tap = 0;
    for (; tap + 3 < row.length; tap += 4) {
      int at = start + tap;
      a += row[tap] * x[at];
      b += row[tap + 1] * x[at + 1];
      c += row[tap + 2] * x[at + 2];
      d += row[tap + 3] * x[at + 3];
    }
    for (; tap < row.length; tap++) a += row[tap] * x[start + tap];
    return (a + b) + (c + d);
  }

  /**
   * The same sums for few places, turned inside out: outputs of the same place lie {@code down}
   * input samples apart, so with the input dealt out to {@code down} lanes each tap is one weight
   * times a run of neighbours, which the compiler turns into vector instructions (a sum over taps
   * it does not).
   */
  private void sumLanes(int count) {
    int down = bank.down;
    int stride = fill / down + 1;
    for (int lane = 0; lane < down; lane++) {
      int to = lane * stride;
      for (int at = lane; at < fill; at += down) lanes[to++] = input[at];
    }
    for (int turn = 0; turn < Math.min(bank.up, count); turn++) {
      long scaled = (given + turn) * down;
      int start = (int) (scaled / bank.up - bank.half + 1 - first);
      float[] row = bank.rows[(int) (scaled % bank.up)];
      int length = (count - turn + bank.up - 1) / bank.up;
      Arrays.fill(sums, 0, length, 0);
      for (int offset = 0; offset < down; offset++) {
        int lane = (start + offset) % down * stride + (start + offset) / down;
        // the bank rounds its rows to whole groups of four taps in each lane
        for (int tap = offset; tap < row.length; tap += 4 * down, lane += 4) {
          float a = row[tap];
          float b = row[tap + down];
          float c = row[tap + 2 * down];
          float d = row[tap + 3 * down];
          addFour(sums, length, lanes, lane, a, b, c, d);
        }
      }
      for (int i = 0, to = turn; i < length; i++, to += bank.up) output[to] = sums[i];
    }
  }

  private static void addFour(
      float[] sums, int length, float[] x, int at, float a, float b, float c, float d) {
    int second = at + 1;
    int third = at + 2;
    int fourth = at + 3;
    for (int i = 0; i < length; i++) {
      sums[i] += (a * x[at + i] + b * x[second + i]) + (c * x[third + i] + d * x[fourth + i]);
    }
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
