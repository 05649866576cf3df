package io.auscult.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MediSync's audio, conformance 1.4. */
class AudioIntakeTest {
  private static final short[] SOUND = Sound.babble(16_000, 16_000, 11);
  private static final byte[] RAW = Pcm.toBytes(SOUND);

  @Test
  void MS_60_rawPcmAt16kHzPassesUnchanged() {
    AudioIntake intake = AudioIntake.pcm(16_000);
    assertThat(((Intake.Pcm) intake.accept(RAW)).s16le16k()).isEqualTo(RAW);
    assertThat(intake.finish()).isEmpty();
    assertThat(intake.format()).isEqualTo("pcm_s16le/16000/1");
  }

  @Test
  void MS_61_oneHeaderThenRaw() {
    byte[] wav = Wav.of(16_000, Arrays.copyOf(SOUND, 1_600)).bytes();
    AudioIntake intake = AudioIntake.pcm(16_000);
    byte[] rest = Sound.from(RAW, 3_200);
    assertThat(Sound.through(intake, List.of(wav, rest))).isEqualTo(RAW);
    assertThat(intake.format()).isEqualTo("wav_s16le/16000/1");
  }

  @Test
  void MS_61_rawAfterAnOddDataSizeIsNotShifted() {
    Wav wav = new Wav(1, 1, 16_000, 16, Arrays.copyOf(RAW, 3_201), Wav.Shape.PLAIN);
    byte[] header = wav.header();
    assertThat(
            Sound.through(
                16_000, Wav.join(header, Arrays.copyOf(RAW, 3_201)), Sound.from(RAW, 3_201)))
        .isEqualTo(RAW);
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 16000, 44100, 48000})
  void MS_62_aHeaderOnEveryChunkIsNotHeard(int rate) {
    short[] sound = Sound.babble(rate, rate * 3, 5);
    byte[] raw = Sound.through(rate, Pcm.toBytes(sound));
    for (Wav.Shape shape : Wav.Shape.values()) {
      List<byte[]> chunks = new ArrayList<>();
      for (int at = 0; at < sound.length; at += rate) {
        chunks.add(Wav.of(rate, Arrays.copyOfRange(sound, at, at + rate)).as(shape).bytes());
      }
      assertThat(Sound.through(AudioIntake.pcm(16_000), chunks)).as("%s", shape).isEqualTo(raw);
    }
  }

  @Test
  void MS_62_oddDataIsPaddedAndThePaddingIsNotHeard() {
    byte[] law = new byte[1_001];
    new Random(1).nextBytes(law);
    byte[] chunk = new Wav(WavCode.MULAW, 1, 8_000, 8, law, Wav.Shape.PLAIN).bytes();
    assertThat(chunk.length % 2).isZero();
    byte[] two = new Wav(WavCode.MULAW, 1, 8_000, 8, Wav.join(law, law), Wav.Shape.PLAIN).bytes();
    assertThat(Sound.through(16_000, chunk, chunk)).isEqualTo(Sound.through(16_000, two));
  }

  @Test
  void MS_63_aHeaderMayBeSplitAnywhere() {
    for (Wav.Shape shape : Wav.Shape.values()) {
      byte[] wav = Wav.of(16_000, Arrays.copyOf(SOUND, 200)).as(shape).bytes();
      byte[] twice = Wav.join(wav, wav);
      byte[] expected = Sound.through(16_000, twice);
      assertThat(expected).hasSize(800);
      for (int cut = 0; cut <= twice.length; cut++) {
        byte[] out = Sound.through(16_000, Arrays.copyOf(twice, cut), Sound.from(twice, cut));
        assertThat(out).as("%s cut at %d", shape, cut).isEqualTo(expected);
      }
    }
  }

  @Test
  void MS_64_theFormatMayChangeWithAHeader() {
    short[] low = Sound.babble(8_000, 4_000, 1);
    short[] high = Sound.babble(48_000, 24_000, 2);
    byte[] out = Sound.through(16_000, Wav.of(8_000, low).bytes(), Wav.of(48_000, high).bytes());
    byte[] expected =
        Wav.join(Sound.through(8_000, Pcm.toBytes(low)), Sound.through(48_000, Pcm.toBytes(high)));
    assertThat(out).isEqualTo(expected);
  }

  @Test
  void MS_65_whatCannotBeConvertedIsRefusedByName() {
    assertRefused(
        new Wav(0x55, 1, 16_000, 16, RAW, Wav.Shape.PLAIN).bytes(), Reason.UNSUPPORTED_WAV);
    assertRefused(new Wav(1, 6, 16_000, 16, RAW, Wav.Shape.PLAIN).bytes(), Reason.UNSUPPORTED_WAV);
    assertRefused(new Wav(1, 0, 16_000, 16, RAW, Wav.Shape.PLAIN).bytes(), Reason.UNSUPPORTED_WAV);
    assertRefused(new Wav(1, 1, 7_999, 16, RAW, Wav.Shape.PLAIN).bytes(), Reason.UNSUPPORTED_WAV);
    assertRefused(new Wav(1, 1, 192_001, 16, RAW, Wav.Shape.PLAIN).bytes(), Reason.UNSUPPORTED_WAV);
    assertRefused(new Wav(1, 1, 0, 16, RAW, Wav.Shape.PLAIN).bytes(), Reason.UNSUPPORTED_WAV);
    assertRefused(new Wav(3, 1, 16_000, 16, RAW, Wav.Shape.PLAIN).bytes(), Reason.UNSUPPORTED_WAV);
    Intake refused =
        AudioIntake.pcm(16_000).accept(new Wav(1, 6, 16_000, 16, RAW, Wav.Shape.PLAIN).bytes());
    assertThat(((Intake.Refused) refused).message())
        .startsWith("unsupported audio format: WAV with 6 channels");
  }

  @Test
  void MS_65_aHeaderThatContradictsItselfIsRefused() {
    byte[] wav = Wav.of(16_000, SOUND).bytes();
    byte[] noFormat = Wav.join(Arrays.copyOf(wav, 12), Sound.from(wav, 36));
    assertRefused(noFormat, Reason.MALFORMED_WAV);
    byte[] wrongFrame = wav.clone();
    wrongFrame[32] = 4;
    assertRefused(wrongFrame, Reason.MALFORMED_WAV);
    byte[] shortFormat = wav.clone();
    shortFormat[16] = 8;
    assertRefused(shortFormat, Reason.MALFORMED_WAV);
    byte[] brokenName = wav.clone();
    brokenName[12] = 1;
    assertRefused(brokenName, Reason.MALFORMED_WAV);
  }

  @Test
  void MS_65_aHeaderThatNeverEndsIsRefused() {
    AudioIntake intake = AudioIntake.pcm(16_000);
    intake.accept(Arrays.copyOf(Wav.of(16_000, SOUND).bytes(), 12));
    byte[] empty = Wav.chunk("JUNK", new byte[0]);
    int frames = 0;
    while (!(intake.accept(empty) instanceof Intake.Refused)) {
      assertThat(++frames).isLessThanOrEqualTo(WavHeader.LONGEST / empty.length);
    }
    byte[] huge =
        Wav.join(
            Arrays.copyOf(Wav.of(16_000, SOUND).bytes(), 12), Wav.chunk("LIST", new byte[70_000]));
    assertRefused(huge, Reason.MALFORMED_WAV);
  }

  @Test
  void MS_66_rawPcmAtAnotherRate() {
    short[] tone = Sound.tone(1_000, 48_000, 10_000, 48_000);
    short[] out = Pcm.toShorts(Sound.through(48_000, Pcm.toBytes(tone)));
    assertThat(out).hasSize(16_000);
    short[] expected = Sound.tone(1_000, 16_000, 10_000, 16_000);
    for (int i = 500; i < 15_500; i++) assertThat(Math.abs(out[i] - expected[i])).isLessThan(3);
    assertThatIllegalArgumentException().isThrownBy(() -> AudioIntake.pcm(7_999));
    assertThatIllegalArgumentException().isThrownBy(() -> AudioIntake.pcm(192_001));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 640, 999, 32_000, 160_000})
  void MS_67_MS_68_framesOfAnyLengthGiveTheSameAudio(int bytes) {
    List<byte[]> frames = new ArrayList<>();
    for (int at = 0; at < RAW.length; at += bytes) {
      frames.add(Arrays.copyOfRange(RAW, at, Math.min(RAW.length, at + bytes)));
    }
    assertThat(Sound.through(AudioIntake.pcm(16_000), frames)).isEqualTo(RAW);
  }

  @Test
  void MS_68_everyFrameGivesWholeSamples() {
    AudioIntake intake = AudioIntake.pcm(16_000);
    for (byte[] frame : Sound.cut(RAW, 99, new Random(3))) {
      assertThat(((Intake.Pcm) intake.accept(frame)).s16le16k().length % 2).isZero();
    }
  }

  @Test
  void MS_69_emptyFramesAreAccepted() {
    AudioIntake intake = AudioIntake.pcm(16_000);
    byte[] none = {};
    assertThat(Sound.through(intake, List.of(none, RAW, none, none))).isEqualTo(RAW);
  }

  @Test
  void aCombinationOfAllIsTheSameHoweverItIsCut() {
    for (long seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      List<byte[]> parts = new ArrayList<>();
      Wav.Shape[] shapes = Wav.Shape.values();
      int[] rates = {8_000, 16_000, 44_100};
      for (int i = 0; i < 4; i++) {
        short[] sound = Sound.babble(16_000, 1 + random.nextInt(900), seed + i);
        Wav.Shape shape = shapes[random.nextInt(shapes.length)];
        parts.add(Wav.of(rates[random.nextInt(3)], sound).as(shape).bytes());
        if (random.nextBoolean()) parts.add(Pcm.toBytes(sound));
      }
      byte[] bytes = Wav.join(parts.toArray(byte[][]::new));
      byte[] whole = Sound.through(16_000, bytes);
      byte[] cut = Sound.through(AudioIntake.pcm(16_000), Sound.cut(bytes, 50, random));
      assertThat(cut).as("seed %d", seed).isEqualTo(whole);
    }
  }

  @Test
  void afterTheEndAudioIsRefused() {
    AudioIntake intake = AudioIntake.pcm(16_000);
    intake.finish();
    assertThat(intake.accept(RAW))
        .isInstanceOfSatisfying(
            Intake.Refused.class, r -> assertThat(r.reason()).isEqualTo(Reason.ENDED));
    assertThat(intake.finish()).isEmpty();
  }

  @Test
  void halfASampleAtTheEndIsDropped() {
    assertThat(Sound.through(16_000, new byte[] {1, 2, 3})).containsExactly(1, 2);
  }

  @Test
  void nothingOfTheAudioIsInTheText() {
    assertThat(new Intake.Pcm(RAW).toString()).isEqualTo("Pcm[32000 bytes]");
  }

  private static void assertRefused(byte[] bytes, Reason reason) {
    assertThat(AudioIntake.pcm(16_000).accept(bytes))
        .isInstanceOfSatisfying(
            Intake.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
