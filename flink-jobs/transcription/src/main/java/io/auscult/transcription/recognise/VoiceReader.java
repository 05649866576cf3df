package io.auscult.transcription.recognise;

import io.auscult.transcription.steps.Step.Windowed;
import io.auscult.transcription.steps.Voice;
import java.util.List;

/** Finds the voices in a window. Threads may share one. */
public interface VoiceReader extends AutoCloseable {
  /** Hears no voices at all. */
  VoiceReader NONE =
      new VoiceReader() {
        @Override
        public List<Voice> read(Windowed step) {
          return List.of();
        }

        @Override
        public void close() {}
      };

  /** The voices of the window's own utterance, in the order of time; none where it holds none. */
  List<Voice> read(Windowed step);

  @Override
  void close();
}
