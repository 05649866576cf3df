package io.auscult.audio;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights that turn one rate into 16 kHz: a sinc under a Kaiser window, one row for each place
 * an output sample can have between two input samples.
 *
 * <p>With N the lower of both rates' half: flat up to 0.9 N, at least 90 dB down from N on, so that
 * nothing folds back into speech. Every row sums to one. Rows are as many as there are places
 * ({@code up}) while the table stays small; for odd ratios they are a grid fine enough that a
 * straight line between two rows is more than 100 dB from the truth. A table never exceeds 320 KB,
 * whatever rate a client's header claims.
 */
final class FilterBank {
  private static final double STOP_BAND_DB = 96;
  private static final double PASS_EDGE = 0.9;
  private static final int LARGEST_TABLE = 80_000;

  /** Error of a straight line is about (pi f / n)^2 / 8; 512 rows at f = 1 give 106 dB. */
  private static final int GRID = 512;

  /** Up to this many places the work is laid out for vector instructions, see Resampler. */
  private static final int FEW = 4;

  private static final int REMEMBERED = 24;
  private static final Map<Integer, FilterBank> RECENT =
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, FilterBank> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Output samples for each {@code down} input samples. */
  final int up;

  final int down;

  /** Input samples on each side of an output sample. */
  final int half;

  /** Places from one input sample to the next. */
  final int places;

  /** One row for each place, and one more for the place of the next input sample. */
  final float[][] rows;

  private FilterBank(int rate) {
    int common = gcd(rate, Pcm.RATE);
    up = Pcm.RATE / common;
    down = rate / common;
    double nyquist = Math.min(rate, Pcm.RATE) / 2.0 / rate;
    double width = 2 * Math.PI * nyquist * (1 - PASS_EDGE);
    int needed = (int) Math.ceil((STOP_BAND_DB - 7.95) / (2.285 * width) / 2);
    half = isLaned() ? roundUp(needed, Resampler.GROUP / 2 * down) : needed;
    boolean exact = isLaned() || (long) up * 2 * half <= LARGEST_TABLE;
    places = exact ? up : (int) Math.ceil(GRID * 2 * nyquist);
    rows = new float[places + 1][];
    double cutoff = nyquist * (1 + PASS_EDGE) / 2;
    for (int place = 0; place <= places; place++) {
      rows[place] = row((double) place / places, cutoff, half);
    }
  }

  /** The bank for a rate in Hz, from 8000 to 192000 and not 16000. */
  static FilterBank of(int rate) {
    synchronized (RECENT) {
      return RECENT.computeIfAbsent(rate, FilterBank::new);
    }
  }

  boolean isLaned() {
    return up <= FEW;
  }

  private static float[] row(double place, double cutoff, int half) {
    double[] weights = new double[2 * half];
    double sum = 0;
    for (int tap = 0; tap < weights.length; tap++) {
      double distance = tap - half + 1 - place;
      weights[tap] = sinc(2 * cutoff * distance) * kaiser(distance / half);
      sum += weights[tap];
    }
    float[] row = new float[weights.length];
    for (int tap = 0; tap < row.length; tap++) row[tap] = (float) (weights[tap] / sum);
    return row;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double kaiser(double x) {
    double beta = 0.1102 * (STOP_BAND_DB - 8.7);
    return bessel(beta * Math.sqrt(Math.max(0, 1 - x * x))) / bessel(beta);
  }

  /** The modified Bessel function of order zero, by its series. */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-12; k++) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  private static int roundUp(int value, int step) {
    return (value + step - 1) / step * step;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
