package io.auscult.speech.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.auscult.speech.RealModels;
import io.auscult.speech.Sounds;
import io.auscult.speech.onnx.OnnxScope;
import io.auscult.speech.store.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoiceActivityTest {
  private static VoiceActivity vad;

  @BeforeAll
  static void load() {
    vad = VoiceActivity.load(RealModels.store().resolve(ModelStore.SILERO_VAD));
  }

  @AfterAll
  static void free() {
    vad.close();
    assertThat(OnnxScope.openObjects()).isZero();
  }

  @Test
  void hearsSpeechAndItsEnd() {
    float[] frames =
        frames(Sounds.joined(Sounds.headache(), Sounds.silence(1)), VoiceActivity.freshState());

    int spoken = 0;
    for (int i = 0; i < 4 * 31; i++) {
      spoken += frames[i] >= 0.5f ? 1 : 0;
    }
    assertThat(spoken).as("voiced frames of the first 4 s").isGreaterThan(75);
    for (int i = frames.length - 20; i < frames.length; i++) {
      assertThat(frames[i]).as("frame %d, after the end", i).isLessThan(0.3f);
    }
  }

  @Test
  void staysQuietInSilenceAndNoise() {
    for (short[] audio : List.of(Sounds.silence(5), Sounds.whiteNoise(5))) {
      for (float probability : frames(audio, VoiceActivity.freshState())) {
        assertThat(probability).isLessThan(0.3f);
      }
    }
  }

  @Test
  void allThatAStreamRemembersIsInItsState() {
    short[] audio = Sounds.headache();
    float[] expected = frames(audio, VoiceActivity.freshState());
    float[] state = VoiceActivity.freshState();
    for (int i = 0; i < expected.length; i++) {
      // As after a restart: nothing but the numbers goes on, and other streams come between.
      state = state.clone();
      vad.speech(VoiceActivity.freshState(), audio, 0);
      assertThat(vad.speech(state, audio, i * VoiceActivity.FRAME)).isEqualTo(expected[i]);
    }
  }

  @Test
  void streamsOfManyThreadsDoNotMix() throws Exception {
    short[] audio = Sounds.headache();
    float[] expected = frames(audio, VoiceActivity.freshState());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<float[]>> streams = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        streams.add(() -> frames(audio, VoiceActivity.freshState()));
      }
      for (Future<float[]> stream : threads.invokeAll(streams)) {
        assertThat(stream.get()).containsExactly(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aFrameOutsideTheAudioIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vad.speech(VoiceActivity.freshState(), new short[600], 100));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vad.speech(VoiceActivity.freshState(), new short[600], -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vad.speech(new float[7], new short[600], 0));
  }

  @Test
  void aClosedDetectorRefuses() {
    VoiceActivity closed = VoiceActivity.load(RealModels.store().resolve(ModelStore.SILERO_VAD));
    closed.speech(VoiceActivity.freshState(), new short[512], 0);
    closed.close();
    closed.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> closed.speech(VoiceActivity.freshState(), new short[512], 0));
  }

  @Test
  void anotherFileIsRefused(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("model.onnx"), "no model");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> VoiceActivity.load(file))
        .withMessageContaining("model.onnx");
  }

  private static float[] frames(short[] audio, float[] state) {
    float[] frames = new float[audio.length / VoiceActivity.FRAME];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = vad.speech(state, audio, i * VoiceActivity.FRAME);
    }
    return frames;
  }
}
