package io.auscult.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jflac.FLACDecoder;
import org.jflac.PCMProcessor;
import org.jflac.metadata.StreamInfo;
import org.jflac.util.ByteData;

/**
 * A FLAC file, decoded by jFLAC and checked against the length and the MD5 of the samples that the
 * file itself states, because jFLAC passes over damaged frames without a word.
 */
final class FlacFile {
  /** {@code fLaC}, the head of the first block, and STREAMINFO (RFC 9639, 8.2). */
  private static final int OPENING_BYTES = 4 + 4 + 34;

  private static final int MD5_AT = 4 + 4 + 18;
  private static final int MD5_BYTES = 16;
  private static final int TOTAL_AT = 4 + 4 + 10;
  private static final long TOTAL_MASK = 0xF_FFFF_FFFFL;

  private final byte[] statedMd5;
  private final long statedFrames;
  private final PcmBuffer out = new PcmBuffer(1 << 20);
  private final MessageDigest md5 = newMd5();
  private SampleFormat format;
  private Canonical canonical;
  private long bytes;
  private String problem;

  private FlacFile(byte[] opening) {
    statedMd5 = Arrays.copyOfRange(opening, MD5_AT, MD5_AT + MD5_BYTES);
    statedFrames = ByteBuffer.wrap(opening).getLong(TOTAL_AT) & TOTAL_MASK;
  }

  /** Reads 16 kHz mono s16le; an IOException says what is wrong with the file. */
  static byte[] read(Path file) throws IOException {
    byte[] opening;
    try (InputStream in = Files.newInputStream(file)) {
      opening = in.readNBytes(OPENING_BYTES);
    }
    if (opening.length < OPENING_BYTES) throw new IOException("FLAC file ends in its header");
    FlacFile flac = new FlacFile(opening);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      flac.decode(in);
    }
    flac.verify();
    return flac.out.toBytes();
  }

  private void decode(InputStream in) throws IOException {
    FLACDecoder decoder = new FLACDecoder(in);
    decoder.addPCMProcessor(
        new PCMProcessor() {
          @Override
          public void processStreamInfo(StreamInfo info) {
            begin(info);
          }

          @Override
          public void processPCM(ByteData pcm) {
            samples(pcm);
          }
        });
    try {
      decoder.decode();
    } catch (RuntimeException e) {
      // jFLAC indexes past its arrays on damaged frames
      throw new IOException("damaged FLAC file", e);
    }
  }

  private void begin(StreamInfo info) {
    Encoding encoding =
        switch (info.getBitsPerSample()) {
          case 16 -> Encoding.S16LE;
          case 24 -> Encoding.S24LE;
          default -> null;
        };
    if (encoding == null) {
      problem = "FLAC of " + info.getBitsPerSample() + " bits; 16 and 24 are read";
    } else if (info.getChannels() > 2) {
      problem = "FLAC with " + info.getChannels() + " channels; 1 and 2 are read";
    } else if (!SampleFormat.isRate(info.getSampleRate())) {
      problem = "FLAC at " + info.getSampleRate() + " Hz; 8000 to 192000 are read";
    } else {
      format = new SampleFormat(encoding, info.getChannels(), info.getSampleRate());
      canonical = new Canonical(format);
    }
  }

  private void samples(ByteData pcm) {
    if (canonical == null) return;
    md5.update(pcm.getData(), 0, pcm.getLen());
    bytes += pcm.getLen();
    canonical.feed(pcm.getData(), 0, pcm.getLen(), out);
  }

  private void verify() throws IOException {
    if (problem != null) throw new IOException(problem);
    if (canonical == null) throw new IOException("damaged FLAC file");
    boolean incomplete = statedFrames != 0 && bytes != statedFrames * format.frameBytes();
    boolean stated = !Arrays.equals(statedMd5, new byte[MD5_BYTES]);
    if (incomplete || (stated && !Arrays.equals(statedMd5, md5.digest()))) {
      throw new IOException("damaged FLAC file: its samples are not those it states");
    }
    canonical.finish(out);
  }

  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
