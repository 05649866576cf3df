package io.auscult.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** MS-71: what is not accepted is told by its first bytes, and never becomes noise. */
class OpeningTest {
  static Stream<Arguments> foreign() {
    return Stream.of(
        Arguments.of(Reason.CONTAINER_WEBM, hex("1a45dfa39f4286810142f7810142f2810442f381")),
        Arguments.of(Reason.CONTAINER_WEBM, hex("1f43b67501ffffffffffffffe78100a3")),
        Arguments.of(Reason.CONTAINER_OGG, hex("4f67675300020000000000000000")),
        Arguments.of(Reason.CONTAINER_MP4, hex("00000020667479706d703432000000006d703432")),
        Arguments.of(Reason.FLAC, hex("664c6143000000221000")),
        Arguments.of(Reason.MP3, hex("49443304000000000023545353450000000f")),
        Arguments.of(Reason.MP3, mpegFrames("fffb9064", 417)),
        Arguments.of(Reason.MP3, mpegFrames("fff36464", 144)),
        Arguments.of(Reason.AAC, mpegFrames("fff150801c5ffc", 226)),
        Arguments.of(Reason.UNSUPPORTED_WAV, hex("524946580000000057415645666d7420")),
        Arguments.of(Reason.UNSUPPORTED_WAV, hex("524946460000000041564920")));
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void MS_71_isRefusedHoweverItIsCut(Reason reason, byte[] opening) {
    byte[] noise = new byte[4_000];
    new Random(4).nextBytes(noise);
    byte[] bytes = Wav.join(opening, noise);
    for (int length : new int[] {bytes.length, 1, 3, 100}) {
      AudioIntake intake = AudioIntake.pcm(16_000);
      Intake.Refused refused = null;
      for (int at = 0; at < bytes.length; at += length) {
        byte[] frame = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + length));
        Intake taken = intake.accept(frame);
        if (taken instanceof Intake.Refused r) refused = r;
        if (taken instanceof Intake.Pcm pcm) assertThat(pcm.s16le16k()).isEmpty();
      }
      assertThat(refused).as("frames of %d", length).isNotNull();
      assertThat(refused.reason()).isEqualTo(reason);
      assertThat(refused.message()).startsWith("unsupported audio format: ");
      assertThat(intake.finish()).isEmpty();
    }
  }

  @Test
  void MS_71_aRefusedStreamStaysRefusedUntilAGoodHeader() {
    AudioIntake intake = AudioIntake.pcm(16_000);
    byte[] sound = Pcm.toBytes(Sound.babble(16_000, 1_000, 1));
    assertThat(intake.accept(hex("1a45dfa39f4286810142f781"))).isInstanceOf(Intake.Refused.class);
    assertThat(intake.accept(sound)).isInstanceOf(Intake.Refused.class);
    assertThat(intake.accept(new byte[0])).isInstanceOf(Intake.Refused.class);
    byte[] bad = new Wav(1, 6, 16_000, 16, sound, Wav.Shape.PLAIN).bytes();
    assertThat(intake.accept(bad))
        .isInstanceOfSatisfying(
            Intake.Refused.class, r -> assertThat(r.reason()).isEqualTo(Reason.UNSUPPORTED_WAV));
    byte[] good = Wav.of(16_000, Pcm.toShorts(sound)).bytes();
    assertThat(intake.accept(good))
        .isInstanceOfSatisfying(
            Intake.Pcm.class, pcm -> assertThat(pcm.s16le16k()).isEqualTo(sound));
    assertThat(intake.accept(sound)).isInstanceOf(Intake.Pcm.class);
  }

  @Test
  void MS_71_goodAudioBeforeABadHeaderIsKeptAndTheRefusalFollows() {
    AudioIntake intake = AudioIntake.pcm(16_000);
    byte[] sound = Pcm.toBytes(Sound.babble(16_000, 1_000, 1));
    byte[] bad = new Wav(1, 6, 16_000, 16, sound, Wav.Shape.PLAIN).bytes();
    assertThat(intake.accept(Wav.join(sound, bad)))
        .isInstanceOfSatisfying(
            Intake.Pcm.class, pcm -> assertThat(pcm.s16le16k()).isEqualTo(sound));
    assertThat(intake.accept(sound)).isInstanceOf(Intake.Refused.class);
  }

  @Test
  void soundThatBeginsLikeAnMpegFrameIsSound() {
    for (String start : new String[] {"fffb9064", "fff36464", "fff150801c5ffc", "ffff", "fffa"}) {
      byte[] sound = Pcm.toBytes(Sound.babble(16_000, 8_000, 9));
      byte[] head = hex(start);
      System.arraycopy(head, 0, sound, 0, head.length);
      assertThat(Sound.through(16_000, sound)).as(start).isEqualTo(sound);
      byte[] brief = Arrays.copyOf(sound, 100);
      assertThat(Sound.through(16_000, brief)).as(start).isEqualTo(brief);
    }
  }

  @Test
  void soundIsNeverTakenForSomethingElse() {
    long seed = 71;
    Random random = new Random(seed);
    byte[] noise = new byte[3_000];
    for (int i = 0; i < 20_000; i++) {
      random.nextBytes(noise);
      // the beginnings that are looked at twice
      noise[0] = (byte) 0xff;
      noise[1] = (byte) (i % 2 == 0 ? 0xfb : 0xf1);
      assertThat(Opening.of(noise, 0, noise.length, true))
          .as("seed %d, beginning %d", seed, i)
          .isInstanceOf(Opening.Raw.class);
    }
  }

  @Test
  void markersInsideOfSoundMeanNothing() {
    byte[] sound = Pcm.toBytes(Sound.babble(16_000, 8_000, 9));
    byte[] marked = Wav.join(sound, hex("1a45dfa3"), Wav.ascii("OggSRIFFxxxxAVI RIFF"), sound);
    assertThat(Sound.through(16_000, marked)).isEqualTo(marked);
  }

  /** A frame with this header, and the header of the next. */
  private static byte[] mpegFrames(String header, int length) {
    byte[] frame = Arrays.copyOf(hex(header), length);
    return Wav.join(frame, frame);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
