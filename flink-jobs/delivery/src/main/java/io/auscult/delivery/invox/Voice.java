package io.auscult.delivery.invox;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A speaker as Invox names one: {@code speaker-1} and a name for people.
 *
 * @param id counts voices from 1, where ours count from 0
 */
record Voice(String id, String name) {
  private static final Pattern NUMBERED = Pattern.compile("SPEAKER_(\\d{1,6})");

  /** From our label: {@code SPEAKER_0}, {@code provider}, {@code unknown}; empty: unknown. */
  static Voice of(String label) {
    String text = label == null || label.isBlank() ? "unknown" : label.strip();
    Matcher numbered = NUMBERED.matcher(text);
    if (numbered.matches()) {
      int n = Integer.parseInt(numbered.group(1)) + 1;
      return new Voice("speaker-" + n, "Speaker " + n);
    }
    String id = "speaker-" + text.toLowerCase(Locale.ROOT).replaceAll("\\s+", "-");
    return new Voice(id, text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1));
  }
}
