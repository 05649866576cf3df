package io.auscult.transcription.keep;

import io.auscult.events.Word;
import io.auscult.speech.speakers.SpeakerTurn;
import io.auscult.transcription.steps.Step.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whose words the words of an utterance are. */
final class Attribution {
  private static final int SAMPLES_PER_MS = 16;

  private Attribution() {}

  /**
   * What one speaker said in an utterance.
   *
   * @param speaker 0, 1, 2…
   * @param segment number of the speaker's turn in the session; -1: none
   */
  record Part(int speaker, int segment, long startMs, long endMs, String text, List<Word> words) {}

  /**
   * The utterance in parts, each with at least one word, in order: a word goes with whoever speaks
   * at its middle, and the cut is where the speaker changes.
   *
   * @param turns of the utterance, in order, at least one
   */
  static List<Part> parts(Heard heard, List<SpeakerTurn> turns) {
    List<List<Word>> shares = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) shares.add(new ArrayList<>());
    int at = 0;
    for (Word word : heard.words()) {
      long middle = (word.startMs() + word.endMs()) / 2 * SAMPLES_PER_MS;
      while (at < turns.size() - 1 && middle >= turns.get(at).to()) at++;
      shares.get(at).add(word);
    }
    List<Integer> spoken = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) if (!shares.get(i).isEmpty()) spoken.add(i);
    // A text without words of its own is still somebody's.
    if (spoken.size() <= 1) {
      SpeakerTurn turn = spoken.isEmpty() ? longest(turns) : turns.get(spoken.get(0));
      return List.of(whole(heard, turn.speaker(), turn.segment()));
    }
    List<Part> parts = new ArrayList<>();
    for (int n = 0; n < spoken.size(); n++) {
      SpeakerTurn turn = turns.get(spoken.get(n));
      List<Word> words = shares.get(spoken.get(n));
      boolean last = n == spoken.size() - 1;
      parts.add(
          new Part(
              turn.speaker(),
              turn.segment(),
              n == 0 ? heard.startMs() : turn.from() / SAMPLES_PER_MS,
              last ? heard.endMs() : turn.to() / SAMPLES_PER_MS,
              words.stream().map(Word::text).collect(Collectors.joining(" ")),
              words));
    }
    return parts;
  }

  /** All of it is one speaker's. */
  static Part whole(Heard heard, int speaker, int segment) {
    return new Part(speaker, segment, heard.startMs(), heard.endMs(), heard.text(), heard.words());
  }

  private static SpeakerTurn longest(List<SpeakerTurn> turns) {
    SpeakerTurn longest = turns.get(0);
    for (SpeakerTurn t : turns) {
      if (t.to() - t.from() > longest.to() - longest.from()) longest = t;
    }
    return longest;
  }
}
