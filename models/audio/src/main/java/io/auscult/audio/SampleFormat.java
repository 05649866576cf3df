package io.auscult.audio;

/**
 * What the bytes of a stream mean.
 *
 * @param channels 1 or 2, interleaved
 * @param rate samples a second of one channel, in Hz
 */
record SampleFormat(Encoding encoding, int channels, int rate) {
  static final int LOWEST_RATE = 8_000;
  static final int HIGHEST_RATE = 192_000;

  /** Bytes of one sample of every channel. */
  int frameBytes() {
    return channels * encoding.width;
  }

  boolean isCanonical() {
    return encoding == Encoding.S16LE && channels == 1 && rate == Pcm.RATE;
  }

  static boolean isRate(long rate) {
    return rate >= LOWEST_RATE && rate <= HIGHEST_RATE;
  }

  /** As {@code wav_mulaw/8000/2}. */
  String label(String carrier) {
    return carrier + "_" + encoding.label + "/" + rate + "/" + channels;
  }
}
