package io.auscult.transcription.segment;

/** How far the voices of a stream stand out from its background. */
final class SignalToNoise {
  private static final float VOICE = 0.8f;
  private static final float BACKGROUND = 0.3f;
  private static final int FEWEST_FRAMES = 4;

  private SignalToNoise() {}

  /**
   * Mean power of the frames that are surely voice over that of the frames that surely are not, in
   * decibels, over all audio that is kept; infinite where there is too little of either. The
   * recordings of {@code eval/asr} have 17 dB or more for nine of ten clean and telephone clips and
   * 18 dB or less for nine of ten noisy ones.
   */
  static double decibels(StreamAudio audio) {
    double voice = 0;
    double background = 0;
    int voiced = 0;
    int silent = 0;
    for (long at = audio.start; at < audio.judged(); at += StreamAudio.FRAME) {
      float p = audio.speechAt(at);
      if (p > VOICE) {
        voice += audio.energyAt(at);
        voiced++;
      } else if (p < BACKGROUND) {
        background += audio.energyAt(at);
        silent++;
      }
    }
    if (voiced < FEWEST_FRAMES || silent < FEWEST_FRAMES) return Double.POSITIVE_INFINITY;
    // Digital silence has no power at all: one quantisation step keeps the ratio finite.
    return 10 * Math.log10((voice / voiced) / (background / silent + 1));
  }
}
