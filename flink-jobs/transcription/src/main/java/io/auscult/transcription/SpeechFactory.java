package io.auscult.transcription;

import io.auscult.speech.SpeechEngine;
import io.auscult.speech.onnx.Device;
import io.auscult.speech.recognition.Hypothesis;
import io.auscult.speech.recognition.Recogniser;
import io.auscult.speech.recognition.Utterance;
import io.auscult.speech.speakers.ClusteringRules;
import io.auscult.speech.speakers.SpeakerClustering;
import io.auscult.speech.speakers.SpeakerEncoder;
import io.auscult.speech.vad.LevelControl;
import io.auscult.speech.vad.VoiceActivity;
import io.auscult.transcription.keep.ClusteringFactory;
import io.auscult.transcription.recognise.RecogniserFactory;
import io.auscult.transcription.recognise.UtteranceVoices;
import io.auscult.transcription.recognise.VoiceReader;
import io.auscult.transcription.segment.Detector;
import io.auscult.transcription.segment.Endpointing;
import io.auscult.transcription.segment.StreamAudio;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The real models, one copy of each per process.
 *
 * @param models prepared model folder; empty: the per-user cache
 * @param recogniser {@code tiny}, {@code base} or a folder
 * @param device what the recogniser runs on
 * @param speakers whether voices are told apart
 * @param speakerEncoder folder of another speaker encoder; empty: the built-in one
 */
record SpeechFactory(
    String models, String recogniser, Device device, boolean speakers, String speakerEncoder) {

  private SpeechEngine acquire() {
    Optional<Path> prepared = models.isEmpty() ? Optional.empty() : Optional.of(Path.of(models));
    return SpeechEngine.acquire(new SpeechEngine.EngineSettings(prepared, recogniser, device));
  }

  Detector.Factory detectors() {
    String m = models;
    String r = recogniser;
    Device d = device;
    return () -> new EngineDetector(new SpeechFactory(m, r, d, false, "").acquire());
  }

  RecogniserFactory recognisers() {
    return new EngineRecognisers(models, recogniser, device, speakers, speakerEncoder);
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
      String models, String recogniser, Device device, boolean speakers, String speakerEncoder)
      implements RecogniserFactory {
    @Override
    public Recogniser open() {
      return new EngineRecogniser(
          new SpeechFactory(models, recogniser, device, speakers, speakerEncoder).acquire());
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

  /** Voice activity as it is told of a raised frame; a stream's state is that of both, in a row. */
  private record EngineDetector(SpeechEngine engine, short[] raised) implements Detector {
    /**
     * In a raised frame this is a far voice that fades, not silence: half of what far microphones
     * miss is the ends of words (diarization/ami, speech missed 17.8 to 16 %).
     */
    private static final float FAR_VOICE = 0.15f;

    EngineDetector(SpeechEngine engine) {
      this(engine, new short[StreamAudio.FRAME]);
    }

    @Override
    public float[] freshState() {
      float[] vad = VoiceActivity.freshState();
      float[] level = LevelControl.freshState();
      float[] both = Arrays.copyOf(vad, vad.length + level.length);
      System.arraycopy(level, 0, both, vad.length, level.length);
      return both;
    }

    @Override
    public float speech(float[] state, short[] samples, int offset) {
      int heard = VoiceActivity.STATE;
      float[] level = Arrays.copyOfRange(state, heard, state.length);
      float gain = LevelControl.frame(level, samples, offset, raised);
      float[] vad = Arrays.copyOf(state, heard);
      float speech = engine.vad().speech(vad, raised, 0);
      if (gain > 1 && speech >= FAR_VOICE) speech = Math.max(speech, Endpointing.DEFAULT.offset());
      System.arraycopy(vad, 0, state, 0, heard);
      System.arraycopy(level, 0, state, heard, level.length);
      return speech;
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
