package io.auscult.transcription.recognise;

import io.auscult.events.Word;
import io.auscult.speech.recognition.Hypothesis;
import io.auscult.speech.recognition.Recogniser;
import io.auscult.speech.recognition.RecognitionFailed;
import io.auscult.speech.recognition.Span;
import io.auscult.speech.recognition.TimedWord;
import io.auscult.speech.recognition.Utterance;
import io.auscult.transcription.steps.Piece;
import io.auscult.transcription.steps.Pressure;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.steps.Step.Windowed;
import io.auscult.transcription.steps.Window;
import io.auscult.transcription.steps.WindowKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a window into words, or into the reason why not. Threads may share one. */
public final class Transcriber {
  private static final Logger LOG = LoggerFactory.getLogger(Transcriber.class);
  private static final int SAMPLES_PER_MS = 16;

  /**
   * A voice begins so long before the detector is sure of it: 64 ms. Without it a twentieth of what
   * is said counts as missed (diarization/simulated: 12.6 instead of 11.6 % in error).
   */
  private static final long ONSET = 64 * SAMPLES_PER_MS;

  /** Utterances that may be context: about 60 tokens each, 2 MB in all. */
  private static final int CONTEXTS = 8_192;

  /** Utterances whose last hypothesis may be the draft of the next. */
  private static final int OPEN = 1_024;

  private final Recogniser recogniser;
  private final TokenMemory memory = new TokenMemory(CONTEXTS);
  private final TokenMemory drafts = new TokenMemory(OPEN);

  public Transcriber(Recogniser recogniser) {
    this.recogniser = recogniser;
  }

  /** One of {@link Step.Heard} and {@link Step.Unheard}. */
  public Step transcribe(Windowed step) {
    Window w = step.window();
    try {
      Utterance given = utterance(step, w.contextSamples() > 0);
      Hypothesis heard = recogniser.recognise(given);
      if (heard.text().isEmpty() && given.contextSamples() > 0) {
        // The words before can talk the model out of a short answer: it is asked once without them.
        given = utterance(step, false);
        heard = recogniser.recognise(given);
      }
      // A hypothesis is nobody's context, and may be ready after the final it was overtaken by.
      if (w.kind() != WindowKind.PARTIAL) {
        memory.put(step.session(), w.stream(), w.ordinal(), heard.tokens());
      }
      drafts.put(step.session(), w.stream(), w.ordinal(), heard.tokens());
      return heard(step, w.pcm().length - given.pcm().length, heard);
    } catch (RecognitionFailed e) {
      return unheard(step, e.code());
    } catch (RuntimeException e) {
      // A model that throws on one window must not cost the other sessions the job.
      LOG.error("session {}: window {} failed: {}", step.session(), w, e.getClass().getName());
      return unheard(step, "recogniser_error");
    }
  }

  private Utterance utterance(Windowed step, boolean withContext) {
    Window w = step.window();
    int[] context = withContext ? context(step) : new int[0];
    // Without words to go before it, earlier audio would be written down a second time.
    int skip = context.length == 0 ? w.contextSamples() : 0;
    short[] pcm = skip == 0 ? w.pcm() : Arrays.copyOfRange(w.pcm(), skip, w.pcm().length);
    return new Utterance(
        pcm,
        spans(w.voiced(), skip, pcm.length),
        w.sure(),
        w.contextSamples() - skip,
        context,
        drafts.get(step.session(), w.stream(), w.ordinal()).orElse(new int[0]));
  }

  /** The words of the front of a window: remembered, or else recognised again from its audio. */
  private int[] context(Windowed step) {
    Window w = step.window();
    List<int[]> parts = new ArrayList<>();
    for (Piece p : w.context()) {
      var known = memory.get(step.session(), w.stream(), p.ordinal());
      if (known.isEmpty()) {
        short[] front = Arrays.copyOf(w.pcm(), w.contextSamples());
        Utterance again =
            new Utterance(
                front, spans(w.voiced(), 0, front.length), false, 0, new int[0], new int[0]);
        return recogniser.recognise(again).tokens();
      }
      parts.add(known.get());
    }
    return parts.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private static List<Span> spans(int[] voiced, int skip, int length) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i + 1 < voiced.length; i += 2) {
      int start = Math.max(0, voiced[i] - skip);
      int end = Math.min(length, voiced[i + 1] - skip);
      if (start < end) spans.add(new Span(start, end));
    }
    return spans;
  }

  private Step heard(Windowed step, int skipped, Hypothesis h) {
    Window w = step.window();
    // Times in the hypothesis count from the audio that the recogniser was given.
    long base = w.from() + skipped;
    List<Word> words = new ArrayList<>();
    for (TimedWord t : h.words()) {
      words.add(
          new Word(
              t.text(),
              (base + t.start()) / SAMPLES_PER_MS,
              (base + t.end()) / SAMPLES_PER_MS,
              Math.round(t.confidence() * 1000) / 1000.0));
    }
    return new Step.Heard(
        step.session(),
        step.seq(),
        w.stream(),
        w.ordinal(),
        w.revision(),
        w.kind(),
        startMs(w),
        w.voicedTo() / SAMPLES_PER_MS,
        h.text(),
        words,
        Math.round(h.confidence() * 1000) / 1000.0,
        h.wordTimes().name().toLowerCase(Locale.ROOT),
        recogniser.model(),
        List.of(),
        Pressure.NONE,
        w.spokenAtMs());
  }

  /** When the utterance is said to begin: not before the one before it ended. */
  private static long startMs(Window w) {
    long own = w.from() + w.contextSamples();
    return Math.max(own, w.voicedFrom() - ONSET) / SAMPLES_PER_MS;
  }

  static Step unheard(Windowed step, String code) {
    Window w = step.window();
    return new Step.Unheard(
        step.session(),
        step.seq(),
        w.stream(),
        w.ordinal(),
        w.revision(),
        w.kind(),
        startMs(w),
        w.voicedTo() / SAMPLES_PER_MS,
        code,
        w.kind() == WindowKind.PARTIAL
            ? new short[0]
            : Arrays.copyOfRange(w.pcm(), w.contextSamples(), w.pcm().length));
  }
}
