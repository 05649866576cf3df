package io.auscult.transcription.segment;

import static io.auscult.transcription.Sessions.T0;
import static io.auscult.transcription.Sessions.audio;
import static io.auscult.transcription.Sessions.of;
import static io.auscult.transcription.Sessions.opened;
import static io.auscult.transcription.segment.SegmentHarness.harness;
import static io.auscult.transcription.segment.SegmentHarness.last;
import static io.auscult.transcription.segment.SegmentHarness.send;
import static io.auscult.transcription.segment.SegmentHarness.warnings;
import static io.auscult.transcription.segment.SegmentHarness.windows;
import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.DeadLetter;
import io.auscult.events.Decoded;
import io.auscult.events.SessionInput.Detached;
import io.auscult.events.SessionInput.Paused;
import io.auscult.events.SessionInput.Stopped;
import io.auscult.events.Show;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.steps.WindowKind;
import io.auscult.transcription.wire.Inbound;
import io.auscult.transcription.wire.SealedType;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class SegmentTest {
  private static final String ID = "550e8400-e29b-41d4-a716-446655440000";

  @Test
  void aSessionIsOpenedHeardAndForgotten() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, opened(ID, Show.FINALS));
      send(segment, audio(ID, 0, 40, 2000));
      send(segment, audio(ID, 1, 40, 0));
      send(segment, new Stopped(ID, T0 + 3000, "client_stop"));

      List<Step> steps = segment.extractOutputValues();
      assertThat(steps)
          .extracting(s -> s.getClass().getSimpleName())
          .containsExactly("Begun", "Windowed", "Settled", "Turned", "Ended");
      assertThat(steps).extracting(Step::seq).containsExactly(0L, 1L, 2L, 3L, 4L);
      Step.Ended ended = (Step.Ended) steps.get(4);
      assertThat(ended.reason()).isEqualTo("client_stop");
      assertThat(ended.audioMs()).isEqualTo(80 * 32);
      assertThat(ended.speechMs()).isEqualTo(40 * 32);
      assertThat(segment.numKeyedStateEntries()).isZero();
      assertThat(segment.numProcessingTimeTimers()).isZero();
    }
  }

  @Test
  void aStopInTheMiddleOfASentenceStillGivesItsFinal() throws Exception {
    try (var segment = harness()) {
      segment.open();
      send(segment, opened(ID, Show.FINALS));
      send(segment, audio(ID, 0, 40, 2000));
      send(segment, new Stopped(ID, T0, "client_close"));
      assertThat(windows(segment))
          .extracting(w -> w.window().kind())
          .containsExactly(WindowKind.FINAL);
    }
  }

  @Test
  void noPartialsForASessionThatShowsNone() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, opened(ID, Show.FINALS));
      for (int i = 0; i < 100; i++) send(segment, audio(ID, i, 3, 2000));
      assertThat(windows(segment)).isEmpty();
    }
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, opened(ID, new Show(true, 640, true)));
      for (int i = 0; i < 100; i++) send(segment, audio(ID, i, 3, 2000));
      assertThat(windows(segment))
          .extracting(w -> w.window().kind())
          .containsOnly(WindowKind.PARTIAL)
          .hasSize(15);
    }
  }

  @Test
  void withTimeToSpareAnUtteranceIsListenedToAheadOfItsEndThoughNobodyIsShown() throws Exception {
    try (var segment = harness(() -> true)) {
      segment.open();
      send(segment, opened(ID, Show.FINALS));
      // Live: a second of voice in a second.
      for (int i = 0; i < 31; i++) send(segment, of(audio(ID, i, 1, 8000), 0, T0 + 32L * i));
      assertThat(windows(segment))
          .extracting(w -> w.window().kind())
          .isNotEmpty()
          .containsOnly(WindowKind.PARTIAL);
      assertThat(windows(segment)).allMatch(w -> w.window().voices());
    }
  }

  @Test
  void finalsHaveContextAndPartialsHaveNone() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, opened(ID, new Show(true, 640, true)));
      send(segment, audio(ID, 0, 30, 2000));
      send(segment, audio(ID, 1, 12, 0));
      send(segment, audio(ID, 2, 30, 2000));
      send(segment, audio(ID, 3, 12, 0));
      assertThat(windows(segment))
          .filteredOn(w -> w.window().ordinal() == 1)
          .allSatisfy(
              w ->
                  assertThat(w.window().contextSamples() > 0)
                      .as(w.window().toString())
                      .isEqualTo(w.window().kind() != WindowKind.PARTIAL))
          .hasSizeGreaterThan(1);
    }
  }

  @Test
  void partialsAreShedUnderLagAndFinalsAreNot() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0 + 10_000);
      send(segment, opened(ID, new Show(true, 640, true)));
      for (int i = 0; i < 60; i++) send(segment, audio(ID, i, 3, 2000));
      send(segment, audio(ID, 60, 20, 0));
      assertThat(windows(segment))
          .extracting(w -> w.window().kind())
          .containsExactly(WindowKind.DRAFT);
    }
  }

  @Test
  void aProducersRetryIsHeardOnce() throws Exception {
    try (var segment = harness()) {
      segment.open();
      send(segment, opened(ID, Show.FINALS));
      send(segment, audio(ID, 0, 40, 2000));
      send(segment, audio(ID, 0, 40, 2000));
      send(segment, new Stopped(ID, T0, "client_stop"));
      List<Step> steps = segment.extractOutputValues();
      assertThat(((Step.Ended) steps.get(steps.size() - 1)).audioMs()).isEqualTo(40 * 32);
    }
  }

  @Test
  void audioOfNoSessionIsKeptAsADeadLetterThatCanBeFedBack() throws Exception {
    try (var segment = harness()) {
      segment.open();
      send(segment, audio(ID, 0, 2, 2000));
      send(segment, new Stopped(ID, T0, "client_stop"));
      assertThat(segment.extractOutputValues()).isEmpty();
      var dead = segment.getSideOutput(Segment.DEAD);
      assertThat(dead).hasSize(1);
      DeadLetter letter =
          ((Decoded.Good<DeadLetter>) DeadLetter.decode(dead.peek().getValue().value())).value();
      assertThat(letter.reason()).isEqualTo("UNKNOWN_SESSION");
      assertThat(letter.offset()).isEqualTo(7);
      assertThat(io.auscult.events.SessionInputCodec.decode(letter.value()))
          .isInstanceOf(Decoded.Good.class);
    }
  }

  @Test
  void whoSaysNothingIsToldOnceByTheWallClock() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, opened(ID, Show.FINALS));
      segment.setProcessingTime(T0 + 9_999);
      assertThat(warnings(segment)).isEmpty();
      segment.setProcessingTime(T0 + 10_000);
      segment.setProcessingTime(T0 + 39_999);
      assertThat(warnings(segment)).extracting(Step.Warned::id).containsExactly("silence-0");
    }
  }

  @Test
  void aBrokenConnectionWaitsForItsClientAndThenEndsTheSession() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, opened(ID, Show.FINALS));
      send(segment, audio(ID, 0, 40, 2000));
      send(segment, new Detached(ID, T0));
      segment.setProcessingTime(T0 + 119_999);
      assertThat(last(segment)).isInstanceOf(Step.Turned.class);
      segment.setProcessingTime(T0 + 120_000);
      assertThat(last(segment)).isInstanceOf(Step.Ended.class);
      assertThat(((Step.Ended) last(segment)).reason()).isEqualTo("connection_lost");
      assertThat(windows(segment)).hasSize(1);
      assertThat(segment.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void audioAfterAPauseGoesOnWhereTheAudioClockStood() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, opened(ID, Show.FINALS));
      send(segment, audio(ID, 0, 30, 0));
      send(segment, new Paused(ID, T0 + 1000));
      segment.setProcessingTime(T0 + 100_000);
      send(
          segment,
          new io.auscult.events.SessionInput.Audio(
              ID, T0 + 100_000, 0, 1, 0, audio(ID, 1, 30, 2000).pcm()));
      send(segment, new Stopped(ID, T0 + 101_000, "client_stop"));
      assertThat(windows(segment).get(0).window().voicedFrom()).isEqualTo(30 * 512);
      assertThat(((Step.Ended) last(segment)).pausedMs()).isEqualTo(99_000);
      assertThat(warnings(segment)).isEmpty();
    }
  }

  @Test
  void aRestartInTheMiddleOfAWordChangesNothing() throws Exception {
    List<Step> whole = new ArrayList<>();
    try (var segment = harness()) {
      segment.open();
      send(segment, opened(ID, Show.FINALS));
      for (int i = 0; i < 40; i++) send(segment, audio(ID, i, 2, i % 20 < 12 ? 2000 : 0));
      whole.addAll(segment.extractOutputValues());
    }
    OperatorSubtaskState savepoint;
    List<Step> parts = new ArrayList<>();
    try (var before = harness()) {
      before.open();
      send(before, opened(ID, Show.FINALS));
      for (int i = 0; i < 7; i++) send(before, audio(ID, i, 2, i % 20 < 12 ? 2000 : 0));
      savepoint = before.snapshot(1, 1);
      parts.addAll(before.extractOutputValues());
    }
    try (var after = harness()) {
      after.initializeState(savepoint);
      after.open();
      for (int i = 7; i < 40; i++) send(after, audio(ID, i, 2, i % 20 < 12 ? 2000 : 0));
      parts.addAll(after.extractOutputValues());
    }
    assertThat(parts).usingRecursiveComparison().isEqualTo(whole);
  }

  @Test
  void stateAndStepsAreNoGenericTypes() {
    SerializerConfigImpl strict = new SerializerConfigImpl();
    strict.setGenericTypes(false);
    assertThat(TypeInformation.of(SessionState.class).createSerializer(strict)).isNotNull();
    assertThat(SealedType.of(Step.class).createSerializer(strict)).isNotNull();
    assertThat(Inbound.TYPE.createSerializer(strict)).isNotNull();
  }
}
