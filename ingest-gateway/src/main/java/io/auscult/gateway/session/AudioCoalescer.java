package io.auscult.gateway.session;

import io.auscult.events.SessionInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers small pieces of canonical audio into records of about 100 ms and cuts big ones into
 * records of at most 1 s. What a record costs on its way hardly depends on its size, and ten a
 * second and session is what the CPU budget allows; 1 s (32 kB) keeps records in one network buffer
 * of Flink and lets the job decide on a long message step by step. A plain rule with memory.
 */
final class AudioCoalescer {
  private static final int BYTES_PER_MS = SessionInput.SAMPLE_RATE * 2 / 1000;

  /** Enough to write a record. */
  static final int FULL_BYTES = 100 * BYTES_PER_MS;

  /** The longest record. */
  static final int MAX_BYTES = 1000 * BYTES_PER_MS;

  /** What was gathered is written after so long even if it is less; it delays finals by that. */
  static final long HOLD_MS = 80;

  private final byte[] gathered = new byte[FULL_BYTES];
  private int size;
  private long sinceMs;

  /** Takes a piece; what is to be written now, in order. */
  List<byte[]> add(byte[] pcm, long nowMs) {
    if (pcm.length == 0) return List.of();
    if (size == 0) sinceMs = nowMs;
    if (size + pcm.length < FULL_BYTES) {
      System.arraycopy(pcm, 0, gathered, size, pcm.length);
      size += pcm.length;
      return List.of();
    }
    byte[] all = Arrays.copyOf(gathered, size + pcm.length);
    System.arraycopy(pcm, 0, all, size, pcm.length);
    size = 0;
    if (all.length <= MAX_BYTES) return List.of(all);
    List<byte[]> records = new ArrayList<>();
    for (int from = 0; from < all.length; from += MAX_BYTES) {
      records.add(Arrays.copyOfRange(all, from, Math.min(all.length, from + MAX_BYTES)));
    }
    return records;
  }

  /** What was gathered, however little; empty: nothing. */
  byte[] flush() {
    byte[] rest = Arrays.copyOf(gathered, size);
    size = 0;
    return rest;
  }

  /** When {@link #flush} is due, milliseconds since 1970; {@link Long#MAX_VALUE}: not. */
  long dueMs() {
    return size == 0 ? Long.MAX_VALUE : sinceMs + HOLD_MS;
  }
}
