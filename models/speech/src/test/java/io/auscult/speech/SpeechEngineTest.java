package io.auscult.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auscult.speech.SpeechEngine.EngineSettings;
import io.auscult.speech.onnx.Device;
import io.auscult.speech.onnx.OnnxScope;
import io.auscult.speech.recognition.RecognitionFailed;
import io.auscult.speech.recognition.Span;
import io.auscult.speech.recognition.Utterance;
import io.auscult.speech.store.ModelUnavailable;
import io.auscult.speech.vad.VoiceActivity;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeechEngineTest {
  private static final EngineSettings TINY =
      new EngineSettings(RealModels.prepared(), "tiny", Device.CPU);

  @Test
  void allWhoAskForTheSameModelsShareThem() {
    SpeechEngine first = SpeechEngine.acquire(TINY);
    SpeechEngine second =
        SpeechEngine.acquire(new EngineSettings(RealModels.prepared(), "tiny", Device.CPU));

    assertThat(second.recogniser()).isSameAs(first.recogniser());
    assertThat(second.vad()).isSameAs(first.vad());

    first.close();
    first.close(); // must not count twice
    assertThat(second.recogniser().recognise(Utterance.of(Sounds.silence(1))).text()).isEmpty();

    second.close();
    assertThatThrownBy(() -> second.recogniser().recognise(Utterance.of(Sounds.silence(1))))
        .isInstanceOf(RecognitionFailed.class);
    try (SpeechEngine later = SpeechEngine.acquire(TINY)) {
      assertThat(later.recogniser()).isNotSameAs(first.recogniser());
    }
  }

  @Test
  void aFailedAcquireLeavesNothingBehind(@TempDir Path empty) {
    EngineSettings settings = new EngineSettings(Optional.of(empty), "tiny", Device.CPU);

    assertThatThrownBy(() -> SpeechEngine.acquire(settings)).isInstanceOf(ModelUnavailable.class);
    assertThatThrownBy(() -> SpeechEngine.acquire(settings)).isInstanceOf(ModelUnavailable.class);
    assertThat(OnnxScope.openObjects()).isZero();
  }

  @Test
  void aThousandMixedCallsOfManyThreadsLeaveNothingOpen() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (SpeechEngine engine = SpeechEngine.acquire(TINY)) {
      List<Future<Integer>> calls =
          IntStream.range(0, 1000)
              .mapToObj(seed -> threads.submit(() -> call(engine, seed)))
              .toList();
      int failed = 0;
      for (Future<Integer> call : calls) {
        failed += call.get();
      }
      assertThat(failed).as("calls that were made to fail").isEqualTo(50);
    } finally {
      threads.shutdownNow();
    }
    assertThat(OnnxScope.openObjects()).isZero();
  }

  /** One call of many kinds; 1 if it failed as it was meant to. */
  private static int call(SpeechEngine engine, int seed) {
    Random random = new Random(seed);
    if (seed % 20 == 0) {
      short[] pcm = Sounds.whiteNoise(0.3);
      int[] none = {};
      int[] unknown = {300, 1_000_000 + seed};
      boolean inContext = seed % 40 == 0;
      try {
        engine
            .recogniser()
            .recognise(
                new Utterance(
                    pcm,
                    List.of(new Span(0, 10)),
                    false,
                    10,
                    inContext ? unknown : none,
                    inContext ? none : unknown));
        return 0;
      } catch (RecognitionFailed e) {
        return 1;
      }
    }
    if (seed % 10 == 1) {
      int from = random.nextInt(30_000);
      short[] pcm =
          Arrays.copyOfRange(Sounds.headache(), from, from + 8_000 + random.nextInt(8_000));
      int[] context = random.ints(random.nextInt(5), 3, 32_000).toArray();
      int[] draft = random.ints(random.nextInt(30), 3, 32_000).toArray();
      int contextSamples = context.length == 0 ? 0 : 2_000;
      Utterance utterance =
          new Utterance(
              pcm,
              List.of(new Span(contextSamples, pcm.length)),
              random.nextBoolean(),
              contextSamples,
              context,
              draft);
      assertThat(engine.recogniser().recognise(utterance).tokens().length).isLessThanOrEqualTo(20);
      return 0;
    }
    float[] state = VoiceActivity.freshState();
    assertThat(engine.vad().speech(state, Sounds.whiteNoise(0.1), random.nextInt(500)))
        .isBetween(0f, 1f);
    return 0;
  }
}
