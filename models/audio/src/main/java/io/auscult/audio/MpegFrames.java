package io.auscult.audio;

/**
 * Two consecutive MPEG frame headers that agree: by chance once in some 2^28 beginnings of sound.
 */
enum MpegFrames {
  /** MPEG 1, 2 or 2.5, layer III. */
  MP3,
  /** AAC in ADTS frames. */
  AAC,
  /** The first header is there, or could be; the second has not come yet. */
  TOO_SHORT,
  NONE;

  private static final int MP3_HEAD = 4;
  private static final int ADTS_HEAD = 7;

  private static final int[] KBITS_1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] KBITS_2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] RATES_1 = {44_100, 48_000, 32_000};

  static MpegFrames at(byte[] in, int from, int to) {
    int there = to - from;
    if (there == 0) return TOO_SHORT;
    if ((in[from] & 0xff) != 0xff) return NONE;
    if (there == 1) return TOO_SHORT;
    if ((in[from + 1] & 0xE6) == 0xE2) return mp3(in, from, there);
    if ((in[from + 1] & 0xF6) == 0xF0) return adts(in, from, there);
    return NONE;
  }

  private static MpegFrames mp3(byte[] in, int from, int there) {
    if (there < MP3_HEAD) return TOO_SHORT;
    int length = mp3Length(in, from);
    if (length == 0) return NONE;
    if (there < length + MP3_HEAD) return TOO_SHORT;
    int next = from + length;
    boolean same =
        in[next] == in[from]
            && (in[next + 1] & 0xFE) == (in[from + 1] & 0xFE)
            && (in[next + 2] & 0x0C) == (in[from + 2] & 0x0C)
            && mp3Length(in, next) > 0;
    return same ? MP3 : NONE;
  }

  /** Bytes of the frame whose header stands here; 0 if it is none. */
  private static int mp3Length(byte[] in, int at) {
    int version = (in[at + 1] >> 3) & 3;
    int bitrate = (in[at + 2] >> 4) & 15;
    int rate = (in[at + 2] >> 2) & 3;
    int padding = (in[at + 2] >> 1) & 1;
    if (version == 1 || bitrate == 0 || bitrate == 15 || rate == 3) return 0;
    return switch (version) {
      case 3 -> 144_000 * KBITS_1[bitrate] / RATES_1[rate] + padding;
      case 2 -> 72_000 * KBITS_2[bitrate] / (RATES_1[rate] / 2) + padding;
      default -> 72_000 * KBITS_2[bitrate] / (RATES_1[rate] / 4) + padding;
    };
  }

  private static MpegFrames adts(byte[] in, int from, int there) {
    if (there < ADTS_HEAD) return TOO_SHORT;
    int rate = (in[from + 2] >> 2) & 15;
    int length = (in[from + 3] & 3) << 11 | (in[from + 4] & 0xff) << 3 | (in[from + 5] & 0xff) >> 5;
    if (rate > 12 || length <= ADTS_HEAD) return NONE;
    if (there < length + ADTS_HEAD) return TOO_SHORT;
    int next = from + length;
    boolean same =
        in[next] == in[from]
            && in[next + 1] == in[from + 1]
            && in[next + 2] == in[from + 2]
            && (in[next + 3] & 0xF0) == (in[from + 3] & 0xF0);
    return same ? AAC : NONE;
  }
}
