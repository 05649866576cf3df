package io.auscult.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How one sample is written. Decoded samples are in steps of 16 bits: full scale is ±32768. */
enum Encoding {
  U8("u8", 1),
  S16LE("s16le", 2),
  S24LE("s24le", 3),
  S32LE("s32le", 4),
  F32LE("f32le", 4),
  F64LE("f64le", 8),
  MULAW("mulaw", 1),
  ALAW("alaw", 1);

  private static final float FULL = 32_768f;
  private static final float[] MULAW_TABLE = new float[256];
  private static final float[] ALAW_TABLE = new float[256];

  static {
    for (int code = 0; code < 256; code++) {
      MULAW_TABLE[code] = mulaw(code);
      ALAW_TABLE[code] = alaw(code);
    }
  }

  final String label;

  /** Bytes of one sample. */
  final int width;

  Encoding(String label, int width) {
    this.label = label;
    this.width = width;
  }

  /** Decodes {@code count} samples from {@code in} at {@code from}; not-a-number is silence. */
  void decode(byte[] in, int from, int count, float[] out) {
    switch (this) {
      case U8 -> {
        for (int i = 0; i < count; i++) out[i] = ((in[from + i] & 0xff) - 128) * 256f;
      }
      case S16LE -> {
        for (int i = 0, at = from; i < count; i++, at += 2) {
          out[i] = (in[at] & 0xff) | (in[at + 1] << 8);
        }
      }
      case S24LE -> {
        for (int i = 0, at = from; i < count; i++, at += 3) {
          int value = (in[at] & 0xff) | (in[at + 1] & 0xff) << 8 | in[at + 2] << 16;
          out[i] = value / 256f;
        }
      }
      case S32LE -> {
        ByteBuffer bytes = little(in, from, count);
        for (int i = 0; i < count; i++) out[i] = bytes.getInt() / 65_536f;
      }
      case F32LE -> {
        ByteBuffer bytes = little(in, from, count);
        for (int i = 0; i < count; i++) out[i] = steps(bytes.getFloat());
      }
      case F64LE -> {
        ByteBuffer bytes = little(in, from, count);
        for (int i = 0; i < count; i++) out[i] = steps((float) bytes.getDouble());
      }
      case MULAW -> {
        for (int i = 0; i < count; i++) out[i] = MULAW_TABLE[in[from + i] & 0xff];
      }
      case ALAW -> {
        for (int i = 0; i < count; i++) out[i] = ALAW_TABLE[in[from + i] & 0xff];
      }
    }
  }

  private ByteBuffer little(byte[] in, int from, int count) {
    return ByteBuffer.wrap(in, from, count * width).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** One infinite or absurd sample must not ring through a filter, so it is clipped before. */
  private static float steps(float unit) {
    if (Float.isNaN(unit)) return 0;
    return Math.max(-1f, Math.min(1f, unit)) * FULL;
  }

  /** ITU-T G.711 mu-law, 14 bits, to 16. */
  private static int mulaw(int code) {
    int inverted = ~code & 0xff;
    int magnitude = (((inverted & 0x0f) << 3) + 0x84) << ((inverted >> 4) & 7);
    return (inverted & 0x80) != 0 ? 0x84 - magnitude : magnitude - 0x84;
  }

  /** ITU-T G.711 A-law, 13 bits, to 16. */
  private static int alaw(int code) {
    int toggled = code ^ 0x55;
    int segment = (toggled >> 4) & 7;
    int magnitude = ((toggled & 0x0f) << 4) + 8;
    if (segment > 0) magnitude = (magnitude + 0x100) << (segment - 1);
    return (toggled & 0x80) != 0 ? magnitude : -magnitude;
  }
}
