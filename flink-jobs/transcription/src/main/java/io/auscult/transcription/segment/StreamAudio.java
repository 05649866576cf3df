package io.auscult.transcription.segment;

import java.util.Arrays;

/**
 * The recent audio of one stream with the probability of speech of each of its frames. A plain
 * Flink POJO: it lives in keyed state.
 */
public final class StreamAudio {
  /** Samples of a frame of the voice activity detector: 32 ms. */
  public static final int FRAME = 512;

  /** Position of the first sample kept; always a multiple of {@link #FRAME}. */
  public long start;

  /** Samples kept. */
  public int length;

  /** The first {@link #length} are valid. */
  public short[] samples = new short[8 * FRAME];

  /** Probability of speech in percent, one for each whole frame from {@link #start}. */
  public byte[] speech = new byte[8];

  /** How many of {@link #speech} are valid. */
  public int frames;

  /** Position behind the last sample. */
  long end() {
    return start + length;
  }

  /** Position behind the last frame whose probability is known. */
  long judged() {
    return start + (long) frames * FRAME;
  }

  boolean hasWholeFrame() {
    return end() - judged() >= FRAME;
  }

  /** Appends 16 kHz mono s16le. */
  public void append(byte[] s16le) {
    int more = s16le.length / 2;
    reserve(length + more);
    for (int i = 0; i < more; i++) {
      samples[length + i] = (short) ((s16le[2 * i] & 0xff) | (s16le[2 * i + 1] << 8));
    }
    length += more;
  }

  /** Fills the last frame with silence, so that it can be judged. */
  void fillFrame() {
    int open = (int) ((end() - start) % FRAME);
    if (open == 0) return;
    reserve(length + FRAME - open);
    Arrays.fill(samples, length, length + FRAME - open, (short) 0);
    length += FRAME - open;
  }

  /** Forgets everything and goes on at a later position, which is rounded up to a whole frame. */
  void goOnAt(long position) {
    start = (position + FRAME - 1) / FRAME * FRAME;
    length = 0;
    frames = 0;
  }

  /** Notes the probability of the next frame. */
  void judge(float probability) {
    if (frames == speech.length) speech = Arrays.copyOf(speech, Math.max(8, frames * 2));
    speech[frames++] = (byte) Math.round(100 * Math.max(0, Math.min(1, probability)));
  }

  /** Offset in {@link #samples} of the next frame to be judged. */
  int nextFrame() {
    return frames * FRAME;
  }

  /** A copy of what lies between two positions. */
  short[] slice(long from, long to) {
    return Arrays.copyOfRange(samples, (int) (from - start), (int) (to - start));
  }

  /** Probability, 0 to 1, of the frame that holds a position. */
  float speechAt(long position) {
    return speech[(int) ((position - start) / FRAME)] / 100f;
  }

  /** Sum of squares of the frame that holds a position. */
  double energyAt(long position) {
    int at = (int) ((position - start) / FRAME) * FRAME;
    double sum = 0;
    for (int i = at; i < at + FRAME; i++) sum += (double) samples[i] * samples[i];
    return sum;
  }

  /** Forgets whole frames before a position. */
  void forgetBefore(long position) {
    int drop = (int) ((Math.min(position, judged()) - start) / FRAME);
    // Moving a minute of audio for every frame would cost more than it frees.
    if (drop < 16) return;
    int n = drop * FRAME;
    System.arraycopy(samples, n, samples, 0, length - n);
    System.arraycopy(speech, drop, speech, 0, frames - drop);
    length -= n;
    frames -= drop;
    start += n;
    if (samples.length > 4 * length && samples.length > 64 * FRAME) {
      samples = Arrays.copyOf(samples, Math.max(length * 2, 8 * FRAME));
    }
  }

  private void reserve(int needed) {
    if (needed > samples.length) {
      samples = Arrays.copyOf(samples, Math.max(needed, samples.length + samples.length / 2));
    }
  }
}
