package io.auscult.audio;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The marks of RIFF files among bytes. */
final class Riff {
  private static final byte[] MARK = {'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'A', 'V', 'E'};

  /** Bytes of {@code RIFF}, a size that nobody can trust, and {@code WAVE}. */
  static final int MARK_BYTES = MARK.length;

  /** What real writers put behind the samples. */
  private static final Set<String> TRAILERS =
      Set.of(
          "LIST", "JUNK", "junk", "PAD ", "FLLR", "fact", "PEAK", "bext", "cart", "cue ", "smpl",
          "inst", "plst", "acid", "DISP", "iXML", "axml", "chna", "_PMX", "id3 ", "ID3 ", "afsp",
          "LGWV", "levl", "umid");

  private Riff() {}

  /**
   * The index of the first mark, or of a tail that could become one with more bytes; {@code to} if
   * there is neither. Eight fixed bytes come up once in 2^64 places of sound, so a mark anywhere is
   * a header.
   */
  static int find(byte[] in, int from, int to) {
    for (int i = from; i < to; i++) {
      if (in[i] == 'R' && isPrefix(in, i, to)) return i;
    }
    return to;
  }

  static boolean isMark(byte[] in, int at, int to) {
    return to - at >= MARK_BYTES && isPrefix(in, at, to);
  }

  /** Whether the four letters that open a RIFF file stand here. */
  static boolean isRiff(byte[] in, int at, int to) {
    return to - at >= 4 && isPrefix(in, at, at + 4);
  }

  static boolean isTrailer(byte[] in, int at, int to) {
    return to - at >= 4 && TRAILERS.contains(id(in, at));
  }

  static String id(byte[] in, int at) {
    return new String(in, at, 4, StandardCharsets.ISO_8859_1);
  }

  static int u16(byte[] in, int at) {
    return (in[at] & 0xff) | (in[at + 1] & 0xff) << 8;
  }

  static long u32(byte[] in, int at) {
    return u16(in, at) | (long) u16(in, at + 2) << 16;
  }

  private static boolean isPrefix(byte[] in, int at, int to) {
    int length = Math.min(MARK_BYTES, to - at);
    for (int i = 0; i < length; i++) {
      if ((i < 4 || i > 7) && in[at + i] != MARK[i]) return false;
    }
    return true;
  }
}
