package io.auscult.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the resampler promises, measured with tones. */
class ResamplerTest {
  /** Leaves out the edges, where the tone begins and ends. */
  private static final int EDGE = 2_000;

  /** A thousand times full scale, inside the filter: so 80 dB down is 3,277 steps, not three. */
  private static final double LOUD = 32_768_000;

  @ParameterizedTest
  @ValueSource(
      ints = {8000, 11025, 22050, 24000, 32000, 44100, 48000, 8001, 47999, 96000, 176400, 192000})
  void thePassBandIsFlatAndInTime(int rate) {
    double edge = 0.9 * Math.min(rate, Pcm.RATE) / 2;
    for (double part : new double[] {0.01, 0.2, 0.5, 0.8, 0.95, 1}) {
      double hz = edge * part;
      short[] out = resample(rate, Sound.tone(hz, rate, 20_000, rate));
      double[] amplitudeAndPhase = Sound.measure(out, hz, Pcm.RATE, EDGE, out.length - EDGE);
      double decibel = 20 * Math.log10(amplitudeAndPhase[0] / 20_000);
      assertThat(decibel).as("%d Hz at %.0f Hz", rate, hz).isCloseTo(0, within(0.01));
      double lateUs = amplitudeAndPhase[1] / (2 * Math.PI * hz) * 1e6;
      assertThat(lateUs).as("%d Hz at %.0f Hz", rate, hz).isCloseTo(0, within(0.5));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {22050, 24000, 32000, 44100, 48000, 47999, 96000, 176400, 192000})
  void whatWouldFoldBackIsGone(int rate) {
    for (double hz = 8_000; hz < rate / 2.0 - 1; hz = Math.max(hz + 97, hz * 1.03)) {
      float[] tone = new float[rate / 4];
      for (int i = 0; i < tone.length; i++) {
        tone[i] = (float) (LOUD * Math.sin(2 * Math.PI * hz * i / rate));
      }
      assertThat(20 * Math.log10(loudest(rate, tone) / LOUD))
          .as("%d Hz at %.0f Hz", rate, hz)
          .isLessThan(-80);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 11025, 8001, 12000})
  void noImageOfWhatIsThereAppears(int rate) {
    for (double part : new double[] {0.3, 0.7, 0.9}) {
      double hz = part * rate / 2;
      short[] out = resample(rate, Sound.tone(hz, rate, 30_000, rate));
      double image = rate - hz;
      if (image > 7_990) continue;
      double decibel =
          20 * Math.log10(Sound.measure(out, image, Pcm.RATE, EDGE, out.length - EDGE)[0] / 30_000);
      assertThat(decibel).as("%d Hz at %.0f Hz", rate, hz).isLessThan(-85);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 11025, 22050, 24000, 32000, 44100, 48000, 12345, 191999})
  void theCutsOfTheInputDoNotShow(int rate) {
    long seed = 20261121L + rate;
    Random random = new Random(seed);
    byte[] bytes = Pcm.toBytes(Sound.babble(rate, rate, seed));
    byte[] whole = Sound.through(rate, bytes);
    for (int longest : new int[] {7, 640, 20_000}) {
      byte[] pieces = Sound.through(AudioIntake.pcm(rate), Sound.cut(bytes, longest, random));
      assertThat(pieces).as("seed %d, frames up to %d", seed, longest).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 11025, 22050, 24000, 32000, 44100, 48000, 12345, 191999})
  void theLengthIsKept(int rate) {
    for (int samples : new int[] {0, 1, 2, 79, 80, 1_000, rate, rate + 1}) {
      int expected = (int) Math.ceil((double) samples * Pcm.RATE / rate);
      assertThat(resample(rate, new short[samples]))
          .as("%d of %d Hz", samples, rate)
          .hasSize(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 44100, 48000, 47999})
  void aConstantStaysWhatItIs(int rate) {
    short[] level = new short[rate / 2];
    Arrays.fill(level, (short) 12_345);
    short[] out = resample(rate, level);
    for (int i = 200; i < out.length - 200; i++) assertThat(out[i]).isEqualTo((short) 12_345);
  }

  @Test
  void fullScaleIsClippedNotWrapped() {
    short[] square = new short[48_000];
    for (int i = 0; i < square.length; i++)
      square[i] = (short) (i / 50 % 2 == 0 ? 32_767 : -32_768);
    short[] out = resample(48_000, square);
    for (int i = 1_000; i < out.length - 1_000; i++) {
      int phase = (int) ((long) i * 3 % 100);
      if (phase > 20 && phase < 30) assertThat(out[i]).isGreaterThan((short) 25_000);
      if (phase > 70 && phase < 80) assertThat(out[i]).isLessThan((short) -25_000);
    }
  }

  @Test
  void onlyAFewMillisecondsAreHeldBack() {
    for (int rate : new int[] {8000, 44100, 48000, 192000}) {
      PcmBuffer out = new PcmBuffer(64_000);
      new Resampler(rate).feed(new float[rate], rate, out);
      assertThat(Pcm.RATE - out.toBytes().length / 2).as("%d Hz", rate).isBetween(1, 400);
    }
  }

  private static double loudest(int rate, float[] tone) {
    PcmBuffer buffer = new PcmBuffer(16_000);
    new Resampler(rate).feed(tone, tone.length, buffer);
    short[] out = Pcm.toShorts(buffer.toBytes());
    double peak = 0;
    for (int i = 1_000; i < out.length; i++) peak = Math.max(peak, Math.abs(out[i]));
    return peak;
  }

  private static short[] resample(int rate, short[] samples) {
    return Pcm.toShorts(Sound.through(rate, Pcm.toBytes(samples)));
  }
}
