package io.auscult.transcription.recognise;

import io.auscult.transcription.steps.Step;
import io.auscult.transcription.steps.Step.Windowed;
import io.auscult.transcription.steps.Voice;
import io.auscult.transcription.steps.WindowKind;
import java.util.List;
import java.util.function.Consumer;

/**
 * What becomes of one window, whose words and voices may be found by two threads. Given exactly
 * once: when both halves are there, or when the window is shed.
 */
final class Answer {
  private final Windowed step;
  private final Consumer<Step> to;
  private Step words;
  private List<Voice> voices;
  private boolean given;

  Answer(Windowed step, Consumer<Step> to) {
    this.step = step;
    this.to = to;
    this.voices = step.window().voices() ? null : List.of();
  }

  Windowed step() {
    return step;
  }

  void words(Step heard) {
    give(heard, null);
  }

  void voices(List<Voice> found) {
    give(null, found);
  }

  /**
   * Nobody needs the window any more.
   *
   * @param by what overtook it
   */
  void shed(WindowKind by) {
    boolean starved = step.window().kind() == WindowKind.PARTIAL && by == WindowKind.PARTIAL;
    synchronized (this) {
      if (given) return;
      given = true;
    }
    to.accept(new Step.Shed(step.session(), step.seq(), starved));
  }

  private void give(Step heard, List<Voice> found) {
    Step whole;
    synchronized (this) {
      if (heard != null) words = heard;
      if (found != null) voices = found;
      if (given || words == null || voices == null) return;
      given = true;
      whole = words instanceof Step.Heard h ? h.with(voices) : words;
    }
    to.accept(whole);
  }
}
