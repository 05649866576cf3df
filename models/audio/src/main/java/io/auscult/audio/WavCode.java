package io.auscult.audio;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The encodings' numbers in WAV headers (RFC 2361, and Microsoft's WAVEFORMATEXTENSIBLE). */
final class WavCode {
  static final int PCM = 1;
  static final int FLOAT = 3;
  static final int ALAW = 6;
  static final int MULAW = 7;
  static final int EXTENSIBLE = 0xFFFE;

  private static final int EXTENSIBLE_BYTES = 40;
  private static final int GUID_AT = 24;

  /** What follows the two bytes of the code in the GUID of every format that has a code. */
  private static final byte[] GUID_TAIL = HexFormat.of().parseHex("000000001000800000aa00389b71");

  private WavCode() {}

  /**
   * The code of a format description of {@code length} bytes; of an extensible one the code inside,
   * or {@link #EXTENSIBLE} itself if there is none that we could know.
   */
  static int of(byte[] in, int at, int length) {
    int code = Riff.u16(in, at);
    if (code != EXTENSIBLE || length < EXTENSIBLE_BYTES) return code;
    int tail = at + GUID_AT + 2;
    boolean coded =
        Arrays.equals(in, tail, tail + GUID_TAIL.length, GUID_TAIL, 0, GUID_TAIL.length);
    return coded ? Riff.u16(in, at + GUID_AT) : EXTENSIBLE;
  }

  static Optional<Encoding> encoding(int code, int bits) {
    return Optional.ofNullable(
        switch (code) {
          case PCM ->
              switch (bits) {
                case 8 -> Encoding.U8;
                case 16 -> Encoding.S16LE;
                case 24 -> Encoding.S24LE;
                case 32 -> Encoding.S32LE;
                default -> null;
              };
          case FLOAT ->
              switch (bits) {
                case 32 -> Encoding.F32LE;
                case 64 -> Encoding.F64LE;
                default -> null;
              };
          case ALAW -> bits == 8 ? Encoding.ALAW : null;
          case MULAW -> bits == 8 ? Encoding.MULAW : null;
          default -> null;
        });
  }
}
