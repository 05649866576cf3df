package io.auscult.transcription.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.transcription.steps.Window;
import io.auscult.transcription.steps.WindowKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns<String> turns = new Turns<>();

  @Test
  void oneWindowOfASessionAtATimeInItsOrder() {
    turns.add("a", window(0, 0, WindowKind.FINAL), "a0", 0);
    turns.add("a", window(1, 0, WindowKind.FINAL), "a1", 0);
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
    turns.add("a", window(0, 0, WindowKind.PARTIAL), "partial", 0);
    turns.add("b", window(0, 0, WindowKind.FINAL), "final", 0);
    turns.add("c", window(0, 0, WindowKind.DRAFT), "draft", 0);
    assertThat(List.of(taken(), taken(), taken())).containsExactly("final", "draft", "partial");
  }

  @Test
  void aFinalDoesNotWaitForAPartialOfItsSessionThatIsBeingRecognised() {
    turns.add("a", window(0, 0, WindowKind.PARTIAL), "partial", 0);
    Turns.Waiting<String> partial = turns.take(0).orElseThrow();
    turns.add("a", window(0, 1, WindowKind.PARTIAL), "next partial", 0);
    assertThat(turns.take(0)).as("one partial of a session at a time").isEmpty();
    assertThat(turns.add("a", window(0, 2, WindowKind.DRAFT), "draft", 0))
        .containsExactly("next partial");
    Turns.Waiting<String> draft = turns.take(0).orElseThrow();
    assertThat(draft.job()).isEqualTo("draft");
    turns.done(partial);
    turns.done(draft);
    assertThat(turns.waiting()).isZero();
  }

  @Test
  void aSessionWithABacklogWaitsBehindTheOthers() {
    for (int i = 0; i < 20; i++) turns.add("flood", window(i, 0, WindowKind.FINAL), "f" + i, 0);
    List<String> order = new ArrayList<>();
    Turns.Waiting<String> first = turns.take(0).orElseThrow();
    order.add(first.job());
    turns.add("live", window(0, 0, WindowKind.FINAL), "live", 0);
    turns.done(first);
    order.add(taken());
    order.add(taken());
    assertThat(order).containsExactly("f0", "live", "f1");
  }

  @Test
  void whatANewerWindowOvertakesIsShedButNeverAFinal() {
    turns.add("a", window(0, 0, WindowKind.FINAL), "final 0", 0);
    turns.add("a", window(1, 0, WindowKind.PARTIAL), "partial 1", 0);
    turns.add("a", window(1, 1, WindowKind.DRAFT), "draft 1", 0);
    assertThat(turns.add("a", window(2, 0, WindowKind.FINAL), "final 2", 0)).isEmpty();
    assertThat(turns.waiting()).isEqualTo(3);
    assertThat(turns.add("a", window(1, 2, WindowKind.FINAL), "final 1", 0))
        .containsExactly("draft 1");
    assertThat(turns.add("b", window(0, 0, WindowKind.PARTIAL), "b", 0)).isEmpty();
  }

  @Test
  void aDraftWaitsUntilItIsReadyOrSettledAndAVoidOneIsNeverTaken() {
    turns.add("a", window(0, 0, WindowKind.DRAFT), "void", 100);
    turns.add("b", window(0, 0, WindowKind.DRAFT), "settled", 100);
    turns.add("c", window(0, 0, WindowKind.DRAFT), "ready", 100);
    assertThat(turns.take(99)).isEmpty();
    assertThat(turns.nextReadyAt()).isEqualTo(100);
    turns.settle("b", 0, 0);
    Turns.Waiting<String> settled = turns.take(99).orElseThrow();
    assertThat(settled.job()).isEqualTo("settled");
    assertThat(turns.withdraw("a", 0, 0, 0)).contains("void");
    assertThat(turns.withdraw("a", 0, 0, 0)).isEmpty();
    Turns.Waiting<String> ready = turns.take(100).orElseThrow();
    assertThat(ready.job()).isEqualTo("ready");
    assertThat(turns.withdraw("c", 0, 0, 0)).as("under way").isEmpty();
    turns.done(settled);
    turns.done(ready);
    assertThat(turns.waiting()).isZero();
    assertThat(turns.nextReadyAt()).isEqualTo(Long.MAX_VALUE);
  }

  private String taken() {
    return turns.take(0).orElseThrow().job();
  }

  private static Window window(int ordinal, int revision, WindowKind kind) {
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
        true,
        0,
        0,
        0);
  }
}
