package io.auscult.transcription.segment;

import io.auscult.transcription.segment.Cut.Fate;
import io.auscult.transcription.steps.Piece;
import io.auscult.transcription.steps.WindowKind;
import java.util.function.Consumer;

/**
 * Decides where utterances begin and end. A plain rule on the audio clock: the same frames give the
 * same cuts, whenever they arrive.
 *
 * <p>An utterance opens after {@code minSpeechMs} of voiced frames and closes after {@code
 * endpointMs} of silence, unless it was so short and unsure that it is no word ({@link Evidence}).
 * A little before that it is handed out as a draft, which usually becomes the final without being
 * decoded again. An utterance that grows too long is cut at its quietest frame; the next one begins
 * at that very sample, so nothing is lost or said twice.
 */
final class Endpointer {
  private static final int FRAME = StreamAudio.FRAME;
  private static final int SAMPLES_PER_MS = 16;

  private final Endpointing rules;

  Endpointer(Endpointing rules) {
    this.rules = rules;
  }

  /**
   * One more frame of {@code s.audio} has been judged.
   *
   * @param atMs wall clock of the gateway when it accepted the frame
   * @param partialEveryMs how much an open utterance grows between partials; 0: no partials
   */
  void frame(StreamState s, long atMs, int partialEveryMs, Consumer<Cut> out) {
    long to = s.audio.judged();
    float speech = s.audio.speechAt(to - FRAME);
    if (s.open) {
      within(s, speech, to, atMs, partialEveryMs, out);
    } else {
      between(s, speech, to, atMs);
    }
    s.audio.forgetBefore(needed(s));
  }

  /** No more audio comes: an open utterance ends here. */
  void end(StreamState s, Consumer<Cut> out) {
    if (s.open && !Evidence.of(s.audio, s.voicedFrom, s.voicedTo).noWord()) close(s, out);
    s.open = false;
    s.onsetFrames = 0;
  }

  private void between(StreamState s, float speech, long to, long atMs) {
    if (speech < rules.onset()) {
      // One doubtful frame inside an onset ("t-t-ten") does not undo it.
      if (s.onsetFrames > 0 && (speech < rules.offset() || to - s.voicedTo > 2 * FRAME)) {
        s.onsetFrames = 0;
      }
      return;
    }
    if (s.onsetFrames++ == 0) s.voicedFrom = to - FRAME;
    s.voicedTo = to;
    s.spokenAtMs = atMs;
    if (s.onsetFrames * FRAME < samples(rules.minSpeechMs())) return;
    s.open = true;
    s.revision = 0;
    s.draftedAt = -1;
    s.partialAt = -1;
  }

  private void within(
      StreamState s, float speech, long to, long atMs, int partialEveryMs, Consumer<Cut> out) {
    if (speech >= rules.offset()) {
      if (s.draftedAt == s.voicedTo) {
        out.accept(cut(s, WindowKind.DRAFT, Fate.WITHDRAWN, s.draftRevision, to));
      }
      s.voicedTo = to;
      s.spokenAtMs = atMs;
      if (to - s.voicedFrom >= samples(rules.maxUtteranceMs())) {
        cutAtQuietest(s, to, out);
      } else if (partialEveryMs > 0 && to >= nextPartial(s, partialEveryMs)) {
        s.partialAt = to;
        out.accept(cut(s, WindowKind.PARTIAL, Fate.RECOGNISE, s.revision++, to));
      }
      return;
    }
    long silence = to - s.voicedTo;
    boolean noWord = Evidence.of(s.audio, s.voicedFrom, s.voicedTo).noWord();
    boolean over = isOver(s, silence);
    if (over && noWord) {
      // Nobody was told of it: its number is free for the next.
      s.open = false;
      s.onsetFrames = 0;
    } else if (over) {
      close(s, out);
    } else if (silence >= samples(rules.draftAfterMs()) && s.draftedAt != s.voicedTo && !noWord) {
      s.draftedAt = s.voicedTo;
      s.draftRevision = s.revision++;
      s.partialAt = to;
      out.accept(cut(s, WindowKind.DRAFT, Fate.RECOGNISE, s.draftRevision, to));
    }
  }

  private boolean isOver(StreamState s, long silence) {
    if (silence < samples(rules.endpointMs())) return false;
    return silence >= samples(rules.noisyEndpointMs()) || !isNoisy(s);
  }

  private boolean isNoisy(StreamState s) {
    return SignalToNoise.decibels(s.audio) < rules.noisyDecibels();
  }

  /**
   * Whoever begins to speak wants to see that he is heard; after that the text may take its time.
   */
  private long nextPartial(StreamState s, int everyMs) {
    if (s.partialAt < 0) return s.voicedFrom + samples(Math.min(everyMs, rules.firstPartialMs()));
    return s.partialAt + samples(everyMs);
  }

  private void close(StreamState s, Consumer<Cut> out) {
    boolean settled = s.draftedAt == s.voicedTo;
    int revision = settled ? s.draftRevision : s.revision++;
    Cut last =
        cut(
            s,
            WindowKind.FINAL,
            settled ? Fate.SETTLED : Fate.RECOGNISE,
            revision,
            s.audio.judged());
    out.accept(last);
    remember(s, last, s.voicedTo);
    s.open = false;
    s.onsetFrames = 0;
  }

  /** The part up to the quietest frame is final; what is behind it is the next utterance. */
  private void cutAtQuietest(StreamState s, long to, Consumer<Cut> out) {
    long seam = quietest(s, to - samples(rules.cutSearchMs()), to - samples(rules.paddingMs()));
    long voicedTo = s.voicedTo;
    s.voicedTo = seam;
    Cut head = cut(s, WindowKind.FINAL, Fate.RECOGNISE, s.revision++, seam);
    out.accept(head);
    remember(s, head, seam);
    s.floor = seam;
    s.voicedFrom = seam;
    s.voicedTo = voicedTo;
    s.revision = 0;
    s.draftedAt = -1;
    s.partialAt = to;
  }

  private void remember(StreamState s, Cut ended, long voicedTo) {
    s.speechSamples += voicedTo - ended.voicedFrom();
    s.pieces.add(new Piece(ended.ordinal(), ended.from(), ended.voicedFrom(), voicedTo));
    // 12 s of context seldom hold more than a handful of utterances.
    if (s.pieces.size() > 8) s.pieces.remove(0);
    s.floor = voicedTo;
    s.ordinal++;
  }

  private Cut cut(StreamState s, WindowKind kind, Fate fate, int revision, long judged) {
    long from = Math.max(s.voicedFrom - samples(rules.paddingMs()), s.floor);
    long to = Math.min(s.voicedTo + samples(rules.paddingMs()), judged);
    return new Cut(
        kind,
        fate,
        s.ordinal,
        revision,
        Math.max(from, s.audio.start),
        to,
        s.voicedFrom,
        s.voicedTo,
        s.spokenAtMs);
  }

  /** Position of the frame between two positions that has the least energy with its neighbours. */
  private static long quietest(StreamState s, long after, long before) {
    long first = Math.max(after - Math.floorMod(after, (long) FRAME), s.audio.start + FRAME);
    long best = first;
    double least = Double.MAX_VALUE;
    for (long at = first; at + FRAME < before; at += FRAME) {
      double energy =
          s.audio.energyAt(at - FRAME) + s.audio.energyAt(at) + s.audio.energyAt(at + FRAME);
      if (energy < least) {
        least = energy;
        best = at;
      }
    }
    // The middle of the frame: its neighbours are quiet too.
    return best + FRAME / 2;
  }

  /**
   * Where the context of a window may begin: at the start of the earliest utterance that is close
   * enough in time and not behind a long pause; else at the window itself.
   */
  long contextFrom(StreamState s, Cut cut) {
    long longest = samples(isNoisy(s) ? rules.noisyWindowMs() : rules.windowMs());
    long from = cut.from();
    long next = cut.voicedFrom();
    for (int i = s.pieces.size() - 1; i >= 0; i--) {
      Piece p = s.pieces.get(i);
      if (p.ordinal() >= cut.ordinal()) continue;
      boolean near = next - p.voicedTo() < samples(rules.contextPauseMs());
      boolean fits = cut.to() - p.from() <= longest;
      if (!near || !fits || p.from() < s.audio.start) break;
      from = p.from();
      next = p.voicedFrom();
    }
    return from;
  }

  /** The first position that may still be asked for. */
  private long needed(StreamState s) {
    long from = s.open || s.onsetFrames > 0 ? s.voicedFrom : s.audio.judged();
    from -= samples(rules.paddingMs());
    long context = from - samples(rules.noisyWindowMs());
    for (Piece p : s.pieces) if (p.from() >= context) return Math.min(from, p.from());
    return from;
  }

  private static long samples(int ms) {
    return (long) ms * SAMPLES_PER_MS;
  }
}
