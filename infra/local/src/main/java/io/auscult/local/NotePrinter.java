package io.auscult.local;

import io.auscult.local.client.LiveNote;
import java.util.StringJoiner;

/** How notes look on stdout. */
final class NotePrinter {
  private NotePrinter() {}

  /** Its sections, each sentence on a line of its own with the ids of the items it rests on. */
  static String text(LiveNote note) {
    StringJoiner lines = new StringJoiner("\n");
    for (LiveNote.Section section : note.sections()) {
      lines.add(section.heading().isEmpty() ? section.title() : section.heading());
      for (LiveNote.Line line : section.lines()) {
        String evidence =
            line.evidence().isEmpty() ? "" : "  [" + String.join(", ", line.evidence()) + "]";
        lines.add("  " + line.text() + evidence);
      }
    }
    return lines.toString();
  }
}
