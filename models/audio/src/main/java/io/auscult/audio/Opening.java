package io.auscult.audio;

import java.util.List;

/**
 * What the first bytes of a stream say about all of it.
 *
 * <p>Only bytes that raw PCM has no business to begin with are taken as a sign: four or more fixed
 * bytes, or two MPEG frame headers that agree with each other at the distance that the first one
 * announces. One MPEG sync word alone is no sign, because quiet speech around −1000 begins like it.
 */
sealed interface Opening {
  /** Raw samples. */
  record Raw() implements Opening {}

  /** A WAV header begins here. */
  record Wav() implements Opening {}

  /** Too few bytes to tell; never more than one MPEG frame, 8 KB. */
  record Undecided() implements Opening {}

  /** Something that is not accepted. */
  record Foreign(Intake.Refused refusal) implements Opening {}

  /**
   * Bytes at the beginning.
   *
   * @param pattern one number a byte; {@link #ANY} matches every byte
   */
  record Magic(Reason reason, String name, int... pattern) {
    static final int ANY = -1;

    /** Whether the bytes there are fit as far as they go. */
    boolean fits(byte[] in, int from, int to) {
      int length = Math.min(pattern.length, to - from);
      for (int i = 0; i < length; i++) {
        if (pattern[i] != ANY && pattern[i] != (in[from + i] & 0xff)) return false;
      }
      return true;
    }
  }

  List<Magic> MAGIC =
      List.of(
          new Magic(Reason.CONTAINER_WEBM, "WebM", 0x1A, 0x45, 0xDF, 0xA3),
          // a Cluster: a recorder that goes on after a reconnect sends no beginning
          new Magic(Reason.CONTAINER_WEBM, "WebM", 0x1F, 0x43, 0xB6, 0x75),
          new Magic(Reason.CONTAINER_OGG, "Ogg", 'O', 'g', 'g', 'S', 0),
          new Magic(Reason.FLAC, "FLAC", 'f', 'L', 'a', 'C'),
          new Magic(Reason.MP3, "MP3", 'I', 'D', '3', 2, 0),
          new Magic(Reason.MP3, "MP3", 'I', 'D', '3', 3, 0),
          new Magic(Reason.MP3, "MP3", 'I', 'D', '3', 4, 0),
          new Magic(Reason.CONTAINER_MP4, "MP4", 0, 0, Magic.ANY, Magic.ANY, 'f', 't', 'y', 'p'),
          new Magic(Reason.UNSUPPORTED_WAV, "big-endian WAV", 'R', 'I', 'F', 'X'),
          new Magic(Reason.UNSUPPORTED_WAV, "WAV of more than 4 GB", 'R', 'F', '6', '4'));

  /**
   * Reads the opening of a stream.
   *
   * @param last whether no more bytes will come: then what is undecided is raw
   */
  static Opening of(byte[] in, int from, int to, boolean last) {
    if (Riff.isMark(in, from, to)) return new Wav();
    if (to - from >= Riff.MARK_BYTES && Riff.isRiff(in, from, to)) {
      return new Foreign(Reason.UNSUPPORTED_WAV.because("RIFF without WAVE"));
    }
    boolean undecided = Riff.find(in, from, to) == from || Riff.isRiff(in, from, to);
    for (Magic magic : MAGIC) {
      if (!magic.fits(in, from, to)) continue;
      if (to - from >= magic.pattern().length) {
        return new Foreign(magic.reason().because(magic.name()));
      }
      undecided = true;
    }
    switch (MpegFrames.at(in, from, to)) {
      case MP3 -> {
        return new Foreign(Reason.MP3.because("MP3"));
      }
      case AAC -> {
        return new Foreign(Reason.AAC.because("AAC"));
      }
      case TOO_SHORT -> undecided = true;
      case NONE -> {}
    }
    return undecided && !last ? new Undecided() : new Raw();
  }
}
