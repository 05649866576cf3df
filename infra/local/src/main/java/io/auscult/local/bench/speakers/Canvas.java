package io.auscult.local.bench.speakers;

import io.auscult.local.bench.corpus.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A conversation under construction: phrases mixed onto the noise of a quiet room. */
final class Canvas {
  private static final int SAMPLES_PER_MS = 16;

  /** About -66 dBFS: digital silence would make the voice activity detector's work too easy. */
  private static final double ROOM = 16;

  private static final long LEAD_MS = 500;

  private final int[] samples;
  private final Random random;
  private final List<SpokenTurn> turns = new ArrayList<>();
  private final Map<String, Double> gains = new HashMap<>();
  private long atMs = LEAD_MS;
  private boolean full;

  Canvas(double seconds, Random random) {
    this.samples = new int[(int) (seconds * 1000) * SAMPLES_PER_MS];
    this.random = random;
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (int) Math.round(random.nextGaussian() * ROOM);
    }
  }

  /** Whether the last phrase did not fit any more. */
  boolean full() {
    return full;
  }

  /**
   * Mixes a phrase in.
   *
   * @param pause seconds from the end of what was said before; below 0: into it
   */
  void say(String speaker, Phrases.Phrase phrase, double pause) {
    long startMs = Math.max(LEAD_MS, atMs + Math.round(pause * 1000));
    int start = (int) startMs * SAMPLES_PER_MS;
    if (start + phrase.pcm().length > samples.length) {
      full = true;
      return;
    }
    // Everybody sits where they sit: within 3 dB of each other, for the whole session.
    double gain =
        gains.computeIfAbsent(speaker, s -> Math.pow(10, (random.nextDouble() * 6 - 3) / 20));
    for (int i = 0; i < phrase.pcm().length; i++) {
      samples[start + i] += (int) Math.round(gain * phrase.pcm()[i]);
    }
    for (Span s : phrase.speech()) {
      turns.add(new SpokenTurn(startMs + s.startMs(), startMs + s.endMs(), speaker));
      atMs = Math.max(atMs, startMs + s.endMs());
    }
  }

  List<SpokenTurn> turns() {
    return turns.stream().sorted(Comparator.comparingLong(SpokenTurn::startMs)).toList();
  }

  short[] pcm() {
    short[] pcm = new short[samples.length];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, samples[i]));
    }
    return pcm;
  }
}
