package io.auscult.local.bench.speakers;

/** A telephone line: 300 to 3400 Hz, 8 kHz, eight bits of mu-law, then 16 kHz again. */
final class Telephone {
  private static final double LOW_HZ = 300;
  private static final double HIGH_HZ = 3_400;
  private static final double RATE_HZ = 16_000;
  private static final int TAPS = 401;
  private static final double MU = 255;
  private static final double STEPS = 127;

  private Telephone() {}

  static short[] through(short[] pcm) {
    double[] band = filtered(samples(pcm), bandPass(LOW_HZ, HIGH_HZ));
    for (int i = 0; i < band.length; i++) {
      // Every other sample is 8 kHz; twice as large, since the empty ones take half of the level.
      band[i] = i % 2 == 0 ? 2 * muLaw(band[i]) : 0;
    }
    double[] line = filtered(band, bandPass(0, HIGH_HZ + 300));
    short[] out = new short[line.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, line[i] * 32_768));
    }
    return out;
  }

  /** What is left of a sample of -1 to 1 after eight bits of mu-law. */
  private static double muLaw(double sample) {
    double level = Math.log1p(MU * Math.min(1, Math.abs(sample))) / Math.log1p(MU);
    double step = Math.round(level * STEPS) / STEPS;
    return Math.signum(sample) * Math.expm1(step * Math.log1p(MU)) / MU;
  }

  private static double[] samples(short[] pcm) {
    double[] samples = new double[pcm.length];
    for (int i = 0; i < pcm.length; i++) samples[i] = pcm[i] / 32_768.0;
    return samples;
  }

  /** A windowed sinc (Hamming). */
  private static double[] bandPass(double low, double high) {
    double[] taps = new double[TAPS];
    for (int i = 0; i < TAPS; i++) {
      int n = i - TAPS / 2;
      double window = 0.54 + 0.46 * Math.cos(2 * Math.PI * n / (TAPS - 1));
      taps[i] = window * (sinc(high, n) - sinc(low, n));
    }
    return taps;
  }

  private static double sinc(double hz, int n) {
    double f = 2 * hz / RATE_HZ;
    return n == 0 ? f : Math.sin(Math.PI * f * n) / (Math.PI * n);
  }

  private static double[] filtered(double[] in, double[] taps) {
    double[] out = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      int from = Math.max(0, i + taps.length / 2 - in.length + 1);
      int to = Math.min(taps.length, i + taps.length / 2 + 1);
      double sum = 0;
      for (int t = from; t < to; t++) sum += taps[t] * in[i + taps.length / 2 - t];
      out[i] = sum;
    }
    return out;
  }
}
