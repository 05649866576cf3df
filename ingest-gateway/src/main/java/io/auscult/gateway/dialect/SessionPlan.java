package io.auscult.gateway.dialect;

import io.auscult.events.Callback;
import io.auscult.events.NoteRequest;
import io.auscult.events.Show;
import io.auscult.events.StreamSpec;
import java.util.List;
import java.util.OptionalLong;

/**
 * The session that a client asked for.
 *
 * @param sampleRate of audio without a header, in hertz
 * @param language as {@code en-US}
 * @param tier {@code fast}, {@code medium}, {@code best}
 * @param maxSpeakers 0: not known
 * @param resumeMs how long the session waits for a client whose connection broke, in milliseconds;
 *     empty: as set by {@code AUSCULT_RESUME_WINDOW}
 * @param counted whether the countdown of {@code AUSCULT_DURATION_LIMIT} runs (Scribe only)
 */
public record SessionPlan(
    List<StreamSpec> streams,
    int sampleRate,
    String language,
    String tier,
    int maxSpeakers,
    List<String> vocabulary,
    NoteRequest note,
    Show show,
    Callback callback,
    OptionalLong resumeMs,
    boolean counted) {
  public SessionPlan {
    streams = List.copyOf(streams);
    vocabulary = List.copyOf(vocabulary);
  }
}
