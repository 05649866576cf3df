package io.auscult.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** 16-bit samples as numbers and as little-endian bytes. */
public final class Pcm {
  /** The one rate of everything behind the intake, in Hz. */
  public static final int RATE = 16_000;

  private Pcm() {}

  /**
   * The samples of whole s16le bytes.
   *
   * @throws IllegalArgumentException if half a sample is left over
   */
  public static short[] toShorts(byte[] s16le) {
    if (s16le.length % 2 != 0) {
      throw new IllegalArgumentException("not whole samples: " + s16le.length + " bytes");
    }
    short[] samples = new short[s16le.length / 2];
    ByteBuffer.wrap(s16le).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  /** The samples as s16le. */
  public static byte[] toBytes(short[] samples) {
    byte[] bytes = new byte[samples.length * 2];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples);
    return bytes;
  }
}
