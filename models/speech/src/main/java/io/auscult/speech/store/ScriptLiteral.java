package io.auscult.speech.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Data that a script carries as a base64 literal, read as text: the script is never run. */
final class ScriptLiteral {
  private static final Pattern LONG_BASE64 = Pattern.compile("[A-Za-z0-9+/]{1000,}+={0,2}");

  private ScriptLiteral() {}

  /**
   * The literal whose content has the hash {@code sha256}.
   *
   * @return its content; an empty array if the script has no such literal
   */
  static byte[] decode(Path script, String sha256) throws IOException {
    Matcher literals = LONG_BASE64.matcher(Files.readString(script, StandardCharsets.UTF_8));
    while (literals.find()) {
      String literal = literals.group();
      if (literal.length() % 4 != 0) {
        continue;
      }
      byte[] content = Base64.getDecoder().decode(literal);
      if (Hashes.of(content).equals(sha256)) {
        return content;
      }
    }
    return new byte[0];
  }
}
