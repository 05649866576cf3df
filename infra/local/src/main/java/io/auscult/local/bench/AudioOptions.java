package io.auscult.local.bench;

import io.auscult.local.bench.corpus.EvalSet;
import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.corpus.Recordings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which recordings are streamed at the speed of speech. */
final class AudioOptions {
  /** Where recordings come from. */
  enum Source {
    /** {@code diarization/simulated}: word times, real turn timing. */
    CONSULTATIONS,
    /** {@code asr/clean}, clips joined: ends of speech told by level. */
    CLIPS,
    /** The synthetic consultation of the program: ends of speech told by level. */
    SAMPLE
  }

  /** Longer than any pause a speaker makes within a sentence. */
  private static final long GAP_MS = 800;

  private static final long CLIPS_MS = 10 * 60_000;

  @Option(
      names = "--audio",
      description =
          "consultations, clips or sample (consultations where there is evaluation data, else sample)")
  private Source source;

  Source source(EvalOptions eval) {
    if (source != null) return source;
    return eval.folder().isPresent() ? Source.CONSULTATIONS : Source.SAMPLE;
  }

  /** One or more of them, all in memory: a megabyte is half a minute. */
  List<Recording> recordings(EvalOptions eval) throws IOException {
    return switch (source(eval)) {
      case CONSULTATIONS -> Recordings.consultations(EvalSet.read(eval.required(), "simulated"));
      case CLIPS -> List.of(clips(eval.required(), CLIPS_MS));
      case SAMPLE -> List.of(Recordings.sample());
    };
  }

  /**
   * Of one length each, as many different ones as there are recordings: sessions share them to
   * spare memory.
   */
  List<Recording> rounds(EvalOptions eval, int sessions, long ms) throws IOException {
    List<Recording> recordings = recordings(eval);
    List<Recording> rounds = new ArrayList<>();
    for (int i = 0; i < Math.min(sessions, recordings.size()); i++) {
      rounds.add(Recording.round(recordings, i, ms));
    }
    return rounds;
  }

  /** Clean clips joined up to a length, with their reference text. */
  static Recording clips(Path eval, long mostMs) throws IOException {
    return Recordings.joined("clean", EvalSet.read(eval, "clean").clips(), GAP_MS, mostMs);
  }

  /** How the ends of speech are known, for the report. */
  String ends(EvalOptions eval) {
    return source(eval) == Source.CONSULTATIONS ? "word times" : "level of the audio";
  }
}
