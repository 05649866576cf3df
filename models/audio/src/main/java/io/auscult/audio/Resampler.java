package io.auscult.audio;

import java.util.Arrays;

/**
 * Mono audio of one rate to 16 kHz, in time: output sample m is the sound at m/16000 s of the
 * input, and n input samples become exactly ceil(n · 16000 / rate). The output is the same, bit for
 * bit, however the input is cut. Holds {@link FilterBank#half} input samples back (4 to 8 ms) until
 * {@link #finish}.
 */
final class Resampler {
  /** Output samples worked on at once: enough for vector instructions, few for the cache. */
  private static final int BLOCK = 512;

  /** Taps of one lane worked on at once; rows are whole groups. Eight are not made vectors of. */
  static final int GROUP = 4;

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
  private final float[][] later;
  private final float[] weights = new float[GROUP];
  private final int block;

  Resampler(int rate) {
    bank = FilterBank.of(rate);
    block = Math.max(BLOCK, (int) ((long) BLOCK * rate / Pcm.RATE));
    int capacity = 2 * bank.half + rate / Pcm.RATE + 1 + block;
    input = new float[capacity];
    output = new float[(int) ((long) capacity * bank.up / bank.down) + 2];
    lanes = new float[bank.isLaned() ? capacity + 2 * bank.down : 0];
    int run = bank.isLaned() ? capacity / bank.down + 2 * GROUP : 0;
    sums = new float[run];
    later = new float[GROUP][run];
    fill = bank.half - 1;
    first = -fill;
  }

  void feed(float[] samples, int count, PcmBuffer out) {
    taken += count;
    for (int at = 0; at < count; at += block) {
      int length = Math.min(block, count - at);
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
   * The same sums for few places, turned inside out. Outputs of the same place lie {@code down}
   * input samples apart, so with the input dealt out to {@code down} lanes a tap is one weight
   * times a run of neighbours, which the compiler makes vector instructions of; a sum over taps it
   * does not, nor a loop in which two arrays are read at different indexes. Hence the copies, each
   * a sample later than the one before, and Horner's scheme from the last taps to the first, which
   * moves the sums instead of the input. Three times faster than tap after tap.
   */
  private void sumLanes(int count) {
    int down = bank.down;
    int stride = fill / down + 1;
    for (int lane = 0; lane < down; lane++) {
      int to = lane * stride;
      for (int at = lane; at < fill; at += down) lanes[to++] = input[at];
    }
    Arrays.fill(output, 0, count, 0);
    for (int turn = 0; turn < Math.min(bank.up, count); turn++) {
      long scaled = (given + turn) * down;
      int start = (int) (scaled / bank.up - bank.half + 1 - first);
      float[] row = bank.rows[(int) (scaled % bank.up)];
      int length = (count - turn + bank.up - 1) / bank.up;
      for (int offset = 0; offset < down; offset++) {
        int lane = (start + offset) % down * stride + (start + offset) / down;
        sumLane(row, offset, lane, length);
        for (int i = 0, to = turn; i < length; i++, to += bank.up) output[to] += sums[i];
      }
    }
  }

  /**
   * Sums every {@code down}-th tap from {@code offset} on over the lane that begins at an index.
   */
  private void sumLane(float[] row, int offset, int lane, int length) {
    int step = GROUP * bank.down;
    int longest = length + row.length / bank.down - GROUP;
    for (int i = 0; i < GROUP; i++) System.arraycopy(lanes, lane + i, later[i], 0, longest);
    Arrays.fill(sums, 0, longest + GROUP, 0);
    int span = longest;
    for (int tap = row.length - step + offset; tap >= 0; tap -= step, span -= GROUP) {
      System.arraycopy(sums, GROUP, sums, 0, span);
      for (int i = 0; i < GROUP; i++) weights[i] = row[tap + i * bank.down];
      addGroup(sums, span, later, weights);
    }
  }

  private static void addGroup(float[] sums, int length, float[][] x, float[] weights) {
    float[] x0 = x[0];
    float[] x1 = x[1];
    float[] x2 = x[2];
    float[] x3 = x[3];
    float a = weights[0];
    float b = weights[1];
    float c = weights[2];
    float d = weights[3];
    for (int i = 0; i < length; i++) {
      sums[i] += (a * x0[i] + b * x1[i]) + (c * x2[i] + d * x3[i]);
    }
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
