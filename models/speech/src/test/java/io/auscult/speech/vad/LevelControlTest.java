package io.auscult.speech.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.auscult.speech.RealModels;
import io.auscult.speech.Sounds;
import io.auscult.speech.store.ModelStore;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LevelControlTest {
  private static final int FRAME = VoiceActivity.FRAME;

  @Test
  void normalSpeechAndItsPausesStayAsTheyAre() {
    short[] pcm =
        Sounds.joined(Sounds.headache(), Sounds.silence(5), quieter(Sounds.headache(), 40));
    float[] state = LevelControl.freshState();
    short[] out = new short[FRAME];
    boolean spoken = false;
    for (int at = 0; at + FRAME <= pcm.length; at += FRAME) {
      LevelControl.frame(state, pcm, at, out);
      spoken |= state[1] > 4_000;
      if (spoken) assertThat(out).isEqualTo(Arrays.copyOfRange(pcm, at, at + FRAME));
    }
    assertThat(spoken).isTrue();
  }

  @Test
  void aQuietStreamIsRaisedByFourteenDecibelsAtMost() {
    short[] pcm = quieter(Sounds.headache(), 30);
    float[] state = LevelControl.freshState();
    short[] out = new short[FRAME];
    float most = 1;
    for (int at = 0; at + FRAME <= pcm.length; at += FRAME) {
      float gain = LevelControl.frame(state, pcm, at, out);
      assertThat(gain).isBetween(1f, 5f);
      assertThat(out[7]).isEqualTo((short) Math.round(pcm[at + 7] * gain));
      most = Math.max(most, gain);
    }
    assertThat(most).isEqualTo(5f);
  }

  @Test
  void aPeakIsClippedNotTurnedOver() {
    short[] out = new short[FRAME];
    for (int peak : new int[] {30_000, -30_000}) {
      short[] pcm = new short[FRAME];
      pcm[3] = (short) peak;

      assertThat(LevelControl.frame(LevelControl.freshState(), pcm, 0, out)).isGreaterThan(1.1f);

      assertThat(out[3]).isEqualTo(peak > 0 ? Short.MAX_VALUE : Short.MIN_VALUE);
    }
  }

  @Test
  void farVoicesAreHeardForLonger() {
    short[] far = quieter(Sounds.headache(), 400);
    try (VoiceActivity vad =
        VoiceActivity.load(RealModels.store().resolve(ModelStore.SILERO_VAD))) {
      assertThat(voiced(vad, far, true)).isGreaterThan(voiced(vad, far, false));
      assertThat(voiced(vad, Sounds.silence(5), true)).isZero();
      assertThat(voiced(vad, quieter(Sounds.whiteNoise(5), 10), true)).isZero();
    }
  }

  @Test
  void aWrongStateOrFrameIsRefused() {
    short[] out = new short[FRAME];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LevelControl.frame(new float[1], new short[FRAME], 0, out));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LevelControl.frame(LevelControl.freshState(), new short[FRAME], 1, out));
  }

  private static int voiced(VoiceActivity vad, short[] pcm, boolean raised) {
    float[] state = VoiceActivity.freshState();
    float[] level = LevelControl.freshState();
    short[] out = new short[FRAME];
    int voiced = 0;
    for (int at = 0; at + FRAME <= pcm.length; at += FRAME) {
      if (raised) LevelControl.frame(level, pcm, at, out);
      float speech = raised ? vad.speech(state, out, 0) : vad.speech(state, pcm, at);
      voiced += speech >= 0.5f ? 1 : 0;
    }
    return voiced;
  }

  private static short[] quieter(short[] pcm, int times) {
    short[] quiet = new short[pcm.length];
    for (int i = 0; i < pcm.length; i++) quiet[i] = (short) (pcm[i] / times);
    return quiet;
  }
}
