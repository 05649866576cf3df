package io.auscult.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The FLAC files in the resources were written by flac 1.4: 3,000 samples of a saw-tooth, sample i
 * of channel c is (137 i + 5000 c) mod 20001 − 10000, in 24 bits times 256 plus i mod 256.
 */
class AudioFilesTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    short[] sound = Sound.babble(16_000, 5_000, 2);
    Path file = folder.resolve("a.wav");
    AudioFiles.writeWav(file, sound, 16_000);
    assertThat(AudioFiles.read(file)).isEqualTo(sound);
    AudioFiles.writeWav(file, sound, 48_000);
    assertThat(AudioFiles.read(file)).hasSize(1_667);
  }

  @Test
  void rawFilesAreToldByTheirNames() throws IOException {
    short[] sound = Sound.babble(16_000, 5_000, 2);
    for (String name : new String[] {"a.raw", "b.PCM"}) {
      Path file = Files.write(folder.resolve(name), Pcm.toBytes(sound));
      assertThat(AudioFiles.read(file)).isEqualTo(sound);
    }
  }

  @Test
  void flacAt16kHzComesOutExactly() throws IOException {
    assertThat(AudioFiles.read(resource("saw-16k-mono-16.flac"))).isEqualTo(saw());
  }

  @Test
  void flacAt8kHzIsResampledLikeWav() throws IOException {
    Path wav = folder.resolve("a.wav");
    AudioFiles.writeWav(wav, saw(), 8_000);
    assertThat(AudioFiles.read(resource("saw-8k-mono-16.flac")))
        .isEqualTo(AudioFiles.read(wav))
        .hasSize(6_000);
  }

  @Test
  void flacOf24BitsInStereoIsConvertedLikeWav() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(3_000 * 6 + 1).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 3_000; i++) {
      for (int c = 0; c < 2; c++) {
        int value = ((i * 137 + c * 5_000) % 20_001 - 10_000) * 256 + i % 256;
        data.putInt(value).position(data.position() - 1);
      }
    }
    byte[] bytes = Arrays.copyOf(data.array(), 18_000);
    Path wav = folder.resolve("a.wav");
    Files.write(wav, new Wav(1, 2, 44_100, 24, bytes, Wav.Shape.PLAIN).bytes());
    assertThat(AudioFiles.read(resource("saw-44k-stereo-24.flac")))
        .isEqualTo(AudioFiles.read(wav))
        .hasSize(1_089);
  }

  @Test
  void aDamagedFlacFileIsAnErrorNotNoise() throws IOException {
    byte[] good = Files.readAllBytes(resource("saw-16k-mono-16.flac"));
    Random random = new Random(8);
    for (int i = 0; i < 40; i++) {
      byte[] bad = good.clone();
      bad[42 + 200 + random.nextInt(bad.length - 300)] ^= (byte) (1 + random.nextInt(255));
      assertUnreadable("a.flac", bad, "damaged FLAC");
    }
    assertUnreadable("a.flac", Arrays.copyOf(good, good.length / 2), "damaged FLAC");
    assertUnreadable("a.flac", Arrays.copyOf(good, 20), "ends in its header");
  }

  @Test
  void whatCannotBeReadSaysWhy() throws IOException {
    assertUnreadable("a.ogg", Wav.ascii("OggS\0\0\0\0"), "neither WAV nor FLAC");
    assertUnreadable("a.txt", Wav.ascii("hello"), "neither WAV nor FLAC");
    assertUnreadable("a.wav", new byte[0], "neither WAV nor FLAC");
    assertUnreadable("a.raw", Wav.ascii("OggS\0\0\0\0"), "Ogg");
    byte[] wav = Wav.of(16_000, new short[10]).bytes();
    assertUnreadable("a.wav", Arrays.copyOf(wav, 30), "ends in its header");
    byte[] six = new Wav(1, 6, 16_000, 16, new byte[120], Wav.Shape.PLAIN).bytes();
    assertUnreadable("a.wav", six, "6 channels");
    assertUnreadable("a.wav", Wav.join(wav, six), "6 channels");
    assertThatThrownBy(() -> AudioFiles.read(folder.resolve("none.wav")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private void assertUnreadable(String name, byte[] bytes, String why) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    assertThatThrownBy(() -> AudioFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  private static short[] saw() {
    short[] saw = new short[3_000];
    for (int i = 0; i < saw.length; i++) saw[i] = (short) (i * 137 % 20_001 - 10_000);
    return saw;
  }

  private Path resource(String name) throws IOException {
    try (InputStream in = AudioFilesTest.class.getResourceAsStream("/audio/" + name)) {
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }
}
