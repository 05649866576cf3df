package io.auscult.gateway.http;

import java.util.Collection;
import java.util.List;

/** What people see who open the gateway in a browser. */
final class HomePage {
  static final List<String> PATHS =
      List.of(
          "/health/live",
          "/health/ready",
          "/metrics",
          "/login",
          "/v1/templates",
          "/v1/sessions/{id}");

  private HomePage() {}

  static String html(Collection<String> sockets) {
    StringBuilder list = new StringBuilder();
    for (String path : sockets) list.append("<li><code>").append(path).append("</code></li>");
    StringBuilder paths = new StringBuilder();
    for (String path : PATHS) {
      paths.append("<li>");
      if (path.contains("{") || path.equals(LoginApi.PATH)) {
        paths.append("<code>").append(path).append("</code>");
      } else {
        paths.append("<a href=\"").append(path).append("\">").append(path).append("</a>");
      }
      paths.append("</li>");
    }
    return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Auscult</title>
        <style>
          body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; \
        padding: 0 1rem; }
          code { background: #8881; padding: .1em .3em; border-radius: .2em; }
          @media (prefers-color-scheme: dark) { body { background: #111; color: #ddd; } \
        a { color: #8bf; } }
        </style>
        <h1>Auscult</h1>
        <p>Live clinical transcription. This is the gateway; it takes work.</p>
        <h2>WebSocket</h2>
        <ul>%s</ul>
        <h2>HTTP</h2>
        <ul>%s</ul>
        </html>
        """
        .formatted(list, paths);
  }
}
