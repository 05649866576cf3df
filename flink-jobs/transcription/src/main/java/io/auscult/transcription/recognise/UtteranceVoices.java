package io.auscult.transcription.recognise;

import io.auscult.speech.speakers.Cell;
import io.auscult.speech.speakers.VoiceEncoder;
import io.auscult.speech.speakers.Voiceprints;
import io.auscult.transcription.steps.Step.Windowed;
import io.auscult.transcription.steps.Voice;
import io.auscult.transcription.steps.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The voices of an utterance by the speaker encoder. What was computed for a draft is not computed
 * again for the next draft of the same utterance: two in five are void, and their voices are not.
 */
public final class UtteranceVoices implements VoiceReader {
  /** Utterances whose vectors are remembered: at most 40 KB each, 10 MB in all. */
  private static final int UTTERANCES = 256;

  private record Key(String session, int stream, int ordinal) {}

  private final VoiceEncoder encoder;
  private final Map<Key, Map<Long, float[]>> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Map<Long, float[]>> eldest) {
          return size() > UTTERANCES;
        }
      };

  /** Closes {@code encoder} when it is closed. */
  public UtteranceVoices(VoiceEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public List<Voice> read(Windowed step) {
    Window w = step.window();
    List<Cell> plan = Voiceprints.plan(w.voicedFrom(), w.voicedTo());
    Map<Long, float[]> embeddings = remembered(step);
    List<Cell> missing = new ArrayList<>();
    for (Cell cell : plan) {
      if (!embeddings.containsKey(window(cell)) && missing.stream().noneMatch(same(cell))) {
        missing.add(cell);
      }
    }
    if (!missing.isEmpty()) {
      List<float[]> found = encoder.embed(missing.stream().map(c -> audio(w, c)).toList());
      for (int i = 0; i < found.size(); i++) {
        embeddings.put(window(missing.get(i)), found.get(i));
      }
      remember(step, embeddings);
    }
    return plan.stream().map(c -> new Voice(c.from(), c.to(), embeddings.get(window(c)))).toList();
  }

  @Override
  public void close() {
    encoder.close();
  }

  private Map<Long, float[]> remembered(Windowed step) {
    synchronized (known) {
      return new HashMap<>(known.getOrDefault(key(step), Map.of()));
    }
  }

  private void remember(Windowed step, Map<Long, float[]> embeddings) {
    synchronized (known) {
      known.put(key(step), embeddings);
    }
  }

  private static Key key(Windowed step) {
    return new Key(step.session(), step.window().stream(), step.window().ordinal());
  }

  /** Windows of an utterance begin at different samples, or are of different lengths. */
  private static long window(Cell cell) {
    return cell.windowFrom() * 2 * Voiceprints.WINDOW + (cell.windowTo() - cell.windowFrom());
  }

  private static Predicate<Cell> same(Cell cell) {
    return other -> window(other) == window(cell);
  }

  private static short[] audio(Window w, Cell cell) {
    int from = (int) Math.max(0, cell.windowFrom() - w.from());
    return Arrays.copyOfRange(w.pcm(), from, (int) (cell.windowTo() - w.from()));
  }
}
