package io.auscult.local.system;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client code and the messages of the vendors' own documentation, cut out of verbatim copies of
 * its pages.
 */
final class SeedSnippets {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SeedSnippets() {}

  /**
   * What a snippet is pointed at.
   *
   * @param endpoint WebSocket URL
   * @param callback Invox: where the transcript is posted
   */
  record Target(String endpoint, String token, String callback) {
    @Override
    public String toString() {
      return "Target[" + endpoint + "]";
    }
  }

  /** The whole list of what is changed in the vendors' code before it runs. */
  private record Repair(String from, String to, String why) {}

  private static List<Repair> repairs(Target target) {
    String ours = "the test's gateway is on a free port";
    String real = "a real token";
    String token = "'" + target.token() + "'";
    return List.of(
        // MediSync. Spaces around the dots and brackets of its second page are artefacts of the
        // extraction, and JavaScript reads them as they stand.
        new Repair("ws://localhost:8000/ws/transcribe", target.endpoint(), ours),
        new Repair("'your-jwt-token-here'", token, real),
        new Repair("'your-test-jwt-token'", token, real),
        new Repair("'your-jwt-token'", token, real),
        // Invox.
        new Repair("wss://live.invoxmedical.com", target.endpoint(), ours),
        new Repair("\"mockAccessToken\"", token, real),
        new Repair("https://example.mydomain.com", target.callback(), "a receiver of the test"),
        // Sahl.
        new Repair("wss://sau-api.sahl.ai/ws/summary", target.endpoint(), ours),
        new Repair("YOUR - TOKEN", token, "a placeholder that its extraction took for a sum"));
  }

  /** The code of a page, pointed at a gateway. */
  static String repaired(String code, Target target) {
    String repaired = code;
    for (Repair repair : repairs(target)) repaired = repaired.replace(repair.from(), repair.to());
    return repaired;
  }

  /**
   * The code of a page from the line that begins with {@code from} up to the line that is {@code
   * to}, both included.
   */
  static String code(String page, String from, String to) throws IOException {
    return codeAfter(page, "", from, to);
  }

  /** The same in what follows a heading. */
  static String codeAfter(String page, String heading, String from, String to) throws IOException {
    String text = NodeFolder.resource(page);
    int start = text.indexOf(from, Math.max(0, text.indexOf(heading)));
    int end = text.indexOf(to, start);
    if (start < 0 || end < 0 || !text.contains(heading)) {
      throw new IOException(page + " has no code from " + from);
    }
    return text.substring(start, end + to.length());
  }

  /** Every JSON object that a page shows, as it stands there, in its order. */
  static List<String> examples(String page) throws IOException {
    String text = NodeFolder.resource(page);
    List<String> all = new ArrayList<>();
    Matcher beginning = Pattern.compile("^\\{", Pattern.MULTILINE).matcher(text);
    for (int at = 0; beginning.find(at); ) {
      int length = object(text.substring(beginning.start()));
      if (length > 0) all.add(text.substring(beginning.start(), beginning.start() + length));
      at = beginning.start() + Math.max(1, length);
    }
    return all;
  }

  /** The example whose {@code object} is this, the only one of that kind or the first. */
  static JsonNode example(String page, String object) throws IOException {
    for (String example : examples(page)) {
      JsonNode read = JSON.readTree(example);
      if (read.path("object").asText().equals(object)) return read;
    }
    throw new IOException(page + " shows no " + object);
  }

  /** Length of the JSON object that a text begins with; 0: it is none. */
  private static int object(String text) throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.readValueAsTree();
      return (int) parser.currentLocation().getCharOffset();
    } catch (JacksonException e) {
      return 0; // code, not JSON
    }
  }
}
