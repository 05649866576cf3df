package io.auscult.audio;

import java.util.Optional;

/**
 * One WAV header being read, from {@code RIFF} to the size of its data, in as many pieces as it
 * comes in. Keeps no bytes: what it cannot use yet it does not take.
 *
 * <p>Chunks that do not describe the samples are skipped. The padding byte of an odd chunk is
 * skipped if it is there; some writers forget it.
 */
final class WavHeader {
  /** A header that has not come to its data after this many bytes is refused. */
  static final int LONGEST = 64 * 1024;

  private static final int CHUNK_HEAD = 8;

  /** A WAVE_FORMAT_EXTENSIBLE description; nothing behind it says more. */
  private static final int LONGEST_FORMAT = 40;

  private static final int SHORTEST_FORMAT = 16;
  private static final long STREAMING = 0xFFFF_FFFFL;

  private long skip = Riff.MARK_BYTES;
  private boolean padded;
  private int seen;
  private SampleFormat format;
  private long dataBytes;
  private boolean complete;
  private Intake.Refused refusal;

  /** Reads on and returns the index behind the last byte taken. */
  int read(byte[] in, int from, int to) {
    int at = from;
    while (!complete && refusal == null) {
      int skipped = (int) Math.min(skip, to - at);
      at += skipped;
      skip -= skipped;
      if (skip > 0 || at == to) break;
      if (padded) {
        padded = false;
        if (in[at] == 0) at++;
      }
      if (to - at < CHUNK_HEAD) break;
      int taken = chunk(in, at, to, seen + at - from);
      if (taken == 0) break;
      at += taken;
    }
    seen += at - from;
    return at;
  }

  boolean isComplete() {
    return complete;
  }

  Optional<Intake.Refused> refusal() {
    return Optional.ofNullable(refusal);
  }

  SampleFormat format() {
    return format;
  }

  /** Bytes of samples that the header announces; nothing if it is of a stream (0 or 2^32 − 1). */
  Optional<Long> dataBytes() {
    return dataBytes == 0 || dataBytes == STREAMING ? Optional.empty() : Optional.of(dataBytes);
  }

  private int chunk(byte[] in, int at, int to, int before) {
    long size = Riff.u32(in, at + 4);
    String id = Riff.id(in, at);
    if (id.equals("data")) {
      if (format == null) return malformed("no format before the data");
      dataBytes = size;
      complete = true;
      return CHUNK_HEAD;
    }
    if (!id.chars().allMatch(c -> c >= ' ' && c <= '~')) return malformed("broken chunk name");
    if (before + CHUNK_HEAD + size > LONGEST) {
      return malformed("header longer than " + LONGEST + " bytes");
    }
    int body = 0;
    if (id.equals("fmt ")) {
      body = (int) Math.min(size, LONGEST_FORMAT);
      if (to - at < CHUNK_HEAD + body) return 0;
      describe(in, at + CHUNK_HEAD, body);
      if (refusal != null) return 0;
    }
    skip = size - body;
    padded = size % 2 == 1;
    return CHUNK_HEAD + body;
  }

  private void describe(byte[] in, int at, int length) {
    if (length < SHORTEST_FORMAT) {
      malformed("format of " + length + " bytes");
      return;
    }
    int code = WavCode.of(in, at, length);
    int channels = Riff.u16(in, at + 2);
    long rate = Riff.u32(in, at + 4);
    int frameBytes = Riff.u16(in, at + 12);
    int bits = Riff.u16(in, at + 14);
    Optional<Encoding> encoding = WavCode.encoding(code, bits);
    if (encoding.isEmpty()) {
      unsupported("WAV with encoding " + code + " of " + bits + " bits");
    } else if (channels != 1 && channels != 2) {
      unsupported("WAV with " + channels + " channels");
    } else if (!SampleFormat.isRate(rate)) {
      unsupported("WAV at " + rate + " Hz");
    } else {
      format = new SampleFormat(encoding.get(), channels, (int) rate);
      // Writers that leave the field zero exist; a wrong value says that the samples lie otherwise.
      if (frameBytes != 0 && frameBytes != format.frameBytes()) {
        malformed("frames of " + frameBytes + " bytes where " + format.frameBytes() + " are due");
      }
    }
  }

  private int malformed(String what) {
    refusal = Reason.MALFORMED_WAV.because("malformed WAV header, " + what);
    return 0;
  }

  private void unsupported(String what) {
    refusal = Reason.UNSUPPORTED_WAV.because(what);
  }
}
