package io.auscult.audio;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The base64 that clients really send (conformance DI-23). */
public final class Base64Audio {
  private static final String MARK = ";base64,";

  /** A media type with its parameters is short; this bounds the search for the mark. */
  private static final int LONGEST_PREFIX = 256;

  private Base64Audio() {}

  /**
   * The bytes of standard or URL-safe base64, padded or not, with or without a {@code
   * data:…;base64,} prefix, line breaks allowed (Android's default encoder writes them); empty when
   * it is not base64. The two alphabets may not be mixed; {@code =} stands only at the end, and
   * then completes a group of four. No characters are no bytes. A space is none of it: most are
   * sentences, or a {@code +} that was lost on the way.
   */
  public static Optional<byte[]> decode(String text) {
    int from = 0;
    if (text.regionMatches(true, 0, "data:", 0, 5)) {
      String head = text.substring(0, Math.min(text.length(), LONGEST_PREFIX));
      int mark = head.toLowerCase(Locale.ROOT).indexOf(MARK);
      if (mark < 0 || head.indexOf(',') < mark) return Optional.empty();
      from = mark + MARK.length();
    }
    byte[] symbols = new byte[text.length() - from];
    int count = 0;
    int padding = 0;
    boolean standard = false;
    boolean urlSafe = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') continue;
      if (c == '=') {
        padding++;
        continue;
      }
      if (padding > 0) return Optional.empty();
      standard |= c == '+' || c == '/';
      urlSafe |= c == '-' || c == '_';
      if (!isSymbol(c)) return Optional.empty();
      symbols[count++] = (byte) c;
    }
    if (standard && urlSafe) return Optional.empty();
    if (count % 4 == 1) return Optional.empty();
    if (padding > 0 && (padding > 2 || (count + padding) % 4 != 0)) return Optional.empty();
    Base64.Decoder decoder = urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder();
    return Optional.of(decoder.decode(Arrays.copyOf(symbols, count)));
  }

  private static boolean isSymbol(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/'
        || c == '-'
        || c == '_';
  }
}
