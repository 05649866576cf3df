package io.auscult.speech.speakers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpeakerClusteringTest {
  private final SpeakerClustering clustering = new SpeakerClustering(ClusteringRules.DEFAULT);
  private final MadeVoices voices = new MadeVoices();
  private final Voices state = new Voices();

  @Test
  void labelsCountInTheOrderOfFirstAppearanceAndStay() {
    List<Integer> labels = new ArrayList<>();
    for (int speaker : new int[] {4, 7, 4, 7, 7, 4, 4, 7, 4, 7}) {
      labels.addAll(labels(voices.utterance(1, speaker, 8), 0));
    }

    assertThat(labels).containsExactly(0, 1, 0, 1, 1, 0, 0, 1, 0, 1);
  }

  @Test
  void anUtteranceIsCutWhereTheSpeakerChanges() {
    clustering.label(state, 0, voices.utterance(1, 0, 8));
    clustering.label(state, 0, voices.utterance(1, 1, 8));
    List<VoiceCell> utterance = voices.utterance(1, 0, 6, 1, 7, 0, 5);

    List<SpeakerTurn> turns = clustering.label(state, 0, utterance);

    long start = utterance.get(0).from();
    assertThat(turns).extracting(SpeakerTurn::speaker).containsExactly(0, 1, 0);
    assertThat(turns.get(0).from()).isEqualTo(start);
    assertThat(turns.get(1).from()).isEqualTo(start + 6 * Voiceprints.CELL);
    assertThat(turns.get(1).to()).isEqualTo(start + 13 * Voiceprints.CELL);
    assertThat(turns.get(2).to()).isEqualTo(start + 18 * Voiceprints.CELL);
    assertThat(turns).extracting(SpeakerTurn::segment).containsExactly(2, 3, 4);
  }

  @Test
  void oneCellOfAnotherVoiceIsNoTurn() {
    clustering.label(state, 0, voices.utterance(1, 0, 8));
    clustering.label(state, 0, voices.utterance(1, 1, 8));

    assertThat(labels(voices.utterance(1, 0, 6, 1, 1, 0, 6), 0)).containsExactly(0);
  }

  @Test
  void thereAreNeverMoreLabelsThanSpeakers() {
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      List<VoiceCell> utterance = voices.utterance(1, random.nextInt(5), 4 + random.nextInt(8));
      assertThat(labels(utterance, 2)).as("utterance %d", i).allMatch(l -> l < 2);
    }
  }

  @Test
  void oneSpeakerIsAlwaysLabelZero() {
    for (int i = 0; i < 10; i++) {
      assertThat(labels(voices.utterance(1, i % 3, 6), 1)).containsOnly(0);
    }
  }

  @Test
  void whoeverWasSilentForTwentyMinutesComesBackUnderTheSameLabel() {
    clustering.label(state, 0, voices.utterance(1, 0, 10));
    assertThat(labels(voices.utterance(1, 1, 10), 0)).containsExactly(1);
    while (voices.seconds() < 20 * 60 + 10) {
      assertThat(labels(voices.utterance(0.5, 0, 5), 0)).containsExactly(0);
    }

    assertThat(labels(voices.utterance(1, 1, 6), 0)).containsExactly(1);
  }

  @Test
  void shortTurnsFollowVoicesThatAreKnownAndFoundNone() {
    clustering.label(state, 0, voices.utterance(1, 0, 10));

    assertThat(labels(voices.utterance(1, 1, 1), 0)).containsExactly(0);
  }

  @Test
  void theSameUtterancesGiveTheSameLabels() {
    assertThat(script(new Voices())).isEqualTo(script(new Voices()));
  }

  @Test
  void anUtteranceTooShortForACellHasNoTurn() {
    assertThat(clustering.label(state, 0, List.of())).isEmpty();
    assertThat(state.nextSegment).isZero();
  }

  @Test
  void whatWasLabelledBeforeTheSecondVoiceWasKnownIsCorrectedAtTheEnd() {
    // As if the label had been sent before anybody could tell the two apart.
    clustering.label(state, 2, voices.utterance(1, 0, 12));
    int wrong = state.nextSegment;
    clustering.label(state, 2, voices.utterance(1, 1, 12));
    for (int i = 0; i < 6; i++) clustering.label(state, 2, voices.utterance(1, i % 2, 10));
    for (int i = 0; i < state.segments; i++) if (state.turns[i] == wrong) state.labels[i] = 0;

    List<Relabelled> corrected = clustering.secondLook(state, 2);

    assertThat(corrected).containsExactly(new Relabelled(wrong, 0, 1));
  }

  @Test
  void aSessionThatWasRightIsNotCorrected() {
    script(state);

    assertThat(clustering.secondLook(state, 2)).isEmpty();
    assertThat(clustering.secondLook(state, 0)).isEmpty();
  }

  @Test
  void theStateStaysWithinItsBound() {
    Voices wide = new Voices();
    Random random = new Random(9);
    for (int i = 0; i < Voices.MOST_SEGMENTS + 50; i++) {
      clustering.label(wide, 0, List.of(cell(random, i, 0), cell(random, i, 1)));
    }

    assertThat(wide.segments).isEqualTo(Voices.MOST_SEGMENTS);
    assertThat(wide.bytes()).isBetween(150_000, Voices.MOST_BYTES_256);
  }

  private List<Integer> labels(List<VoiceCell> utterance, int maxSpeakers) {
    return clustering.label(state, maxSpeakers, utterance).stream()
        .map(SpeakerTurn::speaker)
        .toList();
  }

  private List<SpeakerTurn> script(Voices fresh) {
    MadeVoices same = new MadeVoices();
    List<SpeakerTurn> turns = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      turns.addAll(clustering.label(fresh, 2, same.utterance(1, i % 2, 6, (i + 1) % 2, 5)));
    }
    return turns;
  }

  private static VoiceCell cell(Random random, int utterance, int cell) {
    float[] v = new float[256];
    for (int i = 0; i < v.length; i++) v[i] = 1 + random.nextFloat();
    long from = utterance * 32_000L + cell * Voiceprints.CELL;
    return new VoiceCell(from, from + Voiceprints.CELL, Vectors.normalise(v));
  }

  @Test
  void aVoiceSurvivesBeingPackedIntoBytes() {
    float[] voice = cell(new Random(2), 0, 0).voice();
    byte[] packed = new byte[512];

    Vectors.pack(voice, packed, 256);

    assertThat(Vectors.dot(voice, Vectors.unpack(packed, 256, 256))).isGreaterThan(0.9999f);
    assertThat(Arrays.copyOf(packed, 256)).containsOnly(0);
  }
}
