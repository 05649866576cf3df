package io.auscult.speech.recognition;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of audio to be recognised.
 *
 * <p>Padding of 0.3 s on both sides gave fewer errors than 0.2 s (telephone 5.43 to 4.65 %, noisy
 * 11.33 to 10.63 %, base); a context of up to 12 s before the piece, whatever the piece's own
 * length, fewer again (noisy 9.54 %).
 *
 * @param pcm 16 kHz mono, with padding on both sides of the speech; not written to
 * @param voiced where in {@code pcm} the voice activity detector heard speech: ascending, not
 *     overlapping
 * @param sure the detector is sure that this is speech: then an empty text is not believed at once
 * @param contextSamples how much of the front of {@code pcm} was recognised before; 0: none
 * @param context the tokens of that front, {@link Hypothesis#tokens()} of the earlier pieces
 *     joined: the decoder begins with them, and only what follows is this utterance's text
 * @param draft what is expected to be said after the context: the tokens of an earlier hypothesis
 *     of this utterance, right or wrong; they save time and do not change the text. Empty: none
 */
public record Utterance(
    short[] pcm, List<Span> voiced, boolean sure, int contextSamples, int[] context, int[] draft) {
  /** Refuses spans or a context outside the audio. */
  public Utterance {
    voiced = List.copyOf(voiced);
    int last = 0;
    for (Span span : voiced) {
      if (span.start() < last || span.end() > pcm.length) {
        throw new IllegalArgumentException(
            "Voiced spans must ascend inside " + pcm.length + " samples");
      }
      last = span.end();
    }
    if (contextSamples < 0 || contextSamples > pcm.length) {
      throw new IllegalArgumentException(contextSamples + " samples of context in " + pcm.length);
    }
  }

  /**
   * Audio about which nothing else is known: taken as voiced throughout, without a claim that it is
   * speech.
   */
  public static Utterance of(short[] pcm) {
    return new Utterance(pcm, List.of(new Span(0, pcm.length)), false, 0, new int[0], new int[0]);
  }

  /**
   * Where the voice is after the context; all that comes after the context if no voice was heard
   * there.
   */
  List<Span> newlyVoiced() {
    List<Span> spans = new ArrayList<>();
    for (Span span : voiced) {
      int start = Math.max(contextSamples, span.start());
      if (start < span.end()) {
        spans.add(new Span(start, span.end()));
      }
    }
    return spans.isEmpty() ? List.of(new Span(contextSamples, pcm.length)) : spans;
  }

  /** Says nothing of what was spoken. */
  @Override
  public String toString() {
    return "Utterance[" + pcm.length + " samples, " + contextSamples + " of them context]";
  }
}
