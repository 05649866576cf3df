package io.auscult.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.speech.recognition.Hypothesis;
import io.auscult.speech.recognition.Recogniser;
import io.auscult.speech.recognition.TimedWord;
import io.auscult.speech.recognition.Utterance;
import io.auscult.speech.recognition.Verdict;
import io.auscult.speech.recognition.WordTimes;
import io.auscult.transcription.segment.Endpointing;
import io.auscult.transcription.segment.Hearing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final int RATE = 16_000;

  @Test
  void everyUtteranceIsSaidOnceAndAWithdrawnDraftCostsNothing() {
    Counting recogniser = new Counting();
    List<Rehearsal.Said> said = new ArrayList<>();
    try (Rehearsal rehearsal =
        new Rehearsal(new Hearing(Endpointing.DEFAULT, LoudIsSpeech.FACTORY.open()), recogniser)) {
      // Two seconds of voice with a pause of 130 ms in it, a second of silence, a second of voice.
      short[] pcm = new short[5 * RATE];
      loud(pcm, 0, RATE);
      loud(pcm, RATE + 130 * 16, 2 * RATE);
      loud(pcm, 3 * RATE, 4 * RATE);
      rehearsal.run(pcm, 0, said::add);
    }
    assertThat(said).extracting(Rehearsal.Said::partial).containsExactly(false, false);
    assertThat(said.get(0).endMs()).isBetween(1_950L, 2_050L);
    assertThat(said.get(1).startMs())
        .as("64 ms before the first voiced frame")
        .isBetween(2_900L, 2_990L);
    assertThat(recogniser.calls).as("drafts that were withdrawn are not decoded").isEqualTo(2);
  }

  @Test
  void partialsComeAsTheUtteranceGrows() {
    List<Rehearsal.Said> said = new ArrayList<>();
    try (Rehearsal rehearsal =
        new Rehearsal(
            new Hearing(Endpointing.DEFAULT, LoudIsSpeech.FACTORY.open()), new Counting())) {
      short[] pcm = new short[4 * RATE];
      loud(pcm, 0, 3 * RATE);
      rehearsal.run(pcm, 640, said::add);
    }
    assertThat(said).filteredOn(Rehearsal.Said::partial).hasSize(5);
    assertThat(said.get(said.size() - 1).partial()).isFalse();
  }

  private static void loud(short[] pcm, int from, int to) {
    for (int i = from; i < to; i++) pcm[i] = (short) (i % 2 == 0 ? 8_000 : -8_000);
  }

  private static final class Counting implements Recogniser {
    private int calls;

    @Override
    public Hypothesis recognise(Utterance utterance) {
      calls++;
      return new Hypothesis(
          "word",
          List.of(new TimedWord("word", 0, 1, 1)),
          new int[] {5},
          1,
          WordTimes.ESTIMATED,
          Verdict.HEARD);
    }

    @Override
    public String model() {
      return "counting";
    }

    @Override
    public void close() {}
  }
}
