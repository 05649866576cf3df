package io.auscult.transcription.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.transcription.recognise.Turns.Lane;
import io.auscult.transcription.steps.Window;
import io.auscult.transcription.steps.WindowKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns<String> turns = new Turns<>(2);

  @Test
  void oneWindowOfASessionAtATimeInItsOrder() {
    add("a", window(0, 0, WindowKind.FINAL), "a0", 0);
    add("a", window(1, 0, WindowKind.FINAL), "a1", 0);
    Turns.Waiting<String> first = turns.take(0).orElseThrow();
    assertThat(first.job()).isEqualTo("a0");
    assertThat(turns.take(0)).isEmpty();
    turns.done(first);
    Turns.Waiting<String> second = turns.take(0).orElseThrow();
    assertThat(second.job()).isEqualTo("a1");
    turns.done(second);
    assertThat(turns.waiting()).isZero();
  }

  @Test
  void finalsGoBeforePartialsHoweverOld() {
    add("a", window(0, 0, WindowKind.PARTIAL), "partial", 0);
    add("b", window(0, 0, WindowKind.FINAL), "final", 0);
    add("c", window(0, 0, WindowKind.DRAFT), "draft", 0);
    assertThat(List.of(taken(), taken(), taken())).containsExactly("final", "draft", "partial");
  }

  @Test
  void aFinalDoesNotWaitForAPartialOfItsSessionThatIsBeingRecognised() {
    add("a", window(0, 0, WindowKind.PARTIAL), "partial", 0);
    Turns.Waiting<String> partial = turns.take(0).orElseThrow();
    add("a", window(0, 1, WindowKind.PARTIAL), "next partial", 0);
    assertThat(turns.take(0)).as("one partial of a session at a time").isEmpty();
    assertThat(add("a", window(0, 2, WindowKind.DRAFT), "draft", 0))
        .containsExactly("next partial");
    Turns.Waiting<String> draft = turns.take(0).orElseThrow();
    assertThat(draft.job()).isEqualTo("draft");
    turns.done(partial);
    turns.done(draft);
    assertThat(turns.waiting()).isZero();
  }

  @Test
  void aSessionWithABacklogWaitsBehindTheOthers() {
    for (int i = 0; i < 20; i++) add("flood", window(i, 0, WindowKind.FINAL), "f" + i, 0);
    List<String> order = new ArrayList<>();
    Turns.Waiting<String> first = turns.take(0).orElseThrow();
    order.add(first.job());
    add("live", window(0, 0, WindowKind.FINAL), "live", 0);
    turns.done(first);
    order.add(taken());
    order.add(taken());
    assertThat(order).containsExactly("f0", "live", "f1");
  }

  @Test
  void whatANewerWindowOvertakesIsShedButNeverAFinal() {
    add("a", window(0, 0, WindowKind.FINAL), "final 0", 0);
    add("a", window(1, 0, WindowKind.PARTIAL), "partial 1", 0);
    add("a", window(1, 1, WindowKind.DRAFT), "draft 1", 0);
    assertThat(add("a", window(2, 0, WindowKind.FINAL), "final 2", 0)).isEmpty();
    assertThat(turns.waiting()).isEqualTo(3);
    assertThat(add("a", window(1, 2, WindowKind.FINAL), "final 1", 0)).containsExactly("draft 1");
    assertThat(add("b", window(0, 0, WindowKind.PARTIAL), "b", 0)).isEmpty();
  }

  @Test
  void aDraftWaitsUntilItIsReadyOrSettledAndAVoidOneIsNeverTaken() {
    add("a", window(0, 0, WindowKind.DRAFT), "void", 100);
    add("b", window(0, 0, WindowKind.DRAFT), "settled", 100);
    add("c", window(0, 0, WindowKind.DRAFT), "ready", 100);
    assertThat(turns.take(99)).isEmpty();
    assertThat(turns.nextReadyAt(99)).isEqualTo(100);
    turns.settle("b", 0, 0);
    Turns.Waiting<String> settled = turns.take(99).orElseThrow();
    assertThat(settled.job()).isEqualTo("settled");
    assertThat(turns.withdraw("a", 0, 0, 0)).containsExactly("void");
    assertThat(turns.withdraw("a", 0, 0, 0)).isEmpty();
    Turns.Waiting<String> ready = turns.take(100).orElseThrow();
    assertThat(ready.job()).isEqualTo("ready");
    assertThat(turns.withdraw("c", 0, 0, 0)).as("under way").isEmpty();
    turns.done(settled);
    turns.done(ready);
    assertThat(turns.waiting()).isZero();
    assertThat(turns.nextReadyAt(99)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void wordsAndVoicesOfOneWindowAreFoundByTwoThreadsAndShedTogether() {
    Window draft = window(0, 0, WindowKind.DRAFT);
    turns.add("a", draft, Lane.WORDS, "words", 0, 0);
    turns.add("a", draft, Lane.VOICES, "voices", 0, 0);
    Turns.Waiting<String> words = turns.take(0).orElseThrow();
    assertThat(words.job()).isEqualTo("words");
    assertThat(turns.take(0).orElseThrow().job()).isEqualTo("voices");
    Window next = window(1, 0, WindowKind.DRAFT);
    turns.add("a", next, Lane.WORDS, "next words", 0, 0);
    turns.add("a", next, Lane.VOICES, "next voices", 0, 0);
    assertThat(turns.withdraw("a", 0, 1, 0)).containsExactly("next words", "next voices");
  }

  @Test
  void whatRunsAheadOfTheClockLeavesAThreadToThoseWhoWaitAtAScreen() {
    turns.add("live", window(0, 0, WindowKind.FINAL), Lane.WORDS, "live", 0, 0);
    turns.add("file", ahead(0, "clinic-1"), Lane.WORDS, "file", 0, 0);
    turns.add("file 2", ahead(0, "clinic-1"), Lane.WORDS, "file 2", 0, 0);
    Turns.Waiting<String> live = turns.take(0).orElseThrow();
    assertThat(live.job()).isEqualTo("live");
    assertThat(turns.take(0)).as("the other thread stays free").isEmpty();
    turns.done(live);
    assertThat(turns.take(0).orElseThrow().job()).isEqualTo("file");
    assertThat(turns.take(0)).as("one at a time").isEmpty();
    turns.add("live", window(1, 0, WindowKind.FINAL), Lane.WORDS, "live again", 0, 0);
    assertThat(turns.take(0).orElseThrow().job()).isEqualTo("live again");
  }

  @Test
  void whatRunsAheadHasAllThreadsWhereNobodyIsLiveAndIsNotPutOffForEver() {
    turns.add("file", ahead(0, "clinic-1"), Lane.WORDS, "file", 0, 0);
    turns.add("file 2", ahead(0, "clinic-1"), Lane.WORDS, "file 2", 0, 0);
    assertThat(List.of(taken(), taken())).containsExactly("file", "file 2");

    Turns<String> crowded = new Turns<>(2);
    crowded.add("live", window(0, 0, WindowKind.FINAL), Lane.WORDS, "live", 0, 0);
    crowded.add("file", ahead(0, "clinic-1"), Lane.WORDS, "file", 0, 0);
    crowded.take(0).orElseThrow();
    assertThat(crowded.nextReadyAt(0)).isEqualTo(Turns.PATIENCE);
    crowded.add("b", window(0, 0, WindowKind.FINAL), Lane.WORDS, "b", Turns.PATIENCE, 0);
    assertThat(crowded.take(Turns.PATIENCE).orElseThrow().job()).isEqualTo("file");
  }

  @Test
  void aTenantWithManyRecordingsSharesWithTheOthers() {
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      turns.add("big-" + i, ahead(0, "big"), Lane.WORDS, "big-" + i, 0, 0);
    }
    Turns.Waiting<String> first = turns.take(0).orElseThrow();
    order.add(first.job());
    turns.add("small", ahead(0, "small"), Lane.WORDS, "small", 0, 0);
    turns.done(first);
    order.add(taken());
    assertThat(order).containsExactly("big-0", "small");
  }

  @Test
  void howLongTheFinalHasWaitedThatWaitsLongest() {
    turns.add("a", window(0, 0, WindowKind.PARTIAL), Lane.HYPOTHESES, "partial", 0, 0);
    turns.add("b", ahead(0, "clinic-1"), Lane.WORDS, "file", 10, 0);
    assertThat(turns.longestWait(100)).as("nobody waits at a screen").isZero();
    turns.add("c", window(0, 0, WindowKind.FINAL), Lane.WORDS, "final", 40, 0);
    assertThat(turns.longestWait(100)).isEqualTo(60);
  }

  private List<String> add(String session, Window window, String job, long readyAt) {
    List<String> shed = turns.overtake(session, window);
    boolean partial = window.kind() == WindowKind.PARTIAL;
    turns.add(session, window, partial ? Lane.HYPOTHESES : Lane.WORDS, job, 0, readyAt);
    return shed;
  }

  private String taken() {
    return turns.take(0).orElseThrow().job();
  }

  private static Window window(int ordinal, int revision, WindowKind kind) {
    return window(ordinal, revision, kind, true, "clinic-1");
  }

  /** A window of a session that runs ahead of the clock. */
  private static Window ahead(int ordinal, String tenant) {
    return window(ordinal, 0, WindowKind.FINAL, false, tenant);
  }

  private static Window window(
      int ordinal, int revision, WindowKind kind, boolean live, String tenant) {
    return new Window(
        0,
        "main",
        ordinal,
        revision,
        kind,
        0,
        new short[0],
        0,
        List.of(),
        new int[0],
        false,
        0,
        0,
        tenant,
        true,
        live,
        0);
  }
}
