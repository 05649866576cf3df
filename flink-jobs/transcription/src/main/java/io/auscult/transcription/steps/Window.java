package io.auscult.transcription.steps;

import java.util.List;

/**
 * A stretch of audio to be recognised. Samples are 16 kHz; positions are on the stream's audio
 * clock.
 *
 * @param stream index of the stream
 * @param streamId the client's name for it
 * @param ordinal number of the utterance in its stream
 * @param revision number of the window in its utterance; the highest one wins
 * @param from position of the first sample of {@code pcm}
 * @param pcm the audio, with its context in front; immutable by convention
 * @param contextSamples how much of the front belongs to earlier utterances
 * @param context the utterances in that front, oldest first
 * @param voiced start and end of every voiced span in turn, in samples of {@code pcm}
 * @param sure whether the voice activity detector leaves no doubt
 * @param voicedFrom position of the first voiced sample of this utterance
 * @param voicedTo position behind its last voiced sample
 * @param tenant whose session it is
 * @param voices whether it is to be told who speaks
 * @param live whether it comes at the speed of speech: nobody waits at a screen for audio that runs
 *     ahead of the clock
 * @param spokenAtMs wall clock of the gateway when it accepted the last voiced sample
 */
public record Window(
    int stream,
    String streamId,
    int ordinal,
    int revision,
    WindowKind kind,
    long from,
    short[] pcm,
    int contextSamples,
    List<Piece> context,
    int[] voiced,
    boolean sure,
    long voicedFrom,
    long voicedTo,
    String tenant,
    boolean voices,
    boolean live,
    long spokenAtMs) {

  @Override
  public String toString() {
    return "Window[" + stream + "-" + ordinal + " r" + revision + " " + kind + "]";
  }
}
