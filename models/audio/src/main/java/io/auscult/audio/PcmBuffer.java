package io.auscult.audio;

import java.util.Arrays;

/** Growing s16le bytes. */
final class PcmBuffer {
  private byte[] bytes;
  private int size;

  PcmBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  boolean isEmpty() {
    return size == 0;
  }

  void put(byte[] from, int at, int length) {
    ensure(length);
    System.arraycopy(from, at, bytes, size, length);
    size += length;
  }

  /** Rounds to the nearest sample and clips; the unit is one step of 16 bits. */
  void put(float[] samples, int count) {
    ensure(2 * count);
    byte[] to = bytes;
    int at = size;
    for (int i = 0; i < count; i++) {
      float sample = samples[i];
      int rounded = (int) (sample < 0 ? sample - 0.5f : sample + 0.5f);
      int clipped = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
      to[at++] = (byte) clipped;
      to[at++] = (byte) (clipped >> 8);
    }
    size = at;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
