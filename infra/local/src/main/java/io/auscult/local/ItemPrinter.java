package io.auscult.local;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auscult.local.client.LiveItem;
import io.auscult.local.client.LiveResult;
import java.util.Locale;

/** How transcripts look on stdout. */
enum ItemPrinter {
  /** A line an item for people: speaker, times in seconds, text. */
  TEXT {
    @Override
    String item(String file, LiveItem item) {
      return String.format(
          Locale.ROOT,
          "%-10s %7.2f – %7.2f  %s",
          item.speaker(),
          item.startMs() / 1000.0,
          item.endMs() / 1000.0,
          item.text());
    }

    /** The note, where there is one. */
    @Override
    String whole(String file, LiveResult result) {
      return result.note().map(note -> "\n" + NotePrinter.text(note)).orElse("");
    }
  },
  /** A JSON object a recording, on one line. */
  JSON {
    @Override
    String whole(String file, LiveResult result) {
      ObjectNode all = MAPPER.createObjectNode();
      all.put("file", file);
      all.put("session_id", result.sessionId());
      all.put("audio_ms", result.audioMs());
      all.put("text", result.text());
      ArrayNode items = all.putArray("items");
      for (LiveItem item : result.finals()) {
        items
            .addObject()
            .put("id", item.id())
            .put("speaker", item.speaker())
            .put("start_ms", item.startMs())
            .put("end_ms", item.endMs())
            .put("text", item.text());
      }
      result.note().ifPresent(note -> all.set("note", note.json()));
      result.warnings().forEach(all.putArray("warnings")::add);
      try {
        return MAPPER.writeValueAsString(all);
      } catch (JacksonException e) {
        throw new IllegalStateException("a tree of our own cannot be written", e);
      }
    }
  },
  /** NIST RTTM: a {@code SPEAKER} line an item. */
  RTTM {
    @Override
    String item(String file, LiveItem item) {
      return String.format(
          Locale.ROOT,
          "SPEAKER %s 1 %.3f %.3f <NA> <NA> %s <NA> <NA>",
          recording(file),
          item.startMs() / 1000.0,
          (item.endMs() - item.startMs()) / 1000.0,
          item.speaker());
    }
  };

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The line of one item as it arrives; empty where this form has none. */
  String item(String file, LiveItem item) {
    return "";
  }

  /** What follows when the recording is over; empty where this form has nothing. */
  String whole(String file, LiveResult result) {
    return "";
  }

  /** RTTM names recordings by their file's name without folder and ending, and without spaces. */
  private static String recording(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return (dot > 0 ? name.substring(0, dot) : name).replaceAll("\\s", "_");
  }
}
