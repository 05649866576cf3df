package io.auscult.gateway.dialect;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asked for when it connected. Holds a token: never logged.
 *
 * @param path without query
 * @param query decoded, first value of each name; a plus stays a plus (IN-03)
 * @param headers by lower-case name, first value of each
 * @param subprotocols offered, in the client's order
 * @param address the peer's IP
 */
public record UpgradeRequest(
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    List<String> subprotocols,
    String address) {
  private static final int MAX_CLIENT_NAME = 200;

  public UpgradeRequest {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
    subprotocols = List.copyOf(subprotocols);
  }

  /** A parameter of the URL without surrounding spaces. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).map(String::strip);
  }

  /** The session that the client comes back to ({@code ?session_id=}). */
  public Optional<String> resumes() {
    return parameter("session_id").filter(id -> !id.isEmpty());
  }

  /** A header without surrounding spaces. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(String::strip);
  }

  /** Browsers always send an Origin; only they do (conformance §8). */
  public boolean fromBrowser() {
    return header("Origin").isPresent();
  }

  /** The token of {@code Authorization: Bearer …}; the scheme in any case (MS-10). */
  public Optional<String> bearer() {
    return header("Authorization")
        .filter(h -> h.length() > 7 && h.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(h -> h.substring(7).strip())
        .filter(t -> !t.isEmpty());
  }

  /** What the client calls itself. */
  public String client() {
    String name = header("User-Agent").orElse("");
    return name.length() <= MAX_CLIENT_NAME ? name : name.substring(0, MAX_CLIENT_NAME);
  }

  /** Names and values of a raw query. Broken escapes stay as they stand. */
  public static Map<String, String> parseQuery(String raw) {
    Map<String, String> all = new HashMap<>();
    if (raw == null) return all;
    for (String pair : raw.split("&")) {
      int eq = pair.indexOf('=');
      String name = eq < 0 ? pair : pair.substring(0, eq);
      if (name.isEmpty()) continue;
      all.putIfAbsent(unescape(name), eq < 0 ? "" : unescape(pair.substring(eq + 1)));
    }
    return all;
  }

  private static String unescape(String text) {
    if (text.indexOf('%') < 0) return text;
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int n = 0;
    for (int i = 0; i < in.length; i++) {
      int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
      if (low >= 0) {
        out[n++] = (byte) (high * 16 + low);
        i += 2;
      } else {
        out[n++] = in[i];
      }
    }
    return new String(out, 0, n, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "UpgradeRequest[" + path + "]";
  }
}
