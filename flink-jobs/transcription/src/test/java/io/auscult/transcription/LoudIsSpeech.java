package io.auscult.transcription;

import io.auscult.transcription.segment.Detector;
import io.auscult.transcription.segment.StreamAudio;

/** A detector for tests: whatever is loud is speech. */
public final class LoudIsSpeech implements Detector {
  public static final Detector.Factory FACTORY = LoudIsSpeech::new;

  @Override
  public float[] freshState() {
    return new float[1];
  }

  @Override
  public float speech(float[] state, short[] samples, int offset) {
    long sum = 0;
    for (int i = offset; i < offset + StreamAudio.FRAME; i++) sum += Math.abs(samples[i]);
    return sum / StreamAudio.FRAME > 100 ? 0.95f : 0.01f;
  }

  @Override
  public void close() {}
}
