package io.auscult.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes that nobody meant to send: never an exception, never more out than can be. */
class FuzzTest {
  private static final byte[][] SEEDS = {
    Wav.of(44_100, Sound.babble(44_100, 300, 1)).bytes(),
    Wav.of(8_000, Sound.babble(8_000, 300, 1)).as(Wav.Shape.LIST_AND_FACT).bytes(),
    new Wav(WavCode.MULAW, 2, 8_000, 8, new byte[301], Wav.Shape.TRAILING_LIST).bytes(),
    new Wav(WavCode.FLOAT, 1, 48_000, 64, new byte[800], Wav.Shape.EXTENSIBLE).bytes(),
    Wav.of(16_000, Sound.babble(16_000, 300, 1)).as(Wav.Shape.STREAMING_MAX).bytes(),
    Wav.ascii("RIFF"),
    Wav.ascii("OggS"),
    {(byte) 0xff, (byte) 0xfb, (byte) 0x90, 0x64},
    {0x1a, 0x45},
    new byte[50]
  };

  @Test
  void brokenStreamsNeverThrowAndStayBounded() {
    long base = System.nanoTime();
    System.out.println("FuzzTest: seeds from " + base);
    for (long seed = base; seed < base + 3_000; seed++) {
      try {
        play(new Random(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void play(Random random) {
    AudioIntake intake =
        AudioIntake.pcm(random.nextBoolean() ? 16_000 : 8_000 + random.nextInt(9) * 8_000);
    long in = 0;
    long out = 0;
    for (int i = 0; i < 12; i++) {
      byte[] frame = damaged(SEEDS[random.nextInt(SEEDS.length)].clone(), random);
      in += frame.length;
      Intake taken = intake.accept(frame);
      if (taken instanceof Intake.Pcm pcm) {
        assertThat(pcm.s16le16k().length % 2).isZero();
        out += pcm.s16le16k().length;
      } else {
        assertThat(((Intake.Refused) taken).message()).hasSizeLessThan(200);
      }
    }
    out += intake.finish().length;
    // at most one byte (mu-law at 8 kHz) becomes two samples, and each format rounds up once
    assertThat(out).isLessThanOrEqualTo(4 * in + 400);
    assertThat(intake.format()).matches("(pcm|wav)_[a-z0-9]+/\\d+/[12]");
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    for (int hits = random.nextInt(4); hits > 0; hits--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        default -> bytes = Arrays.copyOf(bytes, at + 1);
      }
    }
    return bytes;
  }
}
