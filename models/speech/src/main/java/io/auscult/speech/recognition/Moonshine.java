package io.auscult.speech.recognition;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.auscult.speech.onnx.Device;
import io.auscult.speech.onnx.OnnxScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Moonshine by ONNX Runtime: greedy, with cached keys and values, on the caller's thread. */
public final class Moonshine implements Recogniser {
  private final MoonshineGraph graph;
  private final Vocabulary vocabulary;
  private final String model;
  private final DecodingRules rules;
  private volatile boolean closed;

  private Moonshine(
      MoonshineGraph graph, Vocabulary vocabulary, String model, DecodingRules rules) {
    this.graph = graph;
    this.vocabulary = vocabulary;
    this.model = model;
    this.rules = rules;
  }

  /**
   * Opens the model in {@code modelFolder} ({@code encoder_model.onnx} and {@code
   * decoder_model_merged.onnx}).
   *
   * @param model what {@link #model()} answers
   * @param device where it runs
   * @throws IllegalArgumentException if a file is missing or is not such a model
   */
  public static Moonshine load(Path modelFolder, Path vocabularyFile, String model, Device device) {
    try {
      Vocabulary vocabulary = Vocabulary.read(vocabularyFile);
      return new Moonshine(
          MoonshineGraph.open(modelFolder, device), vocabulary, model, DecodingRules.DEFAULT);
    } catch (IOException | OrtException e) {
      throw new IllegalArgumentException("No Moonshine model can be opened in " + modelFolder, e);
    }
  }

  /**
   * Opens the model in {@code modelFolder} on the processor, to be named after the folder.
   *
   * @throws IllegalArgumentException if a file is missing or is not such a model
   */
  public static Moonshine load(Path modelFolder, Path vocabularyFile) {
    return load(modelFolder, vocabularyFile, String.valueOf(modelFolder.getFileName()), Device.CPU);
  }

  @Override
  public Hypothesis recognise(Utterance utterance) {
    if (closed) {
      throw new RecognitionFailed(RecognitionFailed.CLOSED, "The recogniser is closed", null);
    }
    try (OnnxScope scope = new OnnxScope()) {
      OnnxTensor frames =
          graph.encode(
              scope, utterance.pcm(), Level.gain(utterance.pcm(), utterance.newlyVoiced()));
      int fresh = utterance.pcm().length - utterance.contextSamples();
      int[] context = ContextTokens.trimmed(utterance.context(), vocabulary);
      int most = rules.mostTokens(fresh);
      int[] draft = Arrays.copyOf(utterance.draft(), Math.min(utterance.draft().length, most));
      GreedySearch.Steps steps = new VerifiedDraft(graph.decoder(scope, frames), draft);
      GreedySearch.Found found = GreedySearch.run(steps, context, most, utterance.sure());
      return hypothesis(utterance, said(utterance, found));
    } catch (OrtException e) {
      throw new RecognitionFailed(
          RecognitionFailed.RUNTIME, "ONNX Runtime broke off: " + e.getCode(), e);
    }
  }

  @Override
  public String model() {
    return model;
  }

  /** Frees the sessions; calls under way must have ended. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      graph.close();
    }
  }

  /** What was found, once where it stands twice without time for it. */
  private static GreedySearch.Found said(Utterance utterance, GreedySearch.Found found) {
    int voiced = utterance.newlyVoiced().stream().mapToInt(Span::length).sum();
    int surplus = Repetition.doubled(found.tokens(), voiced);
    if (surplus == 0) {
      return found;
    }
    int length = found.tokens().length - surplus;
    return new GreedySearch.Found(
        Arrays.copyOf(found.tokens(), length),
        Arrays.copyOf(found.probabilities(), length),
        found.end(),
        true);
  }

  private Hypothesis hypothesis(Utterance utterance, GreedySearch.Found found) {
    List<Words.Word> words = Words.of(found.tokens(), found.probabilities(), vocabulary);
    if (words.isEmpty()) {
      return Hypothesis.empty(Verdict.NOTHING);
    }
    double confidence = confidence(found.probabilities());
    if (Plausibility.isNoise(found.end(), confidence, utterance.sure())) {
      return Hypothesis.empty(Verdict.NOISE);
    }
    List<TimedWord> timed = WordClock.spread(words, utterance.newlyVoiced());
    return new Hypothesis(
        words.stream().map(Words.Word::text).collect(Collectors.joining(" ")),
        timed,
        ContextTokens.trimmed(found.tokens(), vocabulary),
        confidence,
        WordTimes.ESTIMATED,
        found.looped() ? Verdict.LOOP_CUT : Verdict.HEARD);
  }

  private static double confidence(float[] probabilities) {
    double logs = 0;
    for (float probability : probabilities) {
      logs += Math.log(Math.max(probability, 1e-6));
    }
    return Math.exp(logs / probabilities.length);
  }
}
