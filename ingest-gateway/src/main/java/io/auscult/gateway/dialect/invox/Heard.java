package io.auscult.gateway.dialect.invox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How much audio a client has sent over this connection, by its own account: bytes over the bytes
 * of a second. A WAV header at the beginning of a chunk is no audio, and says how long a second is.
 *
 * @param bytesPerSecond of the audio as it was announced last
 * @param totalNanos of all chunks
 * @param lastNanos of the last chunk
 */
record Heard(long bytesPerSecond, long totalNanos, long lastNanos) {
  /** Nothing yet, and 16 kHz mono s16le to come (IN-21). */
  static final Heard NOTHING = new Heard(32_000, 0, 0);

  private static final int RIFF = 0x46464952;
  private static final int WAVE = 0x45564157;
  private static final int FORMAT = 0x20746d66;
  private static final int DATA = 0x61746164;
  private static final int FILE_HEAD = 12;
  private static final int CHUNK_HEAD = 8;
  private static final int SHORTEST_FORMAT = 16;
  private static final long MAX_BYTES_PER_SECOND = 192_000 * 2 * 8;

  /** With one more chunk. */
  Heard and(byte[] chunk) {
    ByteBuffer in = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    boolean wav = chunk.length >= FILE_HEAD && in.getInt(0) == RIFF && in.getInt(8) == WAVE;
    return wav ? wav(in) : more(bytesPerSecond, chunk.length);
  }

  /** Without the last chunk, which was no audio after all. */
  Heard withoutLast() {
    return new Heard(bytesPerSecond, totalNanos - lastNanos, 0);
  }

  /** Of the last chunk, in seconds with at most four decimals (IN-25). */
  double lastSeconds() {
    return seconds(lastNanos);
  }

  /** Of all chunks, in seconds with at most four decimals. */
  double totalSeconds() {
    return seconds(totalNanos);
  }

  private Heard wav(ByteBuffer in) {
    long rate = bytesPerSecond;
    long at = FILE_HEAD;
    while (at + CHUNK_HEAD <= in.capacity()) {
      int id = in.getInt((int) at);
      long size = in.getInt((int) at + 4) & 0xFFFF_FFFFL;
      int body = (int) at + CHUNK_HEAD;
      if (id == DATA) {
        long rest = in.capacity() - body;
        // A size of 0 or 2^32 - 1 is of a stream.
        return more(rate, size == 0 ? rest : Math.min(size, rest));
      }
      if (id == FORMAT && body + SHORTEST_FORMAT <= in.capacity()) rate = rate(in, body, rate);
      at = body + size + size % 2;
    }
    return more(rate, 0); // the header goes on in the next chunk
  }

  private static long rate(ByteBuffer in, int body, long fallback) {
    long channels = in.getShort(body + 2) & 0xFFFF;
    long hertz = in.getInt(body + 4) & 0xFFFF_FFFFL;
    long bits = in.getShort(body + 14) & 0xFFFF;
    long bytes = channels * (bits / 8) * Math.min(hertz, MAX_BYTES_PER_SECOND);
    return bytes < 1 || bytes > MAX_BYTES_PER_SECOND ? fallback : bytes;
  }

  private Heard more(long rate, long bytes) {
    long nanos = bytes * 1_000_000_000L / rate;
    return new Heard(rate, totalNanos + nanos, nanos);
  }

  private static double seconds(long nanos) {
    return Math.round(nanos / 100_000.0) / 10_000.0;
  }
}
