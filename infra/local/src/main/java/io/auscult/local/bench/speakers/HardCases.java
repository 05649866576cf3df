package io.auscult.local.bench.speakers;

import io.auscult.local.bench.corpus.EvalSet;
import io.auscult.local.bench.speakers.HardCase.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes the five hard cases of telling speakers apart from the clean clips of the evaluation data:
 * real voices, made conversations. The same seed makes the same samples.
 */
public final class HardCases {
  /** Sessions of each kind. */
  public static final int EACH = 4;

  private static final double SECONDS = 120;

  private final Phrases phrases;

  private HardCases(Phrases phrases) {
    this.phrases = phrases;
  }

  /**
   * All of them, {@link #EACH} of a kind, two minutes each.
   *
   * @param eval folder of the evaluation data
   * @param seed 0 for the figures of the docs; others for those who tune
   * @throws IOException if the clean clips cannot be read
   */
  public static List<HardCase> make(Path eval, long seed) throws IOException {
    HardCases cases = new HardCases(Phrases.of(EvalSet.read(eval, "clean")));
    List<HardCase> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < EACH; i++) {
        all.add(cases.one(kind, i, new Random(1000 * seed + 10L * kind.ordinal() + i)));
      }
    }
    return all;
  }

  private HardCase one(Kind kind, int number, Random random) {
    List<String> voices = voices(kind, number, random);
    List<String> readings = voices.stream().map(v -> phrases.anyReading(v, random)).toList();
    Canvas canvas = new Canvas(SECONDS, random);
    int before = 0;
    int turns = 0;
    while (!canvas.full()) {
      int voice = next(kind, voices.size(), before, turns, random);
      double length = length(kind, voice, random);
      Phrases.Phrase phrase = phrases.any(voices.get(voice), readings.get(voice), length, random);
      canvas.say(voices.get(voice), phrase, pause(kind, voice == before, random));
      before = voice;
      turns++;
    }
    short[] pcm = canvas.pcm();
    String name = kind.name().toLowerCase(Locale.ROOT) + "_" + number;
    return new HardCase(
        kind, name, kind == Kind.TELEPHONE ? Telephone.through(pcm) : pcm, canvas.turns());
  }

  private List<String> voices(Kind kind, int number, Random random) {
    String sex = number % 2 == 0 ? "F" : "M";
    List<String> some =
        new ArrayList<>(kind == Kind.TELEPHONE ? phrases.speakers(sex) : phrases.speakers());
    Collections.shuffle(some, random);
    return some.subList(0, kind == Kind.MANY_VOICES ? 3 + number % 2 : 2);
  }

  private static int next(Kind kind, int voices, int before, int turns, Random random) {
    if (turns == 0) return 0;
    if (kind == Kind.HARDLY_SPEAKS) return before == 0 && random.nextInt(6) == 0 ? 1 : 0;
    if (random.nextInt(6) == 0) return before;
    return (before + 1 + random.nextInt(voices - 1)) % voices;
  }

  private static double length(Kind kind, int voice, Random random) {
    boolean brief =
        kind == Kind.SHORT_TURNS
            ? random.nextBoolean()
            : kind != Kind.HARDLY_SPEAKS && random.nextInt(8) == 0;
    if (brief) return 0.35 + 0.55 * random.nextDouble();
    if (kind == Kind.HARDLY_SPEAKS && voice == 1) return 0.8 + 1.4 * random.nextDouble();
    if (kind == Kind.SHORT_TURNS) return 1 + 2 * random.nextDouble();
    return 1.2 + 4.8 * random.nextDouble();
  }

  /** Seconds from the end of the turn before; below 0: into it. */
  private static double pause(Kind kind, boolean same, Random random) {
    if (same) return 0.3 + 0.7 * random.nextDouble();
    int overlaps = kind == Kind.OVERLAP ? 2 : 10;
    double into = kind == Kind.OVERLAP ? 1.2 : 0.4;
    if (random.nextInt(overlaps) == 0) return -into * (0.3 + 0.7 * random.nextDouble());
    return 0.05 + 0.65 * random.nextDouble();
  }
}
