package io.auscult.transcription.keep;

import static io.auscult.transcription.Sessions.T0;
import static io.auscult.transcription.Sessions.opened;
import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.Decoded;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionOutput.Item;
import io.auscult.events.SessionOutputCodec;
import io.auscult.events.SessionView;
import io.auscult.events.Show;
import io.auscult.events.Topics;
import io.auscult.events.TranscriptRecord;
import io.auscult.events.UsageRecord;
import io.auscult.events.Word;
import io.auscult.flink.Letter;
import io.auscult.notes.ExtractiveWriter;
import io.auscult.speech.speakers.ClusteringRules;
import io.auscult.speech.speakers.SpeakerClustering;
import io.auscult.transcription.steps.Pressure;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.steps.WindowKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeepTest {
  private static final ClusteringFactory CLUSTERING =
      () -> new SpeakerClustering(ClusteringRules.DEFAULT);

  static final String ID = "550e8400-e29b-41d4-a716-446655440000";
  private static final Show PARTIALS = new Show(true, 640, true);

  @Test
  void aWholeSessionLeavesItemsAViewUsageAndNoState() throws Exception {
    try (var keep = harness()) {
      keep.open();
      send(keep, new Step.Begun(ID, 0, opened(ID, Show.FINALS)));
      send(keep, heard(1, 0, 0, WindowKind.DRAFT, "Good morning."));
      send(keep, new Step.Settled(ID, 2, 0, 0, 0));
      send(keep, heard(3, 1, 0, WindowKind.FINAL, "Sit down."));
      send(keep, new Step.Ended(ID, 4, "client_stop", 9000, 3000, 500, T0 + 9000));

      List<SessionOutput> said = said(keep);
      assertThat(said)
          .extracting(o -> o.getClass().getSimpleName())
          .containsExactly("Item", "Item", "TranscriptCompleted", "Closed");
      Item first = (Item) said.get(0);
      assertThat(first.id()).isEqualTo("550e8400-0-0");
      assertThat(first.isFinal()).isTrue();
      assertThat(first.speaker()).isEqualTo("SPEAKER_0");
      assertThat(((Item) said.get(1)).ordinal()).isEqualTo(1);
      assertThat(letters(keep))
          .filteredOn(l -> l.topic().equals(Topics.SESSION_OUTPUT))
          .extracting(Letter::partition)
          .containsOnly(3);

      List<Letter> counted = new ArrayList<>();
      keep.getSideOutput(Keep.EXACTLY_ONCE).forEach(r -> counted.add(r.getValue()));
      assertThat(counted)
          .extracting(Letter::topic)
          .containsExactly(Topics.TRANSCRIPTS, Topics.TRANSCRIPTS, Topics.USAGE);
      TranscriptRecord row = good(TranscriptRecord.decode(counted.get(0).value()));
      assertThat(row.text()).isEqualTo("Good morning.");
      assertThat(row.organization()).isEqualTo("clinic-1");
      UsageRecord usage = good(UsageRecord.decode(counted.get(2).value()));
      assertThat(usage.items()).isEqualTo(2);
      assertThat(usage.audioMs()).isEqualTo(9000);
      assertThat(usage.endReason()).isEqualTo("client_stop");

      assertThat(keep.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void hypothesesLeftOutAreToldOnceInAnEpisode() throws Exception {
    try (var keep = harness()) {
      keep.open();
      keep.setProcessingTime(T0);
      send(keep, new Step.Begun(ID, 0, opened(ID, new Show(true, 640, true))));
      send(keep, new Step.Shed(ID, 1, false));
      assertThat(said(keep)).as("overtaken by its final").isEmpty();
      send(keep, new Step.Shed(ID, 2, true));
      send(keep, new Step.Shed(ID, 3, true));
      assertThat(said(keep)).hasSize(1);
      SessionOutput.Warning told = (SessionOutput.Warning) said(keep).get(0);
      assertThat(told.code()).isEqualTo("partials_shed");
      keep.setProcessingTime(T0 + 31_000);
      send(keep, new Step.Shed(ID, 4, true));
      assertThat(said(keep)).hasSize(2);
      assertThat(((SessionOutput.Warning) said(keep).get(1)).id()).isNotEqualTo(told.id());
    }
  }

  @Test
  void whoSeesNoHypothesesIsNotToldThatTheyAreLeftOut() throws Exception {
    try (var keep = harness()) {
      keep.open();
      send(keep, new Step.Begun(ID, 0, opened(ID, Show.FINALS)));
      send(keep, new Step.Shed(ID, 1, true));
      assertThat(said(keep)).isEmpty();
    }
  }

  @Test
  void itsGatewayHearsHowFarASessionIsAndHowBusyTheWorkerIsOnceASecond() throws Exception {
    try (var keep = harness()) {
      keep.open();
      keep.setProcessingTime(T0);
      send(keep, new Step.Begun(ID, 0, opened(ID, new Show(false, 0, false))));
      send(keep, new Step.Passed(ID, 1, 65_000));
      assertThat(said(keep)).containsExactly(new SessionOutput.Progress(ID, 65_000));
      Pressure busy = new Pressure("worker-1", 40, 120, 9);
      for (int i = 0; i < 3; i++) {
        send(keep, heard(2 + i, i, 0, WindowKind.FINAL, "S").under(busy));
      }
      keep.setProcessingTime(T0 + 1_000);
      send(keep, heard(5, 3, 0, WindowKind.FINAL, "S").under(busy));
      assertThat(said(keep))
          .filteredOn(SessionOutput.Load.class::isInstance)
          .containsExactly(
              new SessionOutput.Load(ID, "worker-1", T0, 40, 120, 9),
              new SessionOutput.Load(ID, "worker-1", T0 + 1_000, 40, 120, 9));
    }
  }

  @Test
  void theViewHasItemsOfTheirOwnWhileTheSessionLivesAndOneRecordAtItsEnd() throws Exception {
    try (var keep = harness()) {
      keep.open();
      send(keep, new Step.Begun(ID, 0, opened(ID, Show.FINALS)));
      send(keep, heard(1, 0, 0, WindowKind.FINAL, "Good morning."));
      send(keep, new Step.Ended(ID, 2, "client_stop", 9000, 3000, 0, T0 + 9000));
      List<Letter> views =
          letters(keep).stream().filter(l -> l.topic().equals(Topics.SESSIONS)).toList();
      assertThat(views)
          .extracting(l -> new String(l.key(), StandardCharsets.UTF_8))
          .containsExactly(ID, ID + "/550e8400-0-0", ID, ID + "/550e8400-0-0");
      assertThat(good(SessionView.decode(views.get(0).value())).state()).isEqualTo("live");
      SessionView whole = good(SessionView.decode(views.get(2).value()));
      assertThat(whole.state()).isEqualTo("completed");
      assertThat(whole.transcript()).hasSize(1);
      assertThat(views.get(3).value()).as("tombstone").isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void inWhateverOrderAnswersComeTheClientSeesTheSessionsOrder(long seed) throws Exception {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Begun(ID, 0, opened(ID, Show.FINALS)));
    for (int i = 0; i < 30; i++) {
      steps.add(heard(1 + 2 * i, i, 0, WindowKind.DRAFT, "Sentence " + i + "."));
      steps.add(new Step.Settled(ID, 2 + 2 * i, 0, i, 0));
    }
    steps.add(new Step.Ended(ID, 61, "client_stop", 0, 0, 0, T0));
    Collections.shuffle(steps, new Random(seed));
    try (var keep = harness()) {
      keep.open();
      for (Step s : steps) send(keep, s);
      List<SessionOutput> said = said(keep);
      assertThat(said).as("seed %d", seed).hasSize(32);
      for (int i = 0; i < 30; i++) {
        assertThat(((Item) said.get(i)).text()).isEqualTo("Sentence " + i + ".");
      }
      assertThat(keep.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void partialsGoOutOnlyWhenTheTextChangedAndUnderOneId() throws Exception {
    try (var keep = harness()) {
      keep.open();
      send(keep, new Step.Begun(ID, 0, opened(ID, PARTIALS)));
      send(keep, heard(1, 0, 0, WindowKind.PARTIAL, "Good"));
      send(keep, heard(2, 0, 1, WindowKind.PARTIAL, "Good"));
      send(keep, heard(3, 0, 2, WindowKind.PARTIAL, "Good morning"));
      send(keep, heard(4, 0, 3, WindowKind.FINAL, "Good morning."));
      List<SessionOutput> said = said(keep);
      assertThat(said)
          .extracting(o -> ((Item) o).text())
          .containsExactly("Good", "Good morning", "Good morning.");
      assertThat(said).extracting(o -> ((Item) o).id()).containsOnly("550e8400-0-0");
      assertThat(said).extracting(o -> ((Item) o).isFinal()).containsExactly(false, false, true);
    }
  }

  @Test
  void anIdThatWasShownBecomesFinalEvenIfNothingWasSaid() throws Exception {
    try (var keep = harness()) {
      keep.open();
      send(keep, new Step.Begun(ID, 0, opened(ID, PARTIALS)));
      send(keep, heard(1, 0, 0, WindowKind.PARTIAL, "Uh"));
      send(keep, heard(2, 0, 1, WindowKind.FINAL, ""));
      send(keep, heard(3, 1, 0, WindowKind.FINAL, ""));
      List<SessionOutput> said = said(keep);
      assertThat(said).hasSize(2);
      assertThat(((Item) said.get(1)).isFinal()).isTrue();
      assertThat(((Item) said.get(1)).text()).isEmpty();
      assertThat(keep.getSideOutput(Keep.EXACTLY_ONCE)).isNull();
    }
  }

  @Test
  void whatCannotBeRecognisedIsSaidAndKeptAndTheSessionGoesOn() throws Exception {
    try (var keep = harness()) {
      keep.open();
      send(keep, new Step.Begun(ID, 0, opened(ID, Show.FINALS)));
      send(
          keep,
          new Step.Unheard(
              ID, 1, 0, 0, 0, WindowKind.DRAFT, 100, 900, "recogniser_error", new short[] {1, 2}));
      send(keep, new Step.Settled(ID, 2, 0, 0, 0));
      send(keep, heard(3, 1, 0, WindowKind.FINAL, "Next."));
      List<SessionOutput> said = said(keep);
      assertThat(said)
          .extracting(o -> o.getClass().getSimpleName())
          .containsExactly("Failure", "Item");
      assertThat(letters(keep)).filteredOn(l -> l.topic().equals(Topics.DEAD_LETTER)).hasSize(1);
    }
  }

  @Test
  void aDraftIsShownAsAPartialOnlyIfItIsTimeForOne() throws Exception {
    try (var keep = harness()) {
      keep.open();
      send(keep, new Step.Begun(ID, 0, opened(ID, new Show(true, 704, true))));
      send(keep, ending(1, WindowKind.PARTIAL, 0, "I have", 448));
      send(keep, ending(2, WindowKind.DRAFT, 1, "I have a", 900));
      send(keep, ending(3, WindowKind.PARTIAL, 2, "I have a", 1_152));
      send(keep, ending(4, WindowKind.PARTIAL, 3, "I have a", 1_856));
      send(keep, ending(5, WindowKind.DRAFT, 4, "I have a pain.", 2_600));
      assertThat(said(keep))
          .extracting(o -> ((Item) o).text())
          .containsExactly("I have", "I have a", "I have a pain.");
    }
  }

  private static Step.Heard ending(
      long seq, WindowKind kind, int revision, String text, long endMs) {
    Step.Heard h = heard(seq, 0, revision, kind, text);
    return new Step.Heard(
        h.session(),
        seq,
        0,
        0,
        revision,
        kind,
        0,
        endMs,
        text,
        h.words(),
        h.confidence(),
        h.wordTimes(),
        h.model(),
        List.of(),
        Pressure.NONE,
        T0);
  }

  @Test
  void aClientThatComesBackGetsWhatItHasNotSeenOnItsNewGateway() throws Exception {
    try (var keep = harness()) {
      keep.open();
      send(keep, new Step.Begun(ID, 0, opened(ID, Show.FINALS)));
      for (int i = 0; i < 3; i++) send(keep, heard(1 + i, i, 0, WindowKind.FINAL, "S" + i));
      keep.getOutput().clear();
      send(keep, new Step.Returned(ID, 4, 9, 1));
      assertThat(said(keep)).extracting(o -> ((Item) o).text()).containsExactly("S1", "S2");
      assertThat(letters(keep))
          .filteredOn(l -> l.topic().equals(Topics.SESSION_OUTPUT))
          .extracting(Letter::partition)
          .containsOnly(9);
    }
  }

  static Step.Heard heard(long seq, int ordinal, int revision, WindowKind kind, String text) {
    return new Step.Heard(
        ID,
        seq,
        0,
        ordinal,
        revision,
        kind,
        1000L * ordinal,
        1000L * ordinal + 800,
        text,
        text.isEmpty() ? List.of() : List.of(new Word(text, 1000L * ordinal, 1000, 0.9)),
        0.9,
        "estimated",
        "moonshine-base-int8@00000000",
        List.of(),
        Pressure.NONE,
        T0);
  }

  static void send(KeyedOneInputStreamOperatorTestHarness<String, Step, Letter> keep, Step step)
      throws Exception {
    keep.processElement(step, 0);
  }

  private static List<Letter> letters(
      KeyedOneInputStreamOperatorTestHarness<String, Step, Letter> keep) {
    return keep.extractOutputValues();
  }

  static List<SessionOutput> said(
      KeyedOneInputStreamOperatorTestHarness<String, Step, Letter> keep) {
    return letters(keep).stream()
        .filter(l -> l.topic().equals(Topics.SESSION_OUTPUT))
        .map(l -> good(SessionOutputCodec.decode(l.value())))
        .toList();
  }

  private static <T> T good(Decoded<T> decoded) {
    return decoded.fold(
        v -> v,
        bad -> {
          throw new AssertionError(bad);
        });
  }

  static KeyedOneInputStreamOperatorTestHarness<String, Step, Letter> harness() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new Keep(ExtractiveWriter::new, CLUSTERING)),
        Step::session,
        Types.STRING);
  }
}
