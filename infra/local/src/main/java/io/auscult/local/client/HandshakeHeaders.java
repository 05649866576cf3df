package io.auscult.local.client;

import java.net.CookieHandler;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sees the headers of the answer to one upgrade. The JDK's WebSocket shows them to nobody else than
 * the cookie handler of its client.
 */
final class HandshakeHeaders extends CookieHandler {
  private volatile Map<String, List<String>> headers = Map.of();

  @Override
  public Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) {
    return Map.of();
  }

  @Override
  public void put(URI uri, Map<String, List<String>> responseHeaders) {
    headers = Map.copyOf(responseHeaders);
  }

  Optional<String> first(String name) {
    String sought = name.toLowerCase(Locale.ROOT);
    return headers.entrySet().stream()
        .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(sought))
        .flatMap(header -> header.getValue().stream())
        .findFirst();
  }
}
