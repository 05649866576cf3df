package io.auscult.transcription.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.transcription.steps.WindowKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointerTest {
  private static final int FRAME = StreamAudio.FRAME;
  private static final Endpointing RULES =
      new Endpointing(
          0.5f, 0.35f, 64, 200, 160, 320, 480, 15_000, 5_000, 4_000, 12_000, 18, 700, 448);

  private final StreamState stream = new StreamState();
  private final Endpointer endpointer = new Endpointer(RULES);
  private final List<Cut> cuts = new ArrayList<>();
  private int partialEveryMs;

  @Test
  void silenceGivesNothing() {
    frames(100, 0.02f, 0);
    endpointer.end(stream, cuts::add);
    assertThat(cuts).isEmpty();
  }

  @Test
  void oneVoicedFrameIsNoSpeech() {
    frames(20, 0.02f, 0);
    frames(1, 0.9f, 1000);
    frames(40, 0.02f, 0);
    assertThat(cuts).isEmpty();
  }

  @Test
  void aShortSoundThatIsHardlyAVoiceIsNoWordAndAShortWordIs() {
    frames(20, 0.02f, 0);
    frames(8, 0.8f, 1000);
    frames(40, 0.02f, 0);
    assertThat(cuts).as("a knock").isEmpty();
    frames(3, 0.8f, 1000);
    frames(3, 0.97f, 1000);
    frames(40, 0.02f, 0);
    assertThat(cuts).extracting(Cut::kind).containsExactly(WindowKind.DRAFT, WindowKind.FINAL);
    assertThat(cuts).extracting(Cut::ordinal).containsOnly(0);
  }

  @Test
  void anUtteranceIsDraftedWhenSilenceBeginsAndSettledWhenItLasts() {
    frames(20, 0.02f, 0);
    frames(30, 0.9f, 1000);
    frames(4, 0.02f, 0);
    assertThat(cuts).as("128 ms of silence").isEmpty();
    frames(1, 0.02f, 0);
    assertThat(cuts).extracting(Cut::kind).containsExactly(WindowKind.DRAFT);
    frames(20, 0.02f, 0);

    assertThat(cuts).hasSize(2);
    Cut draft = cuts.get(0);
    Cut settled = cuts.get(1);
    assertThat(settled.fate()).isEqualTo(Cut.Fate.SETTLED);
    assertThat(settled.revision()).isEqualTo(draft.revision());
    assertThat(draft.voicedFrom()).isEqualTo(20 * FRAME);
    assertThat(draft.voicedTo()).isEqualTo(50 * FRAME);
    assertThat(draft.from()).as("200 ms of padding").isEqualTo(20 * FRAME - 3200);
    assertThat(stream.ordinal).isEqualTo(1);
  }

  @Test
  void whenSpeechGoesOnTheDraftIsForgottenAndANewOneTaken() {
    frames(20, 0.9f, 1000);
    frames(6, 0.02f, 0);
    frames(20, 0.9f, 1000);
    frames(20, 0.02f, 0);

    assertThat(cuts)
        .extracting(Cut::kind)
        .containsExactly(WindowKind.DRAFT, WindowKind.DRAFT, WindowKind.DRAFT, WindowKind.FINAL);
    assertThat(cuts).extracting(Cut::ordinal).containsOnly(0);
    assertThat(cuts.get(1).fate()).isEqualTo(Cut.Fate.WITHDRAWN);
    assertThat(cuts.get(1).revision()).isEqualTo(cuts.get(0).revision());
    assertThat(cuts.get(3).revision()).isEqualTo(cuts.get(2).revision());
    assertThat(cuts.get(2).revision()).isGreaterThan(cuts.get(0).revision());
    assertThat(cuts.get(2).voicedTo()).isEqualTo(46 * FRAME);
  }

  @Test
  void theEndOfTheSessionEndsAnOpenUtterance() {
    frames(20, 0.9f, 1000);
    endpointer.end(stream, cuts::add);
    assertThat(cuts).hasSize(1);
    assertThat(cuts.get(0).kind()).isEqualTo(WindowKind.FINAL);
    assertThat(cuts.get(0).fate()).isEqualTo(Cut.Fate.RECOGNISE);
    assertThat(cuts.get(0).to()).isEqualTo(20 * FRAME);
  }

  @Test
  void anUtteranceOfMoreThan15SecondsIsCutAtItsQuietestFrameAndNothingIsLostOrSaidTwice() {
    frames(400, 0.9f, 8000);
    frames(3, 0.9f, 10); // 12.8 s: quiet, although the detector still hears a voice
    frames(66, 0.9f, 8000);

    assertThat(cuts).hasSize(1);
    Cut head = cuts.get(0);
    assertThat(head.kind()).isEqualTo(WindowKind.FINAL);
    assertThat(head.to()).isBetween(401L * FRAME, 402L * FRAME);

    frames(30, 0.9f, 8000);
    frames(20, 0.02f, 0);
    Cut tail = cuts.get(cuts.size() - 1);
    assertThat(tail.ordinal()).isEqualTo(1);
    assertThat(tail.from()).as("the very sample").isEqualTo(head.to());
  }

  @Test
  void anHourOfSpeechWithoutAPauseStaysBounded() {
    for (int i = 0; i < 60; i++) {
      frames(60_000 / 32, 0.9f, 4000 + i);
      assertThat(stream.audio.samples.length).isLessThan(16_000 * 75);
    }
    assertThat(cuts).hasSizeGreaterThan(220);
    for (int i = 1; i < cuts.size(); i++) {
      assertThat(cuts.get(i).from()).isEqualTo(cuts.get(i - 1).to());
    }
  }

  @Test
  void partialsComeOnlyWhenAskedForAndOnlyWhileSpeechGrows() {
    partialEveryMs = 640;
    frames(63, 0.9f, 1000); // about 2 s
    assertThat(cuts).extracting(Cut::kind).containsOnly(WindowKind.PARTIAL).hasSize(3);
    assertThat(cuts).extracting(Cut::revision).containsExactly(0, 1, 2);
    frames(60, 0.02f, 0);
    assertThat(cuts).extracting(Cut::kind).filteredOn(WindowKind.PARTIAL::equals).hasSize(3);
  }

  @Test
  void contextReachesBackOverShortPausesAndNoFurther() {
    frames(40, 0.9f, 1000); // utterance 0
    frames(60, 0.02f, 0); // 1.9 s: too long a pause
    frames(40, 0.9f, 1000); // utterance 1
    frames(15, 0.02f, 0); // 0.48 s
    frames(40, 0.9f, 1000); // utterance 2
    frames(5, 0.02f, 0);
    Cut third = cuts.get(cuts.size() - 1);
    assertThat(third.ordinal()).isEqualTo(2);
    assertThat(endpointer.contextFrom(stream, third))
        .as("utterance 1 with its padding, not utterance 0")
        .isEqualTo(100 * FRAME - 3200);
  }

  @Test
  void inNoiseContextReachesFurther() {
    for (int background : new int[] {10, 500}) {
      StreamState fresh = new StreamState();
      List<Cut> heard = new ArrayList<>();
      frames(fresh, heard, 90, 0.9f, 1000); // utterance 0: 2.9 s
      frames(fresh, heard, 15, 0.02f, background); // 0.48 s
      frames(fresh, heard, 40, 0.9f, 1000); // utterance 1
      frames(fresh, heard, 5, 0.02f, background);
      Cut second = heard.get(heard.size() - 1);
      assertThat(second.ordinal()).isEqualTo(1);
      assertThat(endpointer.contextFrom(fresh, second))
          .isEqualTo(background == 500 ? 0 : second.from());
    }
  }

  @Test
  void inNoiseAnUtteranceEndsLater() {
    for (int background : new int[] {10, 500}) {
      StreamState fresh = new StreamState();
      List<Cut> heard = new ArrayList<>();
      frames(fresh, heard, 40, 0.9f, 1000);
      frames(fresh, heard, 10, 0.02f, background); // 320 ms
      assertThat(fresh.open).as("background %d", background).isEqualTo(background == 500);
      frames(fresh, heard, 5, 0.02f, background); // 480 ms
      assertThat(fresh.open).as("background %d", background).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42, 2026})
  void whateverIsSaidNoVoicedFrameIsLeftOutOrGivenTwice(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 4000; i++) {
      boolean voice = random.nextInt(40) > 8;
      frames(1 + random.nextInt(voice ? 60 : 25), voice ? 0.9f : 0.02f, voice ? 1000 : 10);
    }
    frames(30, 0.02f, 0);
    endpointer.end(stream, cuts::add);

    long last = 0;
    int ordinal = 0;
    for (Cut c : cuts) {
      if (c.kind() != WindowKind.FINAL) continue;
      assertThat(c.ordinal()).as("seed %d", seed).isEqualTo(ordinal++);
      assertThat(c.voicedFrom()).as("seed %d", seed).isGreaterThanOrEqualTo(last);
      assertThat(c.from()).as("seed %d", seed).isGreaterThanOrEqualTo(last);
      assertThat(c.to()).isGreaterThan(c.from());
      last = c.voicedTo();
    }
    assertThat(ordinal).isGreaterThan(500);
  }

  private void frames(int n, float speech, int amplitude) {
    frames(stream, cuts, n, speech, amplitude);
  }

  private void frames(StreamState s, List<Cut> out, int n, float speech, int amplitude) {
    byte[] pcm = new byte[2 * FRAME];
    for (int i = 0; i < FRAME; i++) {
      short sample = (short) (i % 2 == 0 ? amplitude : -amplitude);
      pcm[2 * i] = (byte) sample;
      pcm[2 * i + 1] = (byte) (sample >> 8);
    }
    for (int i = 0; i < n; i++) {
      s.audio.append(pcm);
      s.audio.judge(speech);
      endpointer.frame(s, 0, partialEveryMs, out::add);
    }
  }
}
