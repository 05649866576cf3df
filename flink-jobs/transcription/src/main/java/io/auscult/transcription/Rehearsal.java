package io.auscult.transcription;

import io.auscult.speech.onnx.Device;
import io.auscult.speech.recognition.Recogniser;
import io.auscult.transcription.recognise.Transcriber;
import io.auscult.transcription.segment.Cut;
import io.auscult.transcription.segment.Endpointing;
import io.auscult.transcription.segment.Hearing;
import io.auscult.transcription.segment.StreamState;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.steps.WindowKind;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Recordings through segmentation and recognition alone, by the job's own rules, on the caller's
 * thread: what listening costs without a network, a queue or a clock. Drafts wait as they do in a
 * process that has more sessions than cores.
 */
public final class Rehearsal implements AutoCloseable {
  private static final int SAMPLES_PER_MS = 16;

  /** As the recognition pool lets a draft wait when it is crowded. */
  private static final long DRAFT_WAITS = 96L * SAMPLES_PER_MS;

  private static final Hearing.Source SOURCE =
      new Hearing.Source(0, "main", "rehearsal", false, false, true);

  private final Hearing hearing;
  private final Recogniser recogniser;
  private final Transcriber transcriber;
  private int recordings;

  Rehearsal(Hearing hearing, Recogniser recogniser) {
    this.hearing = hearing;
    this.recogniser = recogniser;
    this.transcriber = new Transcriber(recogniser);
  }

  /**
   * With the real models.
   *
   * @param models prepared model folder; empty: the per-user cache
   * @param recogniser {@code tiny}, {@code base} or a folder
   */
  public static Rehearsal of(String models, String recogniser, Endpointing endpointing) {
    SpeechFactory speech = new SpeechFactory(models, recogniser, Device.CPU, false, "");
    return new Rehearsal(
        new Hearing(endpointing, speech.detectors().open()), speech.recognisers().open());
  }

  /**
   * What was recognised.
   *
   * @param partial soon to be replaced; else final
   * @param startMs of the first voiced frame, milliseconds from the beginning of the recording
   * @param endMs of the last voiced frame
   * @param decidedMs when the endpointer was sure, on the recording's clock
   */
  public record Said(boolean partial, long startMs, long endMs, long decidedMs, String text) {
    @Override
    public String toString() {
      return "Said[" + startMs + " to " + endMs + (partial ? ", partial]" : "]");
    }
  }

  /**
   * Hears one recording from its beginning to its end.
   *
   * @param pcm 16 kHz mono
   * @param partialEveryMs how much an open utterance grows between partials; 0: finals only
   */
  public void run(short[] pcm, int partialEveryMs, Consumer<Said> out) {
    Run run = new Run("rehearsal-" + recordings++, out);
    StreamState stream = hearing.fresh();
    int piece = 512;
    byte[] bytes = new byte[2 * piece];
    for (int at = 0; at < pcm.length; at += piece) {
      int n = Math.min(piece, pcm.length - at);
      for (int i = 0; i < n; i++) {
        bytes[2 * i] = (byte) pcm[at + i];
        bytes[2 * i + 1] = (byte) (pcm[at + i] >> 8);
      }
      stream.audio.append(n == piece ? bytes : Arrays.copyOf(bytes, 2 * n));
      run.now = at + n;
      while (hearing.frame(stream, 0, partialEveryMs, cut -> run.cut(stream, cut))) {}
      run.draftIfReady();
    }
    hearing.end(stream, cut -> run.cut(stream, cut));
  }

  /** Gives the models back. */
  @Override
  public void close() {
    hearing.close();
    recogniser.close();
  }

  private final class Run {
    private final String session;
    private final Consumer<Said> out;
    private long now;
    private long seq;
    private Step.Windowed draft;
    private long draftReadyAt;
    private Step drafted;

    Run(String session, Consumer<Said> out) {
      this.session = session;
      this.out = out;
    }

    void cut(StreamState stream, Cut cut) {
      switch (cut.fate()) {
        case WITHDRAWN -> draft = null;
        case SETTLED -> {
          if (draft != null) drafted = transcribe();
          said(drafted, false);
        }
        case RECOGNISE -> {
          draft = new Step.Windowed(session, seq++, hearing.window(stream, SOURCE, cut));
          draftReadyAt = now + DRAFT_WAITS;
          if (cut.kind() == WindowKind.DRAFT) return;
          said(transcribe(), cut.kind() == WindowKind.PARTIAL);
        }
      }
    }

    void draftIfReady() {
      if (draft != null && now >= draftReadyAt) drafted = transcribe();
    }

    private Step transcribe() {
      Step heard = transcriber.transcribe(draft);
      draft = null;
      return heard;
    }

    private void said(Step step, boolean partial) {
      if (!(step instanceof Step.Heard heard) || heard.text().isEmpty()) return;
      out.accept(
          new Said(partial, heard.startMs(), heard.endMs(), now / SAMPLES_PER_MS, heard.text()));
    }
  }
}
