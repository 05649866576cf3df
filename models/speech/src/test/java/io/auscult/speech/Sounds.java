package io.auscult.speech;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Audio for tests: 16 kHz mono. */
public final class Sounds {
  /** What {@link #headache()} says, in lower case without punctuation. */
  public static final String HEADACHE =
      "good morning how are you feeling today i have had a headache since monday";

  private Sounds() {}

  /**
   * Synthetic speech, 4.4 s, made by {@code flite -voice slt -t "Good morning. How are you feeling
   * today? I have had a headache since Monday." -o headache.wav}.
   */
  public static short[] headache() {
    try (InputStream in = Sounds.class.getResourceAsStream("headache.wav");
        AudioInputStream audio = AudioSystem.getAudioInputStream(new BufferedInputStream(in))) {
      ByteBuffer bytes = ByteBuffer.wrap(audio.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      short[] samples = new short[bytes.remaining() / 2];
      bytes.asShortBuffer().get(samples);
      return samples;
    } catch (IOException | UnsupportedAudioFileException e) {
      throw new IllegalStateException(e);
    }
  }

  public static short[] silence(double seconds) {
    return new short[(int) (seconds * 16_000)];
  }

  /** White noise at about -30 dBFS. */
  public static short[] whiteNoise(double seconds) {
    Random random = new Random(7);
    short[] samples = silence(seconds);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (random.nextGaussian() * 1000);
    }
    return samples;
  }

  public static short[] joined(short[]... parts) {
    int length = 0;
    for (short[] part : parts) {
      length += part.length;
    }
    short[] all = new short[length];
    int at = 0;
    for (short[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
