package io.auscult.speech.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auscult.speech.RealModels;
import io.auscult.speech.Sounds;
import io.auscult.speech.onnx.Device;
import io.auscult.speech.onnx.OnnxScope;
import io.auscult.speech.store.ModelStore;
import io.auscult.speech.store.RecogniserFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class MoonshineTest {
  private Moonshine tiny;

  @BeforeAll
  void open() {
    tiny = load("tiny");
  }

  @AfterAll
  void free() {
    tiny.close();
    assertThat(OnnxScope.openObjects()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "tiny"})
  void writesDownWhatIsSaid(String size) {
    try (Moonshine moonshine = load(size)) {
      Hypothesis heard = moonshine.recognise(Utterance.of(Sounds.headache()));

      assertThat(plain(heard.text())).isEqualTo(Sounds.HEADACHE);
      assertThat(heard.verdict()).isEqualTo(Verdict.HEARD);
      assertThat(heard.confidence()).isBetween(0.7, 1.0);
      assertThat(moonshine.model()).matches("moonshine-" + size + "-int8@[0-9a-f]{8}");
    }
  }

  @Test
  void wordsComeWithTimesThatAreSaidToBeEstimates() {
    Hypothesis heard = tiny.recognise(Utterance.of(Sounds.headache()));

    assertThat(heard.wordTimes()).isEqualTo(WordTimes.ESTIMATED);
    assertThat(String.join(" ", heard.words().stream().map(TimedWord::text).toList()))
        .isEqualTo(heard.text());
    int last = 0;
    for (TimedWord word : heard.words()) {
      assertThat(word.start()).isGreaterThanOrEqualTo(last);
      assertThat(word.end())
          .isGreaterThan(word.start())
          .isLessThanOrEqualTo(Sounds.headache().length);
      assertThat(word.confidence()).isBetween(0.0, 1.0);
      last = word.end();
    }
  }

  @Test
  void silenceAndNoiseGiveNoWords() {
    for (short[] audio :
        List.of(
            Sounds.silence(0.05),
            Sounds.silence(0.5),
            Sounds.silence(3),
            Sounds.whiteNoise(1),
            Sounds.whiteNoise(6))) {
      Hypothesis heard = tiny.recognise(Utterance.of(audio));

      assertThat(heard.text()).isEmpty();
      assertThat(heard.words()).isEmpty();
      assertThat(heard.tokens()).isEmpty();
      assertThat(heard.confidence()).isZero();
      assertThat(heard.verdict()).isIn(Verdict.NOTHING, Verdict.NOISE);
    }
  }

  @Test
  void afterItsContextAPieceGivesOnlyItsOwnWords() {
    short[] whole = Sounds.headache();
    // Between "…feeling today?" and "I have had…".
    int cut = cutBetweenSentences(whole);
    Hypothesis front = tiny.recognise(Utterance.of(Arrays.copyOf(whole, cut)));
    Utterance rest =
        new Utterance(
            whole, List.of(new Span(cut, whole.length)), false, cut, front.tokens(), new int[0]);

    Hypothesis back = tiny.recognise(rest);

    assertThat(plain(front.text())).isEqualTo("good morning how are you feeling today");
    assertThat(plain(back.text())).isEqualTo("i have had a headache since monday");
    assertThat(back.words().get(0).start()).isGreaterThanOrEqualTo(cut);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "tiny"})
  void noDraftChangesTheWords(String size) {
    short[] whole = Sounds.headache();
    try (Moonshine moonshine = load(size)) {
      Hypothesis plain = moonshine.recognise(Utterance.of(whole));
      int[] right = plain.tokens();
      int[] wrong = right.clone();
      wrong[0]++;
      wrong[right.length / 2]++;
      int[] tooLong = Arrays.copyOf(right, 500);
      Arrays.fill(tooLong, right.length, 500, right[0]);
      int[] early = Arrays.copyOfRange(right, 1, right.length);
      int[] other = Arrays.stream(right).map(token -> token + 1).toArray();

      for (int[] draft : List.of(right, wrong, tooLong, early, other)) {
        Hypothesis drafted = moonshine.recognise(drafted(whole, draft));

        assertThat(plain(drafted.text())).isEqualTo(plain(plain.text()));
        assertThat(drafted.verdict()).isEqualTo(Verdict.HEARD);
        assertThat(drafted.confidence()).isCloseTo(plain.confidence(), within(0.03));
      }
    }
    assertThat(OnnxScope.openObjects()).isZero();
  }

  @Test
  void aDraftMadeWithoutContextServesAPieceWithContext() {
    short[] whole = Sounds.headache();
    int cut = cutBetweenSentences(whole);
    Hypothesis front = tiny.recognise(Utterance.of(Arrays.copyOf(whole, cut)));
    Hypothesis alone = tiny.recognise(Utterance.of(Arrays.copyOfRange(whole, cut, whole.length)));
    List<Span> voiced = List.of(new Span(cut, whole.length));

    Hypothesis drafted =
        tiny.recognise(new Utterance(whole, voiced, false, cut, front.tokens(), alone.tokens()));

    assertThat(plain(drafted.text())).isEqualTo("i have had a headache since monday");
  }

  @Test
  void aDraftThatTheRuntimeRefusesLeavesNothingOpen() {
    int[] draft = {450, 1_000_000};

    assertThatThrownBy(() -> tiny.recognise(drafted(Sounds.headache(), draft)))
        .isInstanceOf(RecognitionFailed.class);
    assertThat(OnnxScope.openObjects()).isZero();
  }

  @Test
  void tokensAreFitToBeContext() {
    int[] tokens = tiny.recognise(Utterance.of(Sounds.headache())).tokens();

    assertThat(tokens).doesNotContain(Vocabulary.START, Vocabulary.END);
    assertThat(tokens.length).isGreaterThan(13);
  }

  @Test
  void theSameAudioGivesTheSameWords() {
    Hypothesis first = tiny.recognise(Utterance.of(Sounds.headache()));
    tiny.recognise(Utterance.of(Sounds.whiteNoise(2)));

    assertThat(tiny.recognise(Utterance.of(Sounds.headache())).words()).isEqualTo(first.words());
  }

  @Test
  void aClosedRecogniserRefusesWithACode() {
    Moonshine closed = load("tiny");
    closed.close();
    closed.close();

    assertThatThrownBy(() -> closed.recognise(Utterance.of(Sounds.silence(1))))
        .isInstanceOfSatisfying(
            RecognitionFailed.class, e -> assertThat(e.code()).isEqualTo(RecognitionFailed.CLOSED));
  }

  @Test
  void aFailureInTheRuntimeHasACodeAndLeavesNothingOpen() {
    Utterance utterance = Utterance.of(Sounds.headache());
    // No piece has this id: the runtime refuses it in the decoder, after the encoder has run.
    Utterance bad =
        new Utterance(
            utterance.pcm(), utterance.voiced(), false, 100, new int[] {1_000_000}, new int[0]);

    assertThatThrownBy(() -> tiny.recognise(bad))
        .isInstanceOfSatisfying(
            RecognitionFailed.class,
            e -> assertThat(e.code()).isEqualTo(RecognitionFailed.RUNTIME));
    assertThat(OnnxScope.openObjects()).isZero();
  }

  @Test
  void aFolderWithoutAModelIsRefused(@TempDir Path folder) {
    Path vocabulary = RealModels.store().resolve(ModelStore.MOONSHINE_VOCABULARY);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Moonshine.load(folder, vocabulary))
        .withMessageContaining(folder.toString());
  }

  @Test
  void aFolderWithOtherModelsIsRefused(@TempDir Path folder) throws Exception {
    Path vocabulary = RealModels.store().resolve(ModelStore.MOONSHINE_VOCABULARY);
    Path other = RealModels.store().resolve(ModelStore.SILERO_VAD);
    Files.copy(other, folder.resolve("encoder_model.onnx"));
    Files.copy(other, folder.resolve("decoder_model_merged.onnx"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Moonshine.load(folder, vocabulary))
        .withMessageContaining("Moonshine");
  }

  static Moonshine load(String size) {
    RecogniserFiles files = RealModels.store().recogniser(size);
    return Moonshine.load(files.folder(), files.vocabulary(), files.model(), Device.CPU);
  }

  private static Utterance drafted(short[] pcm, int[] draft) {
    return new Utterance(pcm, List.of(new Span(0, pcm.length)), false, 0, new int[0], draft);
  }

  private static int cutBetweenSentences(short[] audio) {
    int quietest = 0;
    double least = Double.MAX_VALUE;
    for (int at = (int) (1.8 * 16_000); at < 2.8 * 16_000; at += 160) {
      double energy = 0;
      for (int i = at - 1600; i < at + 1600; i++) {
        energy += (double) audio[i] * audio[i];
      }
      if (energy < least) {
        least = energy;
        quietest = at;
      }
    }
    return quietest;
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z ]", "");
  }
}
