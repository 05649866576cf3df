package io.auscult.transcription.recognise;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens that were recognised a moment ago, as context for what follows. Bounded, per process,
 * no part of any state: on a miss the context is recognised again from its audio.
 */
final class TokenMemory {
  /** About 60 tokens each: 2 MB in all. */
  private static final int UTTERANCES = 8_192;

  private record Key(String session, int stream, int ordinal) {}

  private final Map<Key, int[]> tokens =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, int[]> eldest) {
          return size() > UTTERANCES;
        }
      };

  synchronized void put(String session, int stream, int ordinal, int[] utterance) {
    tokens.put(new Key(session, stream, ordinal), utterance);
  }

  synchronized Optional<int[]> get(String session, int stream, int ordinal) {
    return Optional.ofNullable(tokens.get(new Key(session, stream, ordinal)));
  }
}
