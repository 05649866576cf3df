package io.auscult.transcription.segment;

/**
 * How much the voice activity detector's answers over a stretch speak for a voice.
 *
 * <p>Measured on {@code eval/asr} (keywords, misc) and {@code eval/noise}: speech has a mean of
 * 0.75 or more and three surest frames in a row, noise and music a mean of 0.69 at most; words of
 * under half a second have a frame of 0.97 or more, knocks and hums of that length 0.82 at most.
 *
 * @param mean probability over all frames, 0 to 1
 * @param peak the highest of them
 * @param surestRun frames of 0.9 or more in a row, the longest
 * @param frames how many there are
 */
record Evidence(float mean, float peak, int surestRun, int frames) {
  private static final float SURE_FRAME = 0.9f;
  private static final float SURE_MEAN = 0.7f;
  private static final int SURE_RUN = 3;
  private static final int SHORT_FRAMES = 500 / 32;

  /** What was judged between two positions, whole frames. */
  static Evidence of(StreamAudio audio, long from, long to) {
    float sum = 0;
    float peak = 0;
    int run = 0;
    int longest = 0;
    int frames = 0;
    for (long at = from; at < Math.min(to, audio.judged()); at += StreamAudio.FRAME) {
      float p = audio.speechAt(at);
      sum += p;
      peak = Math.max(peak, p);
      run = p >= SURE_FRAME ? run + 1 : 0;
      longest = Math.max(longest, run);
      frames++;
    }
    return new Evidence(frames == 0 ? 0 : sum / frames, peak, longest, frames);
  }

  /** There is no doubt that somebody speaks. */
  boolean sure() {
    return mean >= SURE_MEAN && surestRun >= SURE_RUN;
  }

  /** So short and so unsure that it is no word. */
  boolean noWord() {
    return frames < SHORT_FRAMES && peak < SURE_FRAME;
  }
}
