package io.auscult.transcription.keep;

import io.auscult.notes.NoteWriter;
import java.io.Serializable;

/** Makes the writer of notes on the machine that it is to work on. */
@FunctionalInterface
public interface NoteWriterFactory extends Serializable {
  NoteWriter open();
}
