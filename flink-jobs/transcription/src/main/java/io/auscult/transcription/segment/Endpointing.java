package io.auscult.transcription.segment;

import java.io.Serializable;

/**
 * Where utterances begin and end, in milliseconds of audio and probabilities of speech. All of it
 * is the audio clock: a replay cuts the same.
 *
 * @param onset a frame at or above this may begin an utterance
 * @param offset a frame below this is silence inside an utterance (hysteresis)
 * @param minSpeechMs voiced audio before an utterance is believed
 * @param paddingMs audio given to the recogniser before and after what was voiced
 * @param draftAfterMs silence after which the utterance is decoded in advance
 * @param endpointMs silence that ends an utterance
 * @param noisyEndpointMs the same where the voices hardly stand out from the background: there
 *     words that are cut from their sentence are lost more easily than time
 * @param maxUtteranceMs a longer utterance is cut at its quietest point
 * @param cutSearchMs how far back from there that point is looked for
 * @param windowMs the longest window that reaches back over earlier utterances; what is longer by
 *     itself needs no context. Context costs time to final: 20 ms a second of it
 * @param noisyWindowMs the same where the voices hardly stand out from the background: there
 *     context decides about the words
 * @param noisyDecibels the signal-to-noise ratio below which that is so
 * @param contextPauseMs a longer pause breaks the context
 * @param firstPartialMs how much of an utterance there is when its first partial is taken
 */
public record Endpointing(
    float onset,
    float offset,
    int minSpeechMs,
    int paddingMs,
    int draftAfterMs,
    int endpointMs,
    int noisyEndpointMs,
    int maxUtteranceMs,
    int cutSearchMs,
    int windowMs,
    int noisyWindowMs,
    int noisyDecibels,
    int contextPauseMs,
    int firstPartialMs)
    implements Serializable {

  /** Measured with {@code ./auscult bench wer} and {@code latency}; see docs/benchmarks.md. */
  public static final Endpointing DEFAULT =
      new Endpointing(
          0.5f, 0.25f, 64, 300, 64, 192, 288, 15_000, 5_000, 8_000, 20_000, 18, 700, 448);

  public Endpointing {
    if (!(offset > 0 && offset <= onset && onset < 1)) {
      throw new IllegalArgumentException("0 < offset <= onset < 1");
    }
    if (noisyEndpointMs < endpointMs) throw new IllegalArgumentException("noisy endpoint sooner");
    if (draftAfterMs > endpointMs) throw new IllegalArgumentException("draft after the endpoint");
    if (cutSearchMs >= maxUtteranceMs) throw new IllegalArgumentException("cut before the start");
  }
}
