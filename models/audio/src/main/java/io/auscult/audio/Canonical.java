package io.auscult.audio;

/** Whole frames of one format to 16 kHz mono s16le: decode, mix both channels, resample. */
final class Canonical {
  private static final int BLOCK = 2_048;

  private final SampleFormat format;
  private final Resampler resampler;
  private final float[] decoded;

  Canonical(SampleFormat format) {
    this.format = format;
    resampler = format.rate() == Pcm.RATE ? null : new Resampler(format.rate());
    decoded = new float[format.isCanonical() ? 0 : BLOCK * format.channels()];
  }

  void feed(byte[] in, int from, int length, PcmBuffer out) {
    if (format.isCanonical()) {
      out.put(in, from, length);
      return;
    }
    int frames = length / format.frameBytes();
    for (int done = 0; done < frames; done += BLOCK) {
      int count = Math.min(BLOCK, frames - done);
      int at = from + done * format.frameBytes();
      format.encoding().decode(in, at, count * format.channels(), decoded);
      if (format.channels() == 2) mix(count);
      if (resampler == null) {
        out.put(decoded, count);
      } else {
        resampler.feed(decoded, count, out);
      }
    }
  }

  void finish(PcmBuffer out) {
    if (resampler != null) resampler.finish(out);
  }

  private void mix(int count) {
    for (int i = 0; i < count; i++) decoded[i] = (decoded[2 * i] + decoded[2 * i + 1]) / 2;
  }
}
