package io.auscult.transcription.segment;

import static io.auscult.transcription.Sessions.T0;
import static io.auscult.transcription.Sessions.audio;
import static io.auscult.transcription.Sessions.of;
import static io.auscult.transcription.Sessions.opened;
import static io.auscult.transcription.Sessions.with;
import static io.auscult.transcription.segment.SegmentHarness.harness;
import static io.auscult.transcription.segment.SegmentHarness.last;
import static io.auscult.transcription.segment.SegmentHarness.only;
import static io.auscult.transcription.segment.SegmentHarness.send;
import static io.auscult.transcription.segment.SegmentHarness.warnings;
import static io.auscult.transcription.segment.SegmentHarness.windows;
import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.Callback;
import io.auscult.events.Limits;
import io.auscult.events.NoteRequest;
import io.auscult.events.SessionInput.Attached;
import io.auscult.events.SessionInput.Audio;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionInput.Paused;
import io.auscult.events.SessionInput.Stopped;
import io.auscult.events.Show;
import io.auscult.events.StreamSpec;
import io.auscult.transcription.Sessions;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.wire.Inbound;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The clocks of a session on Flink's timers, over restarts, and streams on one timeline. */
class SessionClocksTest {
  private static final String ID = "550e8400-e29b-41d4-a716-446655440000";
  private static final Limits SEVENTY_SECONDS =
      new Limits(10_000, 70_000, 0, 120_000, 3_600_000, 120_000);

  @Test
  void DI_61_DI_63_sixtyOneValuesThenTheSessionEndsAsIfStopped() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, counted());
      send(segment, audio(ID, 0, 40, 2000));
      for (int s = 1; s <= 70; s++) segment.setProcessingTime(T0 + 1000L * s);
      assertThat(counts(segment))
          .isEqualTo(IntStream.rangeClosed(0, 60).mapToObj(i -> 60 - i).toList());
      assertThat(((Step.Ended) last(segment)).reason()).isEqualTo("duration_limit");
      assertThat(windows(segment)).as("nothing said is lost").hasSize(1);
      assertThat(segment.numKeyedStateEntries()).isZero();
      assertThat(segment.numProcessingTimeTimers()).isZero();
    }
  }

  @Test
  void DI_62_audioThatRunsAheadReachesTheLimitToo() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, counted());
      for (int i = 0; i < 71; i++) send(segment, audio(ID, i, 32, 0));
      assertThat(counts(segment)).isSortedAccordingTo((a, b) -> b - a).contains(0);
      assertThat(counts(segment)).doesNotHaveDuplicates();
      assertThat(last(segment)).isInstanceOf(Step.Ended.class);
    }
  }

  @Test
  void aCountdownGoesOnWhereItStandsAfterARestartAndASilenceIsNotToldTwice() throws Exception {
    OperatorSubtaskState savepoint;
    List<Integer> before;
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, counted());
      for (int s = 1; s <= 20; s++) segment.setProcessingTime(T0 + 1000L * s);
      before = counts(segment);
      assertThat(before).endsWith(51, 50);
      assertThat(warnings(segment)).hasSize(1);
      savepoint = segment.snapshot(1, 1);
    }
    try (var segment = harness()) {
      segment.setProcessingTime(T0 + 25_500);
      segment.initializeState(savepoint);
      segment.open();
      for (int s = 26; s <= 39; s++) segment.setProcessingTime(T0 + 1000L * s);
      assertThat(counts(segment)).startsWith(44, 43).doesNotContain(50);
      assertThat(warnings(segment)).isEmpty();
    }
  }

  @Test
  void SA_14_everyRepetitionOfAnEpisodeHasItsIdAndTheNextEpisodeAnother() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, opened(ID, Show.FINALS));
      for (long s = 10; s <= 70; s += 30) segment.setProcessingTime(T0 + 1000 * s);
      send(segment, of(audio(ID, 0, 40, 2000), 0, T0 + 71_000));
      segment.setProcessingTime(T0 + 90_000);
      assertThat(warnings(segment))
          .extracting(w -> w.id() + " " + w.repetition())
          .containsExactly("silence-0 0", "silence-0 1", "silence-0 2", "silence-1 0");
    }
  }

  @Test
  void SA_13_noWarningWhilePaused() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, opened(ID, Show.FINALS));
      send(segment, new Paused(ID, T0));
      segment.setProcessingTime(T0 + 300_000);
      assertThat(warnings(segment)).isEmpty();
      assertThat(last(segment)).isInstanceOf(Step.Turned.class);
    }
  }

  @Test
  void MS_105_aClientThatCameBackCountsItsAudioAnewAndWhatTheOldConnectionStillSendsIsDropped()
      throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, opened(ID, Show.FINALS));
      Audio first = audio(ID, 0, 40, 0);
      send(segment, new Audio(ID, T0, 0, 0, 3, first.pcm()));
      send(segment, new Attached(ID, T0, 5, 0, 1L << 40));
      send(segment, audio(ID, 1, 40, 0));
      send(segment, audio(ID, 1L << 40, 40, 0));
      send(segment, new Stopped(ID, T0, "client_stop"));
      assertThat(((Step.Ended) last(segment)).audioMs()).isEqualTo(80 * 32);
      assertThat(only(segment, Step.Returned.class))
          .singleElement()
          .satisfies(
              back -> {
                assertThat(back.seen()).as("as the last audio said").isEqualTo(3);
                assertThat(back.replyPartition()).isEqualTo(5);
              });
    }
  }

  @Test
  void SA_29_whoComesBackWhilePausedIsStillPaused() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, opened(ID, Show.FINALS));
      send(segment, new Paused(ID, T0));
      send(segment, new Attached(ID, T0, 5, 0, 1L << 40));
      assertThat(((Step.Turned) last(segment)).state()).isEqualTo("paused");
      segment.setProcessingTime(T0 + 300_000);
      assertThat(warnings(segment)).isEmpty();
    }
  }

  @Test
  void DI_27_aStreamThatStartsLateIsPlacedWhereTheSessionIsAndBlocksNobody() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, twoStreams());
      // 40 s of the first stream at the speed of speech, then the second one says something.
      for (int i = 0; i < 40; i++) {
        send(segment, of(audio(ID, i, 31, i == 3 ? 2000 : 0), 0, T0 + 992L * (i + 1)));
      }
      assertThat(windows(segment)).as("the first stream's final is out").hasSize(1);
      send(segment, of(audio(ID, 40, 31, 2000), 1, T0 + 992 * 40));
      send(segment, of(audio(ID, 41, 31, 0), 1, T0 + 992 * 41));
      var late = windows(segment).get(1).window();
      assertThat(late.stream()).isEqualTo(1);
      assertThat(late.voicedFrom() / 16).isBetween(38_600L, 38_800L);
    }
  }

  @Test
  void DI_26_streamsInTurnOverlapOnOneTimeline() throws Exception {
    try (var segment = harness()) {
      segment.open();
      segment.setProcessingTime(T0);
      send(segment, twoStreams());
      for (int i = 0; i < 6; i++) {
        int loud = i < 3 ? 2000 : 0;
        send(segment, of(audio(ID, 2L * i, 31, loud), 0, T0 + 992L * (i + 1)));
        send(segment, of(audio(ID, 2L * i + 1, 31, loud), 1, T0 + 992L * (i + 1) + 5));
      }
      assertThat(windows(segment))
          .extracting(w -> w.window().stream() + " " + w.window().voicedFrom())
          .containsExactlyInAnyOrder("0 0", "1 0");
    }
  }

  private static Opened counted() {
    return with(
        opened(ID, Show.FINALS),
        List.of(StreamSpec.main()),
        SEVENTY_SECONDS,
        NoteRequest.NONE,
        Callback.NONE);
  }

  private static Opened twoStreams() {
    return with(
        opened(ID, Show.FINALS),
        List.of(new StreamSpec("a", "provider"), new StreamSpec("b", "patient")),
        Sessions.LIMITS,
        NoteRequest.NONE,
        Callback.NONE);
  }

  private static List<Integer> counts(
      KeyedOneInputStreamOperatorTestHarness<String, Inbound, Step> segment) {
    return only(segment, Step.Counted.class).stream().map(Step.Counted::seconds).toList();
  }
}
