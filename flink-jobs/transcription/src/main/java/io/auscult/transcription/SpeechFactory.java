package io.auscult.transcription;

import io.auscult.speech.SpeechEngine;
import io.auscult.speech.recognition.Hypothesis;
import io.auscult.speech.recognition.Recogniser;
import io.auscult.speech.recognition.Utterance;
import io.auscult.speech.speakers.ClusteringRules;
import io.auscult.speech.speakers.SpeakerClustering;
import io.auscult.speech.speakers.SpeakerEncoder;
import io.auscult.speech.vad.VoiceActivity;
import io.auscult.transcription.keep.ClusteringFactory;
import io.auscult.transcription.recognise.RecogniserFactory;
import io.auscult.transcription.recognise.UtteranceVoices;
import io.auscult.transcription.recognise.VoiceReader;
import io.auscult.transcription.segment.Detector;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The real models, one copy of each per process.
 *
 * @param models prepared model folder; empty: the per-user cache
 * @param recogniser {@code tiny}, {@code base} or a folder
 * @param speakers whether voices are told apart
 * @param speakerEncoder folder of another speaker encoder; empty: the built-in one
 */
record SpeechFactory(String models, String recogniser, boolean speakers, String speakerEncoder) {

  private SpeechEngine acquire() {
    Optional<Path> prepared = models.isEmpty() ? Optional.empty() : Optional.of(Path.of(models));
    return SpeechEngine.acquire(new SpeechEngine.EngineSettings(prepared, recogniser));
  }

  Detector.Factory detectors() {
    String m = models;
    String r = recogniser;
    return () -> new EngineDetector(new SpeechFactory(m, r, false, "").acquire());
  }

  RecogniserFactory recognisers() {
    return new EngineRecognisers(models, recogniser, speakers, speakerEncoder);
  }

  ClusteringFactory clusterings() {
    String folder = speakerEncoder;
    return () -> new SpeakerClustering(rules(folder));
  }

  private static ClusteringRules rules(String folder) {
    if (folder.isEmpty()) return ClusteringRules.DEFAULT;
    return ClusteringRules.read(Path.of(folder).resolve(SpeakerEncoder.THRESHOLDS));
  }

  private record EngineRecognisers(
      String models, String recogniser, boolean speakers, String speakerEncoder)
      implements RecogniserFactory {
    @Override
    public Recogniser open() {
      return new EngineRecogniser(
          new SpeechFactory(models, recogniser, speakers, speakerEncoder).acquire());
    }

    @Override
    public VoiceReader openVoices() {
      if (!speakers) return VoiceReader.NONE;
      return new UtteranceVoices(
          speakerEncoder.isEmpty()
              ? SpeakerEncoder.builtIn()
              : SpeakerEncoder.load(Path.of(speakerEncoder)));
    }
  }

  private record EngineDetector(SpeechEngine engine) implements Detector {
    @Override
    public float[] freshState() {
      return VoiceActivity.freshState();
    }

    @Override
    public float speech(float[] state, short[] samples, int offset) {
      return engine.vad().speech(state, samples, offset);
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  private record EngineRecogniser(SpeechEngine engine) implements Recogniser {
    @Override
    public Hypothesis recognise(Utterance utterance) {
      return engine.recogniser().recognise(utterance);
    }

    @Override
    public String model() {
      return engine.recogniser().model();
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
