package io.auscult.delivery.schedule;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Who is told apart from whom: one scheme, host and port is one receiver. */
public final class Receivers {
  /** Of URLs that name none. */
  static final String NOBODY = "";

  private Receivers() {}

  /** {@code scheme://host:port}, without path, query or user; {@link #NOBODY} of what is no URL. */
  public static String of(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getScheme() == null || uri.getHost() == null) return NOBODY;
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("http") ? 80 : 443;
      return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    } catch (URISyntaxException e) {
      return NOBODY;
    }
  }
}
