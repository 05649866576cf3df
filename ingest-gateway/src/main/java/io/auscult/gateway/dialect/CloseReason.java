package io.auscult.gateway.dialect;

import java.nio.charset.StandardCharsets;

/** Text of a Close frame. */
public final class CloseReason {
  /** A control frame holds 125 bytes, two of them the code; more is an illegal frame (MS-109). */
  public static final int MAX_BYTES = 123;

  private CloseReason() {}

  /** As much of the text as fits, never half a character. */
  public static String fit(String text) {
    StringBuilder kept = new StringBuilder();
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      // Half of a pair has no UTF-8.
      String one = c >= 0xD800 && c <= 0xDFFF ? "?" : Character.toString(c);
      bytes += one.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_BYTES) break;
      kept.append(one);
      i += Character.charCount(c);
    }
    return kept.toString();
  }
}
