package io.auscult.transcription.segment;

import io.auscult.transcription.steps.Piece;
import io.auscult.transcription.steps.Window;
import io.auscult.transcription.steps.WindowKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Audio of one stream to windows: voice activity detection frame by frame, the endpointer after it,
 * and the audio that a cut asks for. Knows no session, no clock and no Flink; what is known of a
 * stream is the caller's.
 */
public final class Hearing implements AutoCloseable {
  private final Endpointing endpointing;
  private final Endpointer endpointer;
  private final Detector detector;

  /** Closes {@code detector} when it is closed. */
  public Hearing(Endpointing endpointing, Detector detector) {
    this.endpointing = endpointing;
    this.endpointer = new Endpointer(endpointing);
    this.detector = detector;
  }

  /** A stream of which nothing was heard yet. */
  public StreamState fresh() {
    StreamState stream = new StreamState();
    stream.detector = detector.freshState();
    return stream;
  }

  /** The stream goes on at a later position; what was heard before is over. */
  void goOnAt(StreamState stream, long position) {
    stream.audio.goOnAt(position);
    stream.detector = detector.freshState();
    stream.pieces.clear();
    stream.floor = stream.audio.start;
  }

  /**
   * Judges the next whole frame that has come in.
   *
   * @param atMs wall clock of the gateway when it accepted the audio
   * @param partialEveryMs how much an open utterance grows between partials; 0: no partials
   * @return whether there was one
   */
  public boolean frame(StreamState stream, long atMs, int partialEveryMs, Consumer<Cut> out) {
    StreamAudio audio = stream.audio;
    if (!audio.hasWholeFrame()) return false;
    audio.judge(detector.speech(stream.detector, audio.samples, audio.nextFrame()));
    endpointer.frame(stream, atMs, partialEveryMs, out);
    return true;
  }

  /** No more audio comes: the open utterance, if there is one, ends with what is there. */
  public void end(StreamState stream, Consumer<Cut> out) {
    // The last words may reach into a frame that is not full.
    stream.audio.fillFrame();
    while (frame(stream, stream.spokenAtMs, 0, out)) {}
    endpointer.end(stream, out);
  }

  /**
   * Where audio comes from and what is wanted of it.
   *
   * @param index of the stream in its session
   * @param id the client's name for it
   * @param tenant whose session it is
   * @param voices whether it is to be told who speaks
   * @param voicesAhead whether that is worth the time while the utterance is still spoken
   * @param live whether it comes at the speed of speech
   */
  public record Source(
      int index, String id, String tenant, boolean voices, boolean voicesAhead, boolean live) {}

  /** The audio that a cut asks for, with its context in front. */
  public Window window(StreamState stream, Source source, Cut cut) {
    StreamAudio audio = stream.audio;
    // A hypothesis is soon replaced: context would cost it more than its words are worth.
    boolean hypothesis = cut.kind() == WindowKind.PARTIAL;
    long from = hypothesis ? cut.from() : endpointer.contextFrom(stream, cut);
    List<Piece> context = new ArrayList<>();
    for (Piece p : stream.pieces) {
      if (p.from() >= from && p.ordinal() < cut.ordinal()) context.add(p);
    }
    return new Window(
        source.index(),
        source.id(),
        cut.ordinal(),
        cut.revision(),
        cut.kind(),
        from,
        audio.slice(from, cut.to()),
        (int) (cut.from() - from),
        context,
        VoicedSpans.of(audio, from, cut.to(), endpointing.offset()),
        Evidence.of(audio, cut.voicedFrom(), cut.voicedTo()).sure(),
        cut.voicedFrom(),
        cut.voicedTo(),
        source.tenant(),
        hypothesis ? source.voicesAhead() : source.voices(),
        source.live(),
        cut.spokenAtMs());
  }

  @Override
  public void close() {
    detector.close();
  }
}
