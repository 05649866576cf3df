package io.auscult.notes;

import io.auscult.events.ClinicalNote;
import io.auscult.events.NoteRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Transcripts for tests, and what stands in notes of them. */
final class Transcripts {
  private Transcripts() {}

  /** Lines {@code speaker: text}, three seconds each; ids {@code i0}, {@code i1}, … */
  static List<Utterance> of(String... lines) {
    List<Utterance> items = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      int n = items.size();
      items.add(
          new Utterance(
              "i" + n,
              line.substring(0, colon),
              n * 3_000L,
              n * 3_000L + 2_500,
              line.substring(colon + 1).strip()));
    }
    return items;
  }

  /** A visit of 38 items: {@code id, speaker, start_ms, end_ms, text}, parted by tabs. */
  static List<Utterance> visit() {
    try (InputStream in = Transcripts.class.getResourceAsStream("/notes/stomach.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .map(f -> new Utterance(f[0], f[1], Long.parseLong(f[2]), Long.parseLong(f[3]), f[4]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same words, with every speaker label {@code from} written {@code to}. */
  static List<Utterance> relabelled(List<Utterance> items, String from, String to) {
    return items.stream()
        .map(
            u ->
                u.speaker().equals(from)
                    ? new Utterance(u.id(), to, u.startMs(), u.endMs(), u.text())
                    : u)
        .toList();
  }

  static ClinicalNote note(String template, List<Utterance> items) {
    return new ExtractiveWriter()
        .write(new NoteRequest(true, template, "paragraph", "fast"), "en", items);
  }

  static ClinicalNote.Section section(ClinicalNote note, String title) {
    return note.sections().stream()
        .filter(s -> s.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no section " + title));
  }

  static List<String> texts(ClinicalNote note, String title) {
    return section(note, title).sentences().stream().map(ClinicalNote.Sentence::text).toList();
  }
}
