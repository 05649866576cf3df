package io.auscult.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Recordings for the command line and the tests; live audio goes through {@link AudioIntake}. */
public final class AudioFiles {
  private static final int READ_BYTES = 256 * 1024;
  private static final int HEADER_BYTES = 44;

  private AudioFiles() {}

  /**
   * The samples of a WAV file (the forms that {@link AudioIntake} takes), a FLAC file (16 or 24
   * bits, mono or stereo), or one named {@code .raw} or {@code .pcm} with 16 kHz mono s16le, at 16
   * kHz mono. WAV and FLAC are told by their first bytes, not by their names.
   *
   * @throws IOException if the file cannot be read; the message says why, without naming the file
   */
  public static short[] read(Path file) throws IOException {
    byte[] opening;
    try (InputStream in = Files.newInputStream(file)) {
      opening = in.readNBytes(4);
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean raw = name.endsWith(".raw") || name.endsWith(".pcm");
    if (new String(opening, StandardCharsets.ISO_8859_1).equals("fLaC")) {
      return Pcm.toShorts(FlacFile.read(file));
    }
    boolean isWav = Riff.isRiff(opening, 0, opening.length);
    if (!raw && !isWav) {
      throw new IOException("neither WAV nor FLAC, and not named .raw or .pcm");
    }
    return Pcm.toShorts(throughIntake(file, isWav));
  }

  /** Writes mono 16-bit samples as a WAV file, over whatever was there. */
  public static void writeWav(Path file, short[] samples, int sampleRate) throws IOException {
    int dataBytes = Math.multiplyExact(2, samples.length);
    ByteBuffer wav =
        ByteBuffer.allocate(Math.addExact(HEADER_BYTES, dataBytes)).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + dataBytes).put(ascii("WAVE"));
    wav.put(ascii("fmt ")).putInt(16).putShort((short) WavCode.PCM).putShort((short) 1);
    wav.putInt(sampleRate).putInt(2 * sampleRate).putShort((short) 2).putShort((short) 16);
    wav.put(ascii("data")).putInt(dataBytes).put(Pcm.toBytes(samples));
    Files.write(file, wav.array());
  }

  private static byte[] throughIntake(Path file, boolean isWav) throws IOException {
    AudioIntake intake = AudioIntake.pcm(Pcm.RATE);
    PcmBuffer all = new PcmBuffer(READ_BYTES);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] part;
      do {
        part = in.readNBytes(READ_BYTES);
        // the last part is empty, and brings the refusal of what stood behind good audio
        Intake taken = intake.accept(part);
        if (taken instanceof Intake.Refused refused) throw new IOException(refused.message());
        append(all, ((Intake.Pcm) taken).s16le16k());
      } while (part.length > 0);
    }
    append(all, intake.finish());
    if (isWav && !intake.hasReadHeader()) throw new IOException("WAV file ends in its header");
    return all.toBytes();
  }

  private static void append(PcmBuffer all, byte[] pcm) {
    all.put(pcm, 0, pcm.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
