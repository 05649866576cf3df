package io.auscult.local.client;

import java.net.URI;

/** Addresses of one gateway. */
final class Endpoint {
  private Endpoint() {}

  /** {@code http://host:port} becomes a dialect's WebSocket there; a path that is given stays. */
  static URI socket(URI gateway, String path) {
    String scheme =
        switch (gateway.getScheme() == null ? "" : gateway.getScheme()) {
          case "http", "ws" -> "ws";
          case "https", "wss" -> "wss";
          default ->
              throw new IllegalArgumentException(
                  gateway + ": must begin with http://, https://, ws:// or wss://");
        };
    String given = gateway.getRawPath();
    boolean bare = given == null || given.isEmpty() || given.equals("/");
    String query = gateway.getRawQuery() == null ? "" : "?" + gateway.getRawQuery();
    return URI.create(scheme + "://" + gateway.getRawAuthority() + (bare ? path : given) + query);
  }

  /** The same endpoint with one more parameter, whose value is in its encoded form. */
  static URI with(URI endpoint, String name, String value) {
    String before = endpoint.getRawQuery() == null ? "?" : "&";
    return URI.create(endpoint + before + name + "=" + value);
  }

  /** Where {@code GET /v1/sessions/{id}} is answered beside that socket. */
  static URI session(URI socket, String id) {
    String scheme = socket.getScheme().equals("wss") ? "https" : "http";
    return URI.create(scheme + "://" + socket.getRawAuthority() + "/v1/sessions/" + id);
  }
}
