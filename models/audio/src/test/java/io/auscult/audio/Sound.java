package io.auscult.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Sounds, what an intake makes of them, and how to measure that. */
final class Sound {
  private Sound() {}

  static short[] tone(double hz, int rate, double amplitude, int samples) {
    short[] tone = new short[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hz * i / rate));
    }
    return tone;
  }

  /** Something like speech: a few tones below 3 kHz that come and go, and a little noise. */
  static short[] babble(int rate, int samples, long seed) {
    Random random = new Random(seed);
    short[] sound = new short[samples];
    for (int i = 0; i < samples; i++) {
      double t = (double) i / rate;
      double value = 0;
      for (int k = 1; k <= 5; k++) {
        value += Math.sin(2 * Math.PI * 523.3 * k * t + k) * (1 + Math.sin(2 * Math.PI * k * t));
      }
      sound[i] = (short) (value * 2_000 + random.nextGaussian() * 20);
    }
    return sound;
  }

  /** All that comes out when these frames go in; fails on a refusal. */
  static byte[] through(AudioIntake intake, List<byte[]> frames) {
    PcmBuffer all = new PcmBuffer(1_024);
    for (byte[] frame : frames) {
      Intake taken = intake.accept(frame);
      if (!(taken instanceof Intake.Pcm pcm)) throw new AssertionError(taken);
      all.put(pcm.s16le16k(), 0, pcm.s16le16k().length);
    }
    byte[] rest = intake.finish();
    all.put(rest, 0, rest.length);
    return all.toBytes();
  }

  static byte[] through(int rate, byte[]... frames) {
    return through(AudioIntake.pcm(rate), List.of(frames));
  }

  /** The bytes cut at random into frames of 0 to {@code longest} bytes. */
  static List<byte[]> cut(byte[] bytes, int longest, Random random) {
    List<byte[]> frames = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, random.nextInt(longest + 1));
      frames.add(Arrays.copyOfRange(bytes, at, at + length));
      at += length;
    }
    return frames;
  }

  static byte[] from(byte[] bytes, int at) {
    return Arrays.copyOfRange(bytes, at, bytes.length);
  }

  /** Amplitude and phase (of a sine) at a frequency of the samples' middle, Hann-windowed. */
  static double[] measure(short[] samples, double hz, int rate, int from, int to) {
    double re = 0;
    double im = 0;
    double weight = 0;
    for (int i = from; i < to; i++) {
      double w = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i - from) / (to - from));
      re += w * samples[i] * Math.sin(2 * Math.PI * hz * i / rate);
      im += w * samples[i] * Math.cos(2 * Math.PI * hz * i / rate);
      weight += w;
    }
    return new double[] {2 * Math.hypot(re, im) / weight, Math.atan2(im, re)};
  }

  static double rms(short[] samples, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) sum += (double) samples[i] * samples[i];
    return Math.sqrt(sum / (to - from));
  }
}
