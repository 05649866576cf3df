package io.auscult.notes;

import io.auscult.events.ClinicalNote;
import io.auscult.events.NoteRequest;
import java.util.List;

/**
 * The one place where a note is made.
 *
 * <p>A writer is pure and may be called by many threads at once. It never invents: every sentence
 * cites ids of the transcript, only the fixed phrases of {@link SectionPlan#absence()} and {@link
 * #OTHER_LANGUAGE} cite none. All sections of the template are there, in its order; with an empty
 * transcript they have no sentences at all.
 */
public interface NoteWriter {
  /** Stands in every section where the language is none that the writer reads. */
  String OTHER_LANGUAGE = "This section is not written: only English speech is read.";

  /**
   * The note of one session.
   *
   * @param request template and style; without a wish {@link Templates#DEFAULT} and paragraphs. An
   *     unknown name is read as no wish: the note names the template and style that it has, and
   *     whoever takes the wish refuses it before.
   * @param language ISO 639 with or without a region; empty or {@code auto} is read as English
   * @param transcript final items in the order of their start
   */
  ClinicalNote write(NoteRequest request, String language, List<Utterance> transcript);

  /** As it stands in records, like {@code extractive}. */
  String name();
}
