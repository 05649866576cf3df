package io.auscult.speech.speakers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Voices that nobody has: windows of one lie at a cosine of some 0.85 to each other, of two at
 * 0.45, as those of the encoder do.
 */
final class MadeVoices {
  static final int DIMENSION = 64;

  private final Random random = new Random(11);
  private long clock;

  /** An utterance in which each {@code speaker, cells} pair speaks in turn, after a pause. */
  List<VoiceCell> utterance(double pauseSeconds, int... speakersAndCells) {
    clock += (long) (pauseSeconds * 16_000);
    List<VoiceCell> cells = new ArrayList<>();
    for (int i = 0; i < speakersAndCells.length; i += 2) {
      for (int c = 0; c < speakersAndCells[i + 1]; c++) {
        cells.add(new VoiceCell(clock, clock + Voiceprints.CELL, window(speakersAndCells[i])));
        clock += Voiceprints.CELL;
      }
    }
    return cells;
  }

  /** Seconds since the beginning. */
  long seconds() {
    return clock / 16_000;
  }

  private float[] window(int speaker) {
    Random own = new Random(1000 + speaker);
    float[] v = new float[DIMENSION];
    double common = 0.67;
    double special = 0.57;
    double noise = 0.35;
    for (int i = 0; i < DIMENSION; i++) {
      v[i] =
          (float)
              ((common + special * own.nextGaussian() + noise * random.nextGaussian())
                  / Math.sqrt(DIMENSION));
    }
    return Vectors.normalise(v);
  }
}
