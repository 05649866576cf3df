package io.auscult.transcription.recognise;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that were recognised a moment ago, as context for what follows or as a draft of what
 * comes again. Bounded, per process, no part of any state: on a miss the context is recognised
 * again from its audio.
 */
final class TokenMemory {
  private final int utterances;

  private record Key(String session, int stream, int ordinal) {}

  private final Map<Key, int[]> tokens =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, int[]> eldest) {
          return size() > utterances;
        }
      };

  /**
   * @param utterances how many are remembered: those that were asked for last
   */
  TokenMemory(int utterances) {
    this.utterances = utterances;
  }

  synchronized void put(String session, int stream, int ordinal, int[] utterance) {
    tokens.put(new Key(session, stream, ordinal), utterance);
  }

  synchronized Optional<int[]> get(String session, int stream, int ordinal) {
    return Optional.ofNullable(tokens.get(new Key(session, stream, ordinal)));
  }
}
