package io.auscult.transcription;

import io.auscult.speech.SpeechEngine;
import io.auscult.speech.recognition.Hypothesis;
import io.auscult.speech.recognition.Recogniser;
import io.auscult.speech.recognition.Utterance;
import io.auscult.speech.vad.VoiceActivity;
import io.auscult.transcription.recognise.RecogniserFactory;
import io.auscult.transcription.segment.Detector;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The real models, one copy of each per process.
 *
 * @param models prepared model folder; empty: the per-user cache
 * @param recogniser {@code tiny}, {@code base} or a folder
 */
record SpeechFactory(String models, String recogniser) {

  private SpeechEngine acquire() {
    Optional<Path> prepared = models.isEmpty() ? Optional.empty() : Optional.of(Path.of(models));
    return SpeechEngine.acquire(new SpeechEngine.EngineSettings(prepared, recogniser));
  }

  Detector.Factory detectors() {
    String m = models;
    String r = recogniser;
    return () -> new EngineDetector(new SpeechFactory(m, r).acquire());
  }

  RecogniserFactory recognisers() {
    return new EngineRecognisers(models, recogniser);
  }

  private record EngineRecognisers(String models, String recogniser) implements RecogniserFactory {
    @Override
    public Recogniser open() {
      return new EngineRecogniser(new SpeechFactory(models, recogniser).acquire());
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
