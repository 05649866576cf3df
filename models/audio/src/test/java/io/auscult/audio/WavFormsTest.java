package io.auscult.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way of writing samples, against numbers worked out here. */
class WavFormsTest {
  private static final short[] SOUND = Sound.babble(16_000, 8_000, 7);

  @ParameterizedTest
  @EnumSource(Wav.Shape.class)
  void MS_63_everyShapeOfHeaderIsStripped(Wav.Shape shape) {
    byte[] out = Sound.through(16_000, Wav.of(16_000, SOUND).as(shape).bytes());
    assertThat(out).isEqualTo(Pcm.toBytes(SOUND));
  }

  @Test
  void MS_65_eightBits() {
    check(WavCode.PCM, 8, 128, (s, b) -> b.put((byte) ((s + 128 >> 8) + 128)));
  }

  @Test
  void MS_65_twentyFourBits() {
    check(WavCode.PCM, 24, 0, (s, b) -> b.put((byte) 0).putShort(s));
  }

  @Test
  void MS_65_twentyFourBitsAreRounded() {
    byte[] data = {(byte) 0x7f, 0x10, 0x00, (byte) 0x81, 0x10, 0x00, (byte) 0x81, (byte) 0xff, -1};
    byte[] out = Sound.through(16_000, new Wav(1, 1, 16_000, 24, data, Wav.Shape.PLAIN).bytes());
    assertThat(Pcm.toShorts(out)).containsExactly(16, 17, 0);
  }

  @Test
  void MS_65_thirtyTwoBits() {
    check(WavCode.PCM, 32, 0, (s, b) -> b.putInt(s << 16));
  }

  @Test
  void MS_65_floats() {
    check(WavCode.FLOAT, 32, 0, (s, b) -> b.putFloat(s / 32_768f));
    check(WavCode.FLOAT, 64, 0, (s, b) -> b.putDouble(s / 32_768.0));
  }

  @Test
  void MS_65_floatsThatAreNoSoundDoNoHarm() {
    ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    data.putFloat(Float.NaN).putFloat(Float.POSITIVE_INFINITY).putFloat(-7.5f);
    data.putFloat(1f).putFloat(-1f).putFloat(Float.MIN_VALUE);
    byte[] wav = new Wav(3, 1, 16_000, 32, data.array(), Wav.Shape.PLAIN).bytes();
    assertThat(Pcm.toShorts(Sound.through(16_000, wav)))
        .containsExactly(0, 32_767, -32_768, 32_767, -32_768, 0);
  }

  @Test
  void MS_65_muLawAndALaw() {
    check(WavCode.MULAW, 8, 1_024, (s, b) -> b.put(nearest(WavFormsTest::muLaw, s)));
    check(WavCode.ALAW, 8, 1_024, (s, b) -> b.put(nearest(WavFormsTest::aLaw, s)));
  }

  @Test
  void MS_65_muLawAndALawAreThoseOfTheStandard() {
    byte[] data = {(byte) 0xff, 0x7f, (byte) 0x80, 0x00};
    assertThat(decoded(WavCode.MULAW, data)).containsExactly(0, 0, 32_124, -32_124);
    byte[] other = {(byte) 0xd5, 0x55, (byte) 0xaa, 0x2a};
    assertThat(decoded(WavCode.ALAW, other)).containsExactly(8, -8, 32_256, -32_256);
  }

  @Test
  void MS_65_bothChannelsAreHeard() {
    ByteBuffer data = ByteBuffer.allocate(4 * SOUND.length).order(ByteOrder.LITTLE_ENDIAN);
    for (short sample : SOUND)
      data.putShort((short) (sample + 1_000)).putShort((short) (sample - 1_000));
    byte[] wav = new Wav(1, 2, 16_000, 16, data.array(), Wav.Shape.PLAIN).bytes();
    assertThat(Pcm.toShorts(Sound.through(16_000, wav))).isEqualTo(SOUND);
  }

  @Test
  void MS_64_theRateOfTheHeaderCounts() {
    for (int rate : new int[] {8000, 11025, 22050, 24000, 32000, 44100, 48000}) {
      short[] sound = Sound.babble(rate, rate / 2, 3);
      byte[] wav = Sound.through(16_000, Wav.of(rate, sound).bytes());
      assertThat(wav).as("%d Hz", rate).isEqualTo(Sound.through(rate, Pcm.toBytes(sound)));
    }
  }

  /**
   * Writes SOUND with {@code write}, reads it, and allows each sample to be off by so many steps.
   */
  private static void check(
      int code, int bits, int tolerance, BiConsumer<Short, ByteBuffer> write) {
    ByteBuffer data = ByteBuffer.allocate(SOUND.length * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
    for (short sample : SOUND) write.accept(sample, data);
    for (Wav.Shape shape : new Wav.Shape[] {Wav.Shape.PLAIN, Wav.Shape.EXTENSIBLE}) {
      byte[] wav = new Wav(code, 1, 16_000, bits, data.array(), shape).bytes();
      short[] out = Pcm.toShorts(Sound.through(16_000, wav));
      assertThat(out).hasSameSizeAs(SOUND);
      for (int i = 0; i < out.length; i++) {
        assertThat(Math.abs(out[i] - SOUND[i])).as("sample %d", i).isLessThanOrEqualTo(tolerance);
      }
    }
  }

  private static short[] decoded(int code, byte[] data) {
    return Pcm.toShorts(
        Sound.through(16_000, new Wav(code, 1, 16_000, 8, data, Wav.Shape.PLAIN).bytes()));
  }

  private interface Law {
    double decode(int code);
  }

  /** The code whose value is nearest: the slow way to encode, which needs no table of its own. */
  private static byte nearest(Law law, short sample) {
    int best = 0;
    for (int code = 1; code < 256; code++) {
      if (Math.abs(law.decode(code) - sample) < Math.abs(law.decode(best) - sample)) best = code;
    }
    return (byte) best;
  }

  /** G.711 table 2a, as the formula with segment ends at 33 · 2^n − 33. */
  private static double muLaw(int code) {
    int bits = 255 - code;
    double magnitude = (2 * (bits & 15) + 33) * Math.pow(2, bits >> 4 & 7) - 33;
    return (bits >= 128 ? -1 : 1) * magnitude * 4;
  }

  private static double aLaw(int code) {
    int bits = code ^ 0x55;
    int segment = bits >> 4 & 7;
    double step = 2 * (bits & 15) + 1;
    double magnitude = segment == 0 ? step : (step + 32) * Math.pow(2, segment - 1);
    return (bits >= 128 ? 1 : -1) * magnitude * 8;
  }
}
